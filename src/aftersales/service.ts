import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { addDays, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import { type DeedName, may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { drawNumber } from '../orders/numbers.ts';
import { type Order, orderName } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { type Case, type CaseDeed, type CaseEntry, type GoodsTo, judged } from './case.ts';
import { createCaseFinder } from './find.ts';
import { handlerOf } from './handler.ts';
import { type CaseEdit, type CaseInput, dueFrom, handlerFrom, neededText } from './input.ts';
import { caseModel } from './model.ts';
import { asksWhere, caseLines, checkOpenable, waysOf } from './rules.ts';
import { moveStock } from './stock.ts';
import { closed, edited, received, type Worked } from './work.ts';
import { type CaseMade, createWriter } from './write.ts';

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  audit: Pick<Audit, 'changed' | 'record'>;
  /** The rows that tell people about it, stored in its transaction. */
  notices(made: CaseMade): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** What came of it, and whether it had been done before under the same key. */
export type CaseDone = { case: Case; order: Order; repeated: boolean };

/** What is written in the transaction that opens a case. */
export type AlsoWritten = (opened: { it: Case; order: Order }, session: ClientSession) => Promise<void>;

/** The rights that a deed needs, by its name on timelines. */
const rightOf = {
  case_open: 'case.open',
  case_edit: 'case.edit',
  case_receive: 'case.receive',
  case_close: 'case.close',
} as const satisfies Record<CaseDeed, DeedName>;

/** Longest part of a text that goes on a timeline. */
const longestNote = 100;
const noteOf = (text: string): string => (text.length > longestNote ? `${text.slice(0, longestNote)}…` : text);

const notYours = (name: string): DeskError =>
  new DeskError('error.case_not_yours', { case: name }, { loudness: 'warn' });

/** After-sales cases: each deed is one transaction with what it changes on the order, in stock and on the trail. */
export function createCases(deps: Deps) {
  const { connection, settings, members, audit, outbox } = deps;
  const cases = caseModel(connection);
  const orders = orderModel(connection);
  const write = createWriter(deps);

  const entryOf = ({ now, key, member }: Actor, action: CaseDeed, note: string): CaseEntry => ({
    at: now,
    by: member._id,
    action,
    note: noteOf(note),
    key,
  });

  const today = async ({ now }: Actor) => dateAt(now, (await settings.get()).timezone);
  const ofOrder = (order: string, session: ClientSession) =>
    cases.find({ order }, null, { session }).lean<Case[]>().exec();

  async function orderFor(actor: Actor, id: string, session?: ClientSession): Promise<Order> {
    const order = await orders.findById(id, null, { session }).lean<Order>();
    if (!order || !mayRead(personOf(actor.member), 'Order', order))
      throw new DeskError('error.order_not_found', { name: id });
    return order;
  }

  /** The lines of a new case, and whether they may or must be written off. */
  function goodsOf(order: Order, all: Case[], { kind, parts }: CaseInput): Pick<Case, 'lines' | 'writeOff'> {
    const lines = caseLines(order, all, kind, parts);
    const { here, lost } = waysOf(order, all, lines);
    if (!asksWhere(kind) || !lost) return { lines };
    return { lines, writeOff: here ? 'may' : 'must' };
  }

  async function fresh(actor: Actor, number: string, order: Order, input: CaseInput, session: ClientSession) {
    const all = await members.all();
    const day = await today(actor);
    const text = neededText(input.text, 'text');
    const owner = input.owner ? handlerFrom(input.owner, all)._id : handlerOf(input.kind, order, all, actor.member._id);
    const { code, name } = order.customerSnapshot;
    return {
      _id: newId(),
      number,
      order: order._id,
      orderName: orderName(order),
      customer: order.customer,
      customerSnapshot: { code, name },
      orderOwner: order.owner,
      team: order.team,
      kind: input.kind,
      ...goodsOf(order, await ofOrder(order._id, session), input),
      text,
      owner,
      dueDate: input.dueDate ? dueFrom(input.dueDate, day) : addDays(day, (await settings.get()).caseDays),
      state: 'open' as const,
      currency: order.currency,
      timeline: [entryOf(actor, 'case_open', text)],
      openedBy: actor.member._id,
      requestKey: actor.key,
    };
  }

  async function insert(
    actor: Actor,
    id: string,
    input: CaseInput,
    { also, session }: { also?: AlsoWritten; session: ClientSession },
  ): Promise<CaseDone> {
    // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
    const number = await drawNumber(connection, 'case', session);
    const order = await orderFor(actor, id, session);
    checkOpenable(order, input.kind);
    if (!may(personOf(actor.member), 'case.open', order)) throw notYours(orderName(order));
    const [made] = await cases.create([await fresh(actor, number, order, input, session)], { session });
    const it = made!.toObject() as Case;
    const openComplaints = order.openComplaints + (it.kind === 'complaint' ? 1 : 0);
    const after = await write(actor, 'case_open', { order, it, set: { openComplaints } }, session);
    await also?.({ it, order: after }, session);
    return { case: it, order: after, repeated: false };
  }

  async function opened(actor: Actor): Promise<CaseDone | undefined> {
    const it = await cases.findOne({ requestKey: actor.key }).lean<Case>();
    return it ? { case: it, order: await orderFor(actor, it.order), repeated: true } : undefined;
  }

  /** The case, and whether the very deed was done before. Throws where it is not the person's to see or to do. */
  async function caseFor(actor: Actor, id: string, deed: CaseDeed, session: ClientSession) {
    const it = await cases.findById(id, null, { session }).lean<Case>();
    const repeated = it?.timeline.some((e) => e.key === actor.key && e.action === deed && e.by === actor.member._id);
    if (it && repeated) return { it, repeated };
    const person = personOf(actor.member);
    if (!it || !mayRead(person, 'Case', judged(it))) throw new DeskError('error.case_not_found', { name: id });
    if (!may(person, rightOf[deed], judged(it))) throw notYours(it.number);
    return { it, repeated: false };
  }

  /** Puts a change of a case on it, if nobody was faster. */
  async function change(actor: Actor, it: Case, deed: CaseDeed, worked: Worked, session: ClientSession): Promise<Case> {
    const after = await cases
      .findOneAndUpdate(
        { _id: it._id, revision: it.revision },
        { $set: worked.set, $push: { timeline: entryOf(actor, deed, worked.note) }, $inc: { revision: 1 } },
        { returnDocument: 'after', session },
      )
      .lean<Case>();
    if (!after) throw new DeskError('error.changed_meanwhile', { order: it.number });
    return after;
  }

  type Decide = (at: { it: Case; order: Order; all: Case[]; people: Member[]; today: string }) => Worked;

  async function attempt(actor: Actor, id: string, deed: CaseDeed, decide: Decide): Promise<CaseDone> {
    return transact(connection, async (session) => {
      const { it: before, repeated } = await caseFor(actor, id, deed, session);
      const order = await orders.findById(before.order, null, { session }).lean<Order>();
      if (!order) throw new DeskError('error.order_not_found', { name: before.orderName });
      if (repeated) return { case: before, order, repeated };
      const all = await ofOrder(order._id, session);
      const people = await members.all();
      const worked = decide({ it: before, order, all, people, today: await today(actor) });
      const it = await change(actor, before, deed, worked, session);
      await moveStock(deps, actor, { order: order._id, moves: worked.stock ?? [] }, session);
      const { orderSet: set, credit } = worked;
      const after = await write(actor, deed, { order, before, it, set, credit }, session);
      return { case: it, order: after, repeated: false };
    });
  }

  /** Runs a deed; every refused attempt is on the audit trail, and what was stored is sent. */
  async function audited(actor: Actor, deed: CaseDeed, id: string, run: () => Promise<CaseDone>): Promise<CaseDone> {
    try {
      const done = await run();
      if (!done.repeated) outbox.kick();
      return done;
    } catch (error) {
      if (error instanceof DeskError) {
        const subject = { kind: deed === 'case_open' ? ('Order' as const) : ('Case' as const), id };
        const { now: at, from, member } = actor;
        await audit.record({ at, by: member._id, from, action: rightOf[deed], subject, refused: error.code });
        error.audited = true;
      }
      throw error;
    }
  }

  const work = (actor: Actor, id: string, deed: CaseDeed, decide: Decide): Promise<CaseDone> =>
    audited(actor, deed, id, () => attempt(actor, id, deed, decide));

  return {
    ...createCaseFinder(connection),
    /**
     * Opens a case about an order's goods that arrived or were lost. The same key again gives the case that is there. What
     * `also` writes is written with it, or neither is.
     */
    open: (actor: Actor, order: string, input: CaseInput, also?: AlsoWritten): Promise<CaseDone> =>
      audited(actor, 'case_open', order, async () => {
        const there = await opened(actor);
        if (there) return there;
        try {
          return await transact(connection, (session) => insert(actor, order, input, { also, session }));
        } catch (error) {
          const other = isDuplicate(error, 'requestKey') ? await opened(actor) : undefined;
          if (other) return other;
          throw error;
        }
      }),
    /** Takes goods in that came back, or writes lost ones off: `goods` says where those of a return or an exchange go. */
    receive: (actor: Actor, id: string, goods?: GoodsTo): Promise<CaseDone> =>
      work(actor, id, 'case_receive', (at) => received(at, goods)),
    /** Closes a case, with how it ended. */
    close: (actor: Actor, id: string, outcome: string): Promise<CaseDone> =>
      work(actor, id, 'case_close', (at) => closed(at, outcome)),
    /** Hands a case to somebody else, or moves its due date. */
    edit: (actor: Actor, id: string, input: CaseEdit): Promise<CaseDone> =>
      work(actor, id, 'case_edit', (at) => edited(at, input)),
  };
}
export type Cases = ReturnType<typeof createCases>;
