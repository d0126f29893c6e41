import { DeliveryError } from '../chat/adapter.ts';
import { DeskError } from '../errors.ts';
import { maxFileBytes } from './file.ts';

/** The bytes of a file that a chat gives, as long as there are not more of them than a file may have. */
export async function fetchedBytes(body: Response['body'], name: string): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > maxFileBytes) throw new DeskError('error.file_too_large', { name });
    all.push(part);
  }
  return Buffer.concat(all);
}

/** A file that a chat does not give is no more, or not the desk's to read; anything else somebody should look at. */
const isGone = (error: unknown): boolean => error instanceof DeliveryError && !error.retry;

/** What a person reads when a file could not be fetched; what is said already stays as it is. */
export function notFetched(error: unknown, name: string): DeskError {
  if (error instanceof DeskError) return error;
  return new DeskError('error.file_not_fetched', { name }, { cause: error, loudness: isGone(error) ? 'info' : 'warn' });
}
