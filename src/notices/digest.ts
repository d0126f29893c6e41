import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { dateAt } from '../dates.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { nameOf } from '../orders/cards/words.ts';
import { digestCard } from '../reminders/card.ts';
import type { Occurrence } from '../reminders/occurrences.ts';
import type { Pauses } from '../reminders/pauses.ts';
import { readsAbout } from '../reminders/reads.ts';
import { createSources } from '../reminders/sources.ts';

type Deps = {
  connection: Connection;
  pauses: Pauses;
  clock: () => Date;
  members: { all(): Promise<Member[]> };
};

/** The digest of an outbox row as it is true now and as its reader may read it; undefined when nothing of it is left. */
export async function drawDigest(
  { connection, pauses, clock, members }: Deps,
  viewer: Viewer,
  row: Pick<OutboxRow, '_id' | 'data'>,
): Promise<Card | undefined> {
  const occurrences = (row.data?.occurrences ?? []) as Occurrence[];
  const zone = viewer.member?.timezone ?? 'UTC';
  const aboutOf = await createSources(connection).named(occurrences, { zone });
  const said = viewer.member ? await pauses.to(viewer.member._id, occurrences) : new Map();
  const of = row.data?.of === undefined ? undefined : nameOf(await members.all(), String(row.data.of), viewer.locale);
  return digestCard(
    viewer,
    occurrences.flatMap((occurrence) => {
      const about = aboutOf(occurrence);
      return about && readsAbout(viewer.person, about)
        ? [{ occurrence, ...about, said: said.get(occurrence.key) }]
        : [];
    }),
    { key: row._id, today: dateAt(clock(), zone), atOnce: row.data?.atOnce === true, of },
  );
}
