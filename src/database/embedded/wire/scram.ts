import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import type { Document } from '../bson/codec.ts';
import { CommandError } from '../errors.ts';

const ITERATIONS = 4096;

/** What a server keeps of a password for SCRAM-SHA-256. */
export interface Credentials {
  user: string;
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
}

export function credentials(user: string, password: string): Credentials {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
  return { user, salt, storedKey, serverKey: hmac(salted, 'Server Key') };
}

/** One conversation of a connection: `start`, then `proceed` until `user` is known. */
export class ScramConversation {
  readonly #credentials: Credentials;
  #user = '';
  #nonce = '';
  #begun = '';
  #isProven = false;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  get user(): string | undefined {
    return this.#isProven ? this.#user : undefined;
  }

  /** The client's first words. Throws AuthenticationFailed (18), also for another mechanism. */
  start(command: Document): Document {
    if (command.mechanism !== 'SCRAM-SHA-256') throw refused('Only SCRAM-SHA-256 is supported.');
    const first = textOf(command.payload);
    const bare = first.replace(/^[^,]*,[^,]*,/, '');
    const { n: user = '', r: clientNonce = '' } = attributes(bare);
    if (clientNonce === '') throw refused('Authentication failed.');
    this.#user = user.replaceAll('=2C', ',').replaceAll('=3D', '=');
    this.#nonce = clientNonce + randomBytes(24).toString('base64');
    const challenge = `r=${this.#nonce},s=${this.#credentials.salt.toString('base64')},i=${ITERATIONS}`;
    this.#begun = `${bare},${challenge}`;
    return step(challenge, false);
  }

  /** The client's proof. Throws AuthenticationFailed (18) when it does not know the password. */
  proceed(command: Document): Document {
    if (this.#isProven) return step('', true);
    const last = textOf(command.payload);
    const { r: nonce, p: proof = '' } = attributes(last);
    const message = `${this.#begun},${last.slice(0, last.lastIndexOf(',p='))}`;
    if (this.#begun === '' || nonce !== this.#nonce || !this.#isRight(message, proof))
      throw refused('Authentication failed.');
    this.#isProven = true;
    return step(`v=${hmac(this.#credentials.serverKey, message).toString('base64')}`, true);
  }

  #isRight(message: string, proof: string): boolean {
    const { storedKey, user } = this.#credentials;
    const given = Buffer.from(proof, 'base64');
    const signature = hmac(storedKey, message);
    if (given.length !== signature.length) return false;
    const clientKey = signature.map((byte, i) => byte ^ (given[i] as number));
    return timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey) && this.#user === user;
  }
}

function step(payload: string, done: boolean): Document {
  return { conversationId: 1, done, payload: new Binary(Buffer.from(payload, 'utf8')) };
}

function textOf(payload: unknown): string {
  if (!(payload instanceof Binary)) throw refused('Authentication failed.');
  return Buffer.from(payload.value()).toString('utf8');
}

function attributes(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

function hmac(key: Uint8Array, message: string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

function refused(message: string): CommandError {
  return new CommandError(18, message);
}
