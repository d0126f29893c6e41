import type { Connection } from 'mongoose';
import { type ChatAdapter, DeliveryError, type Post } from '../chat/adapter.ts';
import type { Address } from '../chat/address.ts';
import { platformOf } from '../chat/address.ts';
import type { Card } from '../chat/card.ts';
import type { Outbox } from '../chat/outbox.ts';
import { addOutboxRows, type OutboxRow } from '../chat/outbox-row.ts';
import type { Posts, PostViewer } from '../chat/posts.ts';
import type { Sealer } from '../chat/sealed.ts';
import { dateAt } from '../dates.ts';
import type { Log } from '../log.ts';
import { mayRead } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { NewcomerRow } from '../members/newcomers.ts';
import { type Viewer, viewerOf } from '../members/viewer.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { quietUntil } from '../reminders/hours.ts';
import type { Pauses } from '../reminders/pauses.ts';
import type { Settings } from '../settings/settings.ts';
import { drawAbsence } from './absence.ts';
import { createBatchUpkeep } from './batch.ts';
import { drawCase } from './case.ts';
import { drawCustomer } from './customer.ts';
import { drawDigest } from './digest.ts';
import { goneCard } from './gone.ts';
import { notices } from './index.ts';
import { drawLow, lowRows } from './low.ts';
import { newcomerCard } from './newcomer.ts';
import type { NoticeContext } from './notice.ts';
import type { DirectOf } from './recipients.ts';
import { drawRisks } from './risk.ts';
import { drawTemplate } from './template.ts';
import { drawTrouble } from './trouble.ts';
import { createUpkeep, shownOf } from './upkeep.ts';

type Deps = {
  connection: Connection;
  clock: () => Date;
  log: Log;
  members: { all(): Promise<Member[]> };
  settings: { get(): Promise<Settings> };
  sealer: Sealer;
  pauses: Pauses;
  posts: Posts;
  adapter(platform: string): ChatAdapter | undefined;
  directOf: DirectOf;
  outbox(): Pick<Outbox, 'isDue' | 'bury'>;
  /** Somebody whom an admin is asked about. */
  newcomer(identity: string): Promise<NewcomerRow | undefined>;
  /** The recap that a row asks for. */
  recap(viewer: Viewer, row: OutboxRow): Promise<Card>;
  /** Tables of orders in work. */
  batch: {
    posted(id: string, member: string): Promise<Card | undefined>;
    digest(viewer: Viewer, row: OutboxRow): Promise<Card | undefined>;
  };
};

const doubtOf = ({ doubtSince: since, triedAt }: OutboxRow): Post['doubt'] =>
  since && { since, last: triedAt ?? since };

