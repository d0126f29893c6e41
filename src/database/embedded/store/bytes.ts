/** Keys begin with the number of their keyspace: a collection, an index, or one of the server's own. */

export const KEYSPACE = { meta: 0, catalog: 1, sessions: 2, counts: 3, trash: 4, firstFree: 16 } as const;

/** LMDB's limit is 1,978 bytes; the identity of the document takes the rest of an index key. */
export const MAX_KEY_BYTES = 1978;
export const MAX_ID_BYTES = 900;
export const MAX_FIELDS_BYTES = MAX_KEY_BYTES - MAX_ID_BYTES - 4;

export function keyspace(number: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(number, 0);
  return prefix;
}

export function join(number: number, ...parts: Uint8Array[]): Buffer {
  const key = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + part.length, 4));
  let length = key.writeUInt32BE(number, 0);
  for (const part of parts) {
    key.set(part, length);
    length += part.length;
  }
  return key;
}

/** The first key after all keys that begin with these bytes. */
export function after(bytes: Uint8Array): Buffer {
  const next = Buffer.from(bytes);
  for (let i = next.length - 1; i >= 0; i--) {
    const value = next[i] as number;
    if (value < 0xff) {
      next[i] = value + 1;
      return next.subarray(0, i + 1);
    }
  }
  return Buffer.alloc(MAX_KEY_BYTES, 0xff);
}

export function inverted(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) copy[i] = ~(bytes[i] as number) & 0xff;
  return copy;
}

/** A key as a string for Map and Set; one character a byte, so strings sort as the bytes do. */
export function keyName(key: Uint8Array): string {
  const bytes = key instanceof Buffer ? key : Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  return bytes.toString('latin1');
}
