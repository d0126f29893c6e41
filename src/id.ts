import { randomBytes } from 'node:crypto';
import { ObjectId } from 'bson';

/** A new record id: 24 hex characters that sort by time of making. */
export const newId = (): string => new ObjectId().toHexString();

/** An id that cannot be guessed, for buttons, forms and one-time links (128 bits, URL-safe). */
export const newSecretId = (): string => randomBytes(16).toString('base64url');