/** Draws and sends outbox rows: what is shown is read at that moment and by the viewer's rights. */
export function createSender(deps: Deps) {
  const { connection, clock, members, settings, sealer, posts } = deps;
  const orders = orderModel(connection);
  const upkeep = createUpkeep({ ...deps, orders, adapterOf, draw: drawOrGone });

  const refreshBatch = createBatchUpkeep({ ...deps, adapterOf });

  function adapterOf(conversation: Address): ChatAdapter {
    const adapter = deps.adapter(platformOf(conversation));
    if (!adapter)
      throw new DeliveryError(`${platformOf(conversation)} is not connected here`, true, {
        busy: true,
        afterMs: 60_000,
      });
    return adapter;
  }

  function viewerFor(viewer: PostViewer, all: readonly Member[], rules: Settings): Viewer | undefined {
    if ('audience' in viewer) {
      const { role, teams } = viewer.audience;
      return { person: { roles: [role], teams }, locale: rules.locale };
    }
    const member = all.find((m) => m._id === viewer.member);
    if (!member) throw new DeliveryError(`there is no member ${viewer.member}`, false);
    return member.active ? viewerOf(member) : undefined;
  }

  async function draw(
    notice: string,
    order: Order,
    viewer: PostViewer,
    data: Record<string, unknown>,
  ): Promise<Card | undefined> {
    const [all, rules] = await Promise.all([members.all(), settings.get()]);
    const reader = viewerFor(viewer, all, rules);
    if (!reader || !mayRead(reader.person, 'Order', order)) return undefined;
    const cards = { members: all, today: dateAt(clock(), rules.timezone), zone: rules.timezone };
    const context: NoticeContext = {
      connection,
      viewer: reader,
      order,
      members: all,
      settings: rules,
      cards,
      data,
      now: clock(),
    };
    return notices[notice]?.(context);
  }

  /** A card that was posted to a member who may not read its order any more says so: nothing stale stays with its buttons. */
  async function drawOrGone(
    notice: string,
    order: Order,
    viewer: PostViewer,
    data: Record<string, unknown>,
  ): Promise<Card | undefined> {
    const drawn = await draw(notice, order, viewer, data);
    if (drawn || !('member' in viewer)) return drawn;
    const reader = await viewerNow(viewer);
    return reader && goneCard(reader, order, notice);
  }

  async function viewerNow(viewer: PostViewer): Promise<Viewer | undefined> {
    const [all, rules] = await Promise.all([members.all(), settings.get()]);
    return viewerFor(viewer, all, rules);
  }

  /** How each kind of row is drawn that is not about one order. */
  const drawers: Partial<Record<OutboxRow['job'], (reader: Viewer, row: OutboxRow) => Promise<Card | undefined>>> = {
    digest: (reader, row) => drawDigest({ ...deps, bury: deps.outbox().bury }, reader, row),
    case: (reader, row) => drawCase(deps, reader, row),
    recap: (reader, row) => deps.recap(reader, row),
    risk: (reader, row) => drawRisks(deps, reader, row),
    low: (reader, row) => drawLow(connection, reader, row),
    batch: (reader, row) => deps.batch.digest(reader, row),
    customer: async (reader, row) => drawCustomer(connection, reader, row, await members.all()),
    absence: async (reader, row) => drawAbsence(connection, reader, row, await members.all()),
    template: async (reader, row) => drawTemplate(connection, reader, row, await members.all()),
    trouble: async (reader, row) => drawTrouble(reader, row),
    newcomer: async (reader, row) => newcomerCard(reader, await deps.newcomer(String(row.data?.identity))),
  };

  /** The card of a row, drawn for its reader from what is true now; undefined when there is nothing to say. */
  async function cardOf(row: OutboxRow, viewer: PostViewer): Promise<Card | undefined> {
    const reader = await viewerNow(viewer);
    if (!reader) return undefined;
    const drawer = drawers[row.job];
    if (drawer) return drawer(reader, row);
    const order = await orders.findById(row.order).lean<Order>();
    return order && row.notice ? draw(row.notice, order, viewer, row.data ?? {}) : undefined;
  }

  /** Where a row goes, if it is to be said at all: an order has one home per conversation, and what happens follows there. */
  async function placeOf(row: OutboxRow): Promise<Pick<Post, 'thread' | 'isAlsoShown'> | undefined> {
    const isTold = row.data?.inThread === true;
    if (row.notice !== 'header' && row.notice !== 'happened' && !isTold) return {};
    const home = await posts.home(row.conversation as Address, String(row.order));
    if (isTold) return home ? { thread: home, isAlsoShown: true } : {};
    if (row.notice === 'header') return home ? undefined : {};
    if (home) return { thread: home };
    if (await deps.outbox().isDue(`header:${row.order}:${row.conversation}`))
      throw new DeliveryError('the order has no home there yet', true, { busy: true, afterMs: 2_000, apart: true });
    return undefined;
  }

  async function post(row: OutboxRow): Promise<void> {
    const { conversation, viewer } = row;
    const place = conversation && viewer && (await placeOf(row));
    const card = place && (await cardOf(row, viewer));
    if (!card || !place) return;
    const sealed = await sealer.card(card, clock(), 'member' in viewer ? viewer.member : undefined);
    const doubt = doubtOf(row);
    const about = { conversation, card: sealed, key: row._id, order: row.order, doubt };
    const ref = await adapterOf(conversation).post({ ...about, ...place });
    if (!card.subject) return;
    const posted = await posts.track(ref, shownOf(card.subject, doubt), viewer, clock(), true);
    if (card.subject.kind === 'batch') return refreshBatch(card.subject.id);
    await upkeep.keepTrue(card.subject.id, posted, doubt);
  }

  /** Who sees to low stock is looked up when it is told: a row for each of them, once. */
  async function spread(row: OutboxRow): Promise<void> {
    const [all, rules] = await Promise.all([members.all(), settings.get()]);
    await addOutboxRows(connection, lowRows(row, all, rules, deps.directOf), clock());
  }

  return {
    /** Sends a row. Throws `DeliveryError` where the chat refuses. */
    send(row: OutboxRow): Promise<void> {
      if (row.job === 'low' && !row.conversation) return spread(row);
      if (row.job !== 'refresh') return post(row);
      const batch = row.data?.batch;
      return typeof batch === 'string' ? refreshBatch(batch) : upkeep.refresh(String(row.order), doubtOf(row));
    },
    /** Until when the member to whom a row goes wants quiet; undefined where it may be sent now. */
    async quietUntil({ viewer, job }: OutboxRow): Promise<Date | undefined> {
      // What came of a table is an answer, however long it took.
      if (job === 'batch' || !viewer || !('member' in viewer)) return undefined;
      const member = (await members.all()).find((m) => m._id === viewer.member);
      return member && quietUntil(clock(), member);
    },
  };
}
