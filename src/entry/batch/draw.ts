import type { Connection } from 'mongoose';
import type { Card } from '../../chat/card.ts';
import type { OutboxRow } from '../../chat/outbox-row.ts';
import type { Clock } from '../../clock.ts';
import { dateAt } from '../../dates.ts';
import type { Member } from '../../members/member.ts';
import { type Viewer, viewerOf } from '../../members/viewer.ts';
import { orderModel } from '../../orders/model.ts';
import type { Order } from '../../orders/order.ts';
import type { Settings } from '../../settings/settings.ts';
import { type LongCard, pageOf } from './cards/pages.ts';
import { forgottenCard, progressCard, subjectOf, unfiledCard } from './cards/progress.ts';
import { resultCard } from './cards/result.ts';
import type { Kept } from './kept.ts';
import { filedDigest, saidIn, waitingDigest } from './tell.ts';
import type { Verdict } from './verdict.ts';
import type { Work, Works } from './work.ts';

type Deps = {
  connection: Connection;
  clock: Clock;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]>; version(): Promise<number> };
  works: Works;
  kept: Kept;
};

/** Draws what is true of tables in work. */
export function createDrawing({ connection, clock, settings, members, works, kept }: Deps) {
  const orders = orderModel(connection);

  /** The result of a work that is over; `left` are the verdicts on what was not filed, as far as they are known. */
  async function result(viewer: Viewer, work: Work, left: readonly Verdict[]): Promise<LongCard> {
    const { currency, timezone } = await settings.get();
    const found = await orders.find({ _id: { $in: work.first } }).lean<Order[]>();
    const first = work.first.flatMap((id) => found.find((o) => o._id === id) ?? []);
    return resultCard(viewer, work, { today: dateAt(clock(), timezone), currency, first, left });
  }

  /** The card that is kept of a work, unless the reader's rights have changed since. */
  async function keptCard({ items }: Work, { person }: Viewer): Promise<LongCard | undefined> {
    const card = items === undefined ? undefined : await kept.cardOf(items, person).catch(() => undefined);
    return card?.rights === (await members.version()) ? card : undefined;
  }

  async function card(viewer: Viewer, work: Work, page = 0): Promise<Card | undefined> {
    if (work.state === 'forgotten') return forgottenCard(viewer, work);
    if (work.state === 'running') return progressCard(viewer, work, (await settings.get()).currency);
    const there = await keptCard(work, viewer);
    const long = there ?? (work.state === 'open' ? undefined : await result(viewer, work, []));
    return long && paged(viewer, work, long, page);
  }

  /** A page of a long card of a work as it is now, since a card is kept before what it shows is stored. */
  const paged = ({ locale }: Viewer, work: Work, { card, items }: LongCard, page = 0): Card => {
    const long = { card: { ...card, subject: subjectOf(work) }, items };
    return pageOf(long, page, (n) => ({ command: 'import', input: { work: work._id, page: n } }), locale);
  };

  /** A card for a work that is to be looked at anew, where nobody is there to look. */
  const unseen = (viewer: Viewer, work: Work): Card | undefined =>
    work.state === 'open' ? unfiledCard(viewer, work) : undefined;

  return {
    result,
    paged,
    /** A work as it is now; undefined where it is to be looked at anew. */
    card,
    /** The same for the card that a member has before the eyes. */
    async posted(id: string, member: string): Promise<Card | undefined> {
      const work = await works.find(id);
      const reader = (await members.all()).find((m) => m._id === member && m.active);
      if (!work || !reader || work.member !== reader._id) return undefined;
      return (await card(viewerOf(reader), work)) ?? unseen(viewerOf(reader), work);
    },
    /** What a row of the outbox says about the end of a work. */
    async digest(viewer: Viewer, row: OutboxRow): Promise<Card | undefined> {
      const { id, said } = saidIn(row);
      const work = await works.find(id);
      if (!work) return undefined;
      if (said === 'done') return card(viewer, work);
      if (said === 'refused') return (await card(viewer, work)) ?? unseen(viewer, work);
      const who = (await members.all()).find((m) => m._id === work.member)?.name ?? '';
      const n = work.waiting?.[viewer.person.id ?? ''] ?? 0;
      if (said === 'waiting') return n > 0 ? waitingDigest(viewer, n, who) : undefined;
      return filedDigest(viewer, work, who, (await settings.get()).currency);
    },
  };
}
export type Drawing = ReturnType<typeof createDrawing>;
