import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { CalendarDate } from '../dates.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';

/** Told of what cannot be told, and why. */
export type OnSpoiled = (ref: string, why: string) => void;

/** Keeps what is said of spoiled things until it is listed. */
export function noteSpoiled(): { found: ReadonlyMap<string, string>; onSpoiled: OnSpoiled } {
  const found = new Map<string, string>();
  return { found, onSpoiled: (ref, why) => void found.set(ref, why) };
}

type Deps = {
  outbox: Pick<Outbox, 'bury'>;
  log: Pick<Log, 'error'>;
  rowsFor(member: Member, name: string, data: Record<string, unknown>): NewOutboxRow[];
};

/** Lists among the dead letters what cannot be told: once a day, as long as it is spoiled. */
export function createSpoiled({ outbox, log, rowsFor }: Deps) {
  return {
    /** What a member should have been reminded of. */
    async items(member: Member, today: CalendarDate, found: ReadonlyMap<string, string>): Promise<void> {
      for (const [ref, why] of found)
        for (const row of rowsFor(member, `spoiled:${member._id}:${ref}:${today}`, { today, occurrences: [] }))
          await outbox.bury(row, why);
    },
    /** Orders of which it cannot be told whether they are silent. */
    async orders(today: CalendarDate, found: ReadonlyMap<string, string>): Promise<void> {
      for (const [order, why] of found)
        await outbox.bury({ _id: `spoiled:silent:${order}:${today}`, job: 'digest', order }, why);
    },
    /** A member to whom nothing can be told at all. */
    member: async ({ _id }: Member, why: string): Promise<void> =>
      outbox
        .bury({ _id: `spoiled:${_id}`, job: 'digest', viewer: { member: _id } }, why)
        .catch((error) => log.error({ err: error, member: _id }, 'a dead letter could not be written')),
  };
}
