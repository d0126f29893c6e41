import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/*
 * …/event-subscription-configure-/choose-a-subscription-mode/send-notifications-to-developers-server: AES-256-CBC, the
 * key is the SHA-256 of the Encrypt Key, and the IV stands before the cipher.
 */

const keyOf = (encryptKey: string): Buffer => createHash('sha256').update(encryptKey).digest();

export function encrypted(text: string, encryptKey: string, iv = randomBytes(16)): string {
  const cipher = createCipheriv('aes-256-cbc', keyOf(encryptKey), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

export function decrypted(base64: string, encryptKey: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', keyOf(encryptKey), bytes.subarray(0, 16));
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
}

/** What a signature needs; `timestamp` is in seconds. */
export type Signing = { encryptKey: string; timestamp: number; nonce?: string };

/** …/event-subscriptions/encrypt-key-encryption-configuration-case: SHA-256 over the raw body. */
export const signatureOf = (body: string | Buffer, { encryptKey, timestamp, nonce = '' }: Signing): string =>
  createHash('sha256').update(`${timestamp}${nonce}${encryptKey}`).update(body).digest('hex');

/** The headers that make a body Feishu's. A test forges them with another key, time or body. */
export function signed(body: string | Buffer, signing: Signing): Record<string, string> {
  const nonce = signing.nonce ?? randomBytes(8).toString('hex');
  return {
    'x-lark-request-timestamp': String(signing.timestamp),
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signatureOf(body, { ...signing, nonce }),
  };
}
