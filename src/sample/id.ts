import { createHash } from 'node:crypto';

/** A record id that is the same each time and sorts by the instant of making, as a new record's does. */
export function sampleId(key: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
    .toString(16)
    .padStart(8, '0');
  return seconds + createHash('sha256').update(`sample:${key}`).digest('hex').slice(0, 16);
}
