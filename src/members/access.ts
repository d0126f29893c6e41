import { createSignIn, type SignIn } from './sign-in.ts';
import { createTokens, type Tokens, type TokensDeps } from './tokens.ts';

/** The ways in beside a chat: sessions of the console, and tokens of the API. */
export const createAccess = (deps: TokensDeps): { signIn: SignIn; tokens: Tokens } => ({
  signIn: createSignIn(deps.connection),
  tokens: createTokens(deps),
});
