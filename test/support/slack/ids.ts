import { randomBytes } from 'node:crypto';
import type { StandInClock } from '../platform/clock.ts';

export type Ids = ReturnType<typeof createIds>;

/** The names that Slack gives: ids with their letter, and timestamps that never repeat. */
export function createIds(clock: Pick<StandInClock, 'now'>) {
  let [count, last] = [0, 0];
  const random = (bytes: number) => randomBytes(bytes).toString('hex');

  return {
    /** E.g. `F0000000001`. */
    id(letter: string): string {
      count += 1;
      return `${letter}${count.toString(36).toUpperCase().padStart(10, '0')}`;
    },
    /** The time of a message, which is its name too: seconds, a dot, and six digits. */
    ts(): string {
      last = Math.max(clock.now() * 1000, last + 1);
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
    },
    /** `132456.7890123.abcdef`: the form that Slack's own error describes. */
    trigger: (): string => `${count + 1_000_000}.${clock.now()}.${random(16)}`,
    hash: (): string => `${Math.floor(clock.now() / 1000)}.${random(4)}`,
    secret: (): string => random(12),
    /** What Slack calls a block or an element that its app did not name. */
    short: (): string => randomBytes(4).toString('base64url').slice(0, 5),
  };
}
