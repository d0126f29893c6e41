import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A body of Feishu's, read and not looked into. */
export type Body = Record<string, unknown>;

/** How the desk knows Feishu: with an encrypt key bodies are encrypted and signed; the token stands in each of them. */
export type Keys = { encryptKey?: string; verificationToken?: string };

/** A request that is Feishu's own, or the status that it is refused with. */
export type Verdict = { kind: 'genuine'; body: Body } | { kind: 'refused'; status: 400 | 401 };

/** Seconds that a signed request may be old, or ahead: each sending, also a repeated one, is signed anew. */
const windowSeconds = 300;

const refused = (status: 400 | 401): Verdict => ({ kind: 'refused', status });
const one = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');
const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function same(given: unknown, wanted: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Reads bytes as JSON; bytes that are no UTF-8 are no JSON either. */
function jsonOf(bytes: Uint8Array): Body | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Decrypts AES-256-CBC under SHA-256 of the key, with the IV in front. Undefined for what is nothing of the kind.
 * open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function decrypt(encrypted: string, key: string): Buffer | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length < 32 || bytes.length % 16 !== 0) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The signature of a body: SHA-256 of timestamp, nonce, key and the raw bytes, in hex. */
export const signatureOf = (timestamp: string, nonce: string, key: string, bytes: Uint8Array): string =>
  createHash('sha256').update(timestamp).update(nonce).update(key).update(bytes).digest('hex');

/** Whether the bytes were signed with the key, within five minutes of now. Compared in constant time. */
function isSigned(headers: IncomingHttpHeaders, bytes: Uint8Array, key: string, now: Date): boolean {
  const timestamp = one(headers['x-lark-request-timestamp']);
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > windowSeconds) return false;
  const wanted = signatureOf(timestamp, one(headers['x-lark-request-nonce']), key, bytes);
  return same(one(headers['x-lark-signature']), wanted);
}

/** The body behind its encryption; with a key, a plain body is none of Feishu's. */
function opened(outer: Body, key: string | undefined): Body | undefined {
  if (!key) return 'encrypt' in outer ? undefined : outer;
  const bytes = typeof outer.encrypt === 'string' ? decrypt(outer.encrypt, key) : undefined;
  return bytes && jsonOf(bytes);
}

const tokenOf = ({ token, header }: Body): unknown => (isRecord(header) ? header.token : token);

/** What was signed, or need not be: read, and with the token in it. */
function read(outer: Body, { encryptKey, verificationToken }: Keys): Verdict {
  const body = opened(outer, encryptKey);
  if (!body) return refused(400);
  return verificationToken && !same(tokenOf(body), verificationToken) ? refused(401) : { kind: 'genuine', body };
}

/**
 * Whether a request is Feishu's own. The challenge by which Feishu checks the address is encrypted and not signed; all
 * else is signed where there is an encrypt key, and carries the verification token. What is not signed is refused alike,
 * whatever is wrong with it: a difference would tell, try by try, what a cipher holds.
 */
export function verify(
  { headers, bytes }: { headers: IncomingHttpHeaders; bytes: Uint8Array },
  keys: Keys,
  now: Date,
): Verdict {
  const outer = jsonOf(bytes);
  if (!outer) return refused(400);
  const { encryptKey } = keys;
  if (encryptKey && !('encrypt' in outer)) return refused(401);
  const verdict = read(outer, keys);
  if (!encryptKey || isSigned(headers, bytes, encryptKey, now)) return verdict;
  return verdict.kind === 'genuine' && verdict.body.type === 'url_verification' ? verdict : refused(401);
}
