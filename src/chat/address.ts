/**
 * The only id that crosses the border to a chat: the platform, a colon, and what the platform calls it.
 * People: `slack:T1:U1`, `feishu:ou_1`, `console:anna`. Conversations: `console:#orders`, `console:@anna` (direct).
 */
export type Address = `${string}:${string}`;

/** The platform's part of an address: `slack`, `feishu` or `console`. */
export const platformOf = (address: Address): string => address.slice(0, address.indexOf(':'));

/** What the platform itself calls it. */
export const nativeId = (address: Address): string => address.slice(address.indexOf(':') + 1);

/** What a person is called in each chat: in Slack by workspace and account. */
const forms: Readonly<Record<string, RegExp>> = {
  console: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}$/u,
  slack: /^[TE][A-Z0-9]+:[UW][A-Z0-9]+$/,
};

/** Whether a text can be a person's identity in a chat: in the console a plain name, elsewhere what the platform gave. */
export const isIdentity = (text: string): text is Address =>
  isAddress(text) && (forms[platformOf(text)]?.test(nativeId(text)) ?? true);

/** Whether a text has the form of an address. */
export const isAddress = (text: string): text is Address => /^[a-z]+:\S+$/.test(text);
