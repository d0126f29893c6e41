import type { Member } from '../../src/members/member.ts';
import type { TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

/** The code on a card of `/order token`. */
export function codeOn(text: string): string {
  const code = /"code\\*":\\*"([\w-]{22})\\*"/.exec(text)?.[1];
  if (!code) throw new Error(`no code: ${text}`);
  return code;
}

/** Collects the token of a code, as a program does. */
export const collect = (desk: TestDesk, code: unknown): Promise<Response> =>
  fetch(`${desk.url}/api/v1/token`, { method: 'POST', body: JSON.stringify({ code }) });

/** A token of somebody, made by an admin in the chat and collected by a program. */
export async function tokenFor(desk: TestDesk, admin: Member, member: Member, name = 'sync'): Promise<string> {
  const card = cardOf(await talkAs(desk, admin).say(`/order token @${member.name} ${name}`));
  const { token } = (await (await collect(desk, codeOn(textOf(card)))).json()) as { token: string };
  return token;
}

/** Asks the API. */
export function ask(desk: TestDesk, token: string, path: string, headers: Record<string, string> = {}) {
  return fetch(`${desk.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

/** The address of a report of some words. */
export const reportOf = (words: string, more = ''): string => `/report?q=${encodeURIComponent(words)}${more}`;
