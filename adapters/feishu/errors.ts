import { DeliveryError } from '../../src/chat/adapter.ts';
import { DeskError } from '../../src/errors.ts';
import type { Reply } from './http.ts';

/** Somebody has to mend something before it works; then the same call does. What to mend, for the log and the admins. */
const remedies: Readonly<Record<number, string>> = {
  10003: 'FEISHU_APP_ID is wrong: copy it from “Credentials & Basic Info” of the app',
  10014: 'FEISHU_APP_SECRET is wrong: copy it from “Credentials & Basic Info” of the app',
  10015: 'FEISHU_APP_SECRET is wrong: copy it from “Credentials & Basic Info” of the app',
  99991401: 'the address of the desk is not on the app’s list of allowed IP addresses',
  99991403: 'the month’s quota of calls is used up',
  99991672: 'the app lacks a permission: compare docs/feishu.md, add it, and publish a version',
  230006: 'the app’s bot is switched off: switch it on under “Bot”, and publish a version',
};

/** What trying again does not change, and what it means. */
const finals: Readonly<Record<number, string>> = {
  230002: 'the bot is not in the group: add it to the group',
  230013: 'the person is outside the availability of the app: widen it, and publish a version',
  230011: 'the message was recalled',
  230022: 'the text was refused by the company’s content rules',
  230028: 'the text was refused by the company’s data-loss rules: it names a phone number or an address in clear',
  230053: 'the person does not take messages from the bot',
  230110: 'the message was deleted',
  232009: 'the group was dissolved',
};

/** Too much at once; nothing was done. `everywhere`: it holds for all calls of that kind, not for one conversation. */
export class TooMuch extends DeliveryError {
  readonly everywhere: boolean;
  constructor(said: string, afterMs: number, everywhere: boolean) {
    super(said, true, { busy: true, afterMs });
    this.everywhere = everywhere;
  }
}

/** The token is no longer good; with a new one the same call works. */
export const tokenCodes: readonly number[] = [99991661, 99991663, 99991664, 99991668, 99991671];
/** Too much at once in one conversation. */
const tooMuchThere: readonly number[] = [230020, 11232, 11233];
/** Too many calls of one kind, from the whole desk. */
const tooManyCalls = 99991400;
/** Feishu's own hiccups; what they did is not known. */
const hiccups: readonly number[] = [1663, 1664, 5000, 55001, 500, 2200, 230049];
/** A card may be changed for fourteen days. */
const tooOld = 230031;

/** Ms until a limit is lifted, as Feishu says it in seconds. */
const resetMs = (headers: Headers): number => {
  const seconds = Number(headers.get('x-ogw-ratelimit-reset') ?? headers.get('retry-after') ?? 1);
  return (Number.isFinite(seconds) && seconds > 0 ? seconds : 1) * 1000;
};

/** Feishu's own number of what went wrong; 0 when nothing did. */
export const codeOf = ({ status, json }: Reply): number => {
  if (typeof json?.code === 'number') return json.code;
  return status >= 200 && status < 300 ? 0 : -status;
};

/** What becomes of a failed call: tried again or not, and whether it may have had its effect. */
export function asDeliveryError(call: string, reply: Reply): DeliveryError {
  const code = codeOf(reply);
  const said = `${call}: ${code}`;
  if (tooMuchThere.includes(code)) return new TooMuch(said, resetMs(reply.headers), false);
  if (code === tooManyCalls || reply.status === 429) return new TooMuch(said, resetMs(reply.headers), true);
  if (code === tooOld) return new DeliveryError(`${said} the card is older than 14 days`, false, { expired: true });
  const remedy = remedies[code];
  if (remedy) return new DeliveryError(`${said} ${remedy}`, true, { refused: true, afterMs: 30_000 });
  if (tokenCodes.includes(code)) return new DeliveryError(`${said} the token is refused`, true, { refused: true });
  if (hiccups.includes(code) || code <= -500 || reply.status >= 500) return new DeliveryError(said, true);
  const why = finals[code] ?? String(reply.json?.msg ?? '').slice(0, 200);
  return new DeliveryError(`${said} ${why}`.trim(), false);
}

/** No answer: what was asked may have been done. What whoever read the answer says of it stays as it is. */
export const unanswered = (call: string, error: unknown): Error =>
  error instanceof DeliveryError || error instanceof DeskError
    ? error
    : new DeliveryError(`${call}: no answer`, true, { cause: error });
