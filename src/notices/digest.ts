import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { NewOutboxRow, OutboxRow } from '../chat/outbox-row.ts';
import { dateAt } from '../dates.ts';
import { messageOf } from '../errors.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { nameOf } from '../orders/cards/words.ts';
import { type Digest, type Due, digestCard } from '../reminders/card.ts';
import { doneKey, type Occurrence } from '../reminders/occurrences.ts';
import type { Pauses } from '../reminders/pauses.ts';
import { readsAbout } from '../reminders/reads.ts';
import { createSources } from '../reminders/sources.ts';

type Deps = {
  connection: Connection;
  pauses: Pauses;
  clock: () => Date;
  members: { all(): Promise<Member[]> };
  /** Lists what cannot be drawn among the dead letters. */
  bury?(row: NewOutboxRow, why: string): Promise<void>;
};
type Row = Pick<OutboxRow, '_id' | 'data'> & Partial<Pick<OutboxRow, 'conversation' | 'viewer'>>;

/** What can be drawn, and what cannot: one spoiled reminder does not hold up the others. */
function drawable(viewer: Viewer, all: readonly Due[], digest: Digest): { good: Due[]; spoiled: [Due, unknown][] } {
  const good: Due[] = [];
  const spoiled: [Due, unknown][] = [];
  for (const due of all)
    try {
      digestCard(viewer, [due], digest);
      good.push(due);
    } catch (error) {
      spoiled.push([due, error]);
    }
  return { good, spoiled };
}

/** Whose reminders a manager reads. */
function whoseOf({ data }: Row, members: readonly Member[], { locale }: Viewer): Digest['of'] {
  if (data?.of === undefined) return undefined;
  const id = String(data.of);
  return { name: nameOf(members, id, locale), isGone: !members.some((m) => m._id === id && m.active) };
}

/** The digest of an outbox row as it is true now and as its reader may read it; undefined when nothing of it is left. */
export async function drawDigest(deps: Deps, viewer: Viewer, row: Row): Promise<Card | undefined> {
  const { connection, pauses, clock, members, bury } = deps;
  const occurrences = (row.data?.occurrences ?? []) as Occurrence[];
  const zone = viewer.member?.timezone ?? 'UTC';
  // What was handed over meanwhile is not told any more, neither to whom it was nor to that one's manager.
  const whose = row.data?.of === undefined ? viewer.member?._id : String(row.data.of);
  const aboutOf = await createSources(connection).named(occurrences, { member: whose, zone });
  const said = viewer.member ? await pauses.to(viewer.member._id, occurrences) : new Map();
  const of = whoseOf(row, await members.all(), viewer);
  const digest = { key: row._id, today: dateAt(clock(), zone), atOnce: row.data?.atOnce === true, of };
  // What was answered while it was on its way to the manager is not passed on.
  const done = of
    ? await pauses.ticked(
        whose!,
        occurrences.flatMap((o) => doneKey(o) ?? []),
      )
    : new Set<string>();
  const all = occurrences.flatMap((occurrence) => {
    const about = done.has(doneKey(occurrence) ?? '') ? undefined : aboutOf(occurrence);
    return about && readsAbout(viewer.person, about) ? [{ occurrence, ...about, said: said.get(occurrence.key) }] : [];
  });
  const { good, spoiled } = drawable(viewer, all, digest);
  const [first] = spoiled;
  if (first && good.length === 0) throw first[1];
  for (const [{ occurrence }, error] of spoiled) {
    const alone = { ...row, _id: `${row._id}:${occurrence.key}`, job: 'digest' as const };
    await bury?.({ ...alone, data: { ...row.data, occurrences: [occurrence] } }, messageOf(error));
  }
  return digestCard(viewer, good, digest);
}
