import { Refusal } from '../refusal.ts';
import type { Method } from './method.ts';

/**
 * authentication-management/access-token/tenant_access_token_internal. 10003 and 10014 are what users report of a wrong
 * id and secret (the general table says 10015); so is the status 200.
 */
export const tokenMethod: Method = ({ core, args }) => {
  const { appId, appSecret } = core.settings;
  if (args.app_id !== appId) throw new Refusal(10003, 'invalid param', { status: 200 });
  if (args.app_secret !== appSecret) throw new Refusal(10014, 'app secret invalid', { status: 200 });
  const { token, expire } = core.tokens.issue();
  return { tenant_access_token: token, expire };
};
