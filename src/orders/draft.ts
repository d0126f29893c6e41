import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Customer } from '../customers/customer.ts';
import { keptCustomer } from '../customers/kept.ts';
import { gathered } from '../database/together.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import type { Log } from '../log.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf } from './currency.ts';
import { checkFields, checkShipTo, type DraftInput, saysTheSame, searchOf } from './draft-input.ts';
import { orderModel } from './model.ts';
import { enteredEntry, enteredFields, newDraft } from './new-draft.ts';
import { drawNumber } from './numbers.ts';
import { offersOf, pricerFor } from './offers.ts';
import type { Order } from './order.ts';
import { reviewFields } from './review-fields.ts';
import { storeOrder } from './store.ts';
import { createDraftsTogether, type WantedDraft } from './together/drafts.ts';
import { draftLine } from './trail.ts';

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'record' | 'recordAll'>;
  log: Pick<Log, 'warn'>;
};

function checkEditable(actor: Actor, order: Order): void {
  if (!may(personOf(actor.member), 'order.edit', { ...order, state: 'draft' }))
    throw new DeskError('error.move_not_yours', { order: order.number ?? order.draftNo }, { loudness: 'warn' });
}

/** Makes and edits drafts: nothing numbered, nothing decided, nothing held. */
export function createDrafts({ connection, settings, audit, log }: Deps) {
  const orders = orderModel(connection);

  async function customerFor(
    actor: Actor,
    id: string,
    present: string | undefined,
    session: ClientSession,
  ): Promise<Customer> {
    const customer = await keptCustomer(connection, id, session);
    const isSeen = customer && (id === present || mayRead(personOf(actor.member), 'Customer', customer));
    if (!isSeen) throw new DeskError('error.customer_not_found', { text: id, nearest: '' }, { field: 'customer' });
    return customer;
  }

  /** The fields of an order that follow from what was entered. */
  async function entered(actor: Actor, input: DraftInput, present: string | undefined, session: ClientSession) {
    checkFields(input);
    const rules = await settings.get();
    const customer = await customerFor(actor, input.customer, present, session);
    const currency = input.currency ?? rules.currency;
    const rate = rateOf(currency, rules);
    const offers = await offersOf(
      connection,
      input.lines.map((l) => l.sku),
      rate,
      session,
    );
    const buying = { customer, rate, date: dateAt(actor.now, rules.timezone) };
    const priceOf = await pricerFor(connection, offers.values(), buying, session);
    const fields = enteredFields(input, { settings: rules, customer, offers, priceOf });
    return { fields, customer };
  }

  async function insert(actor: Actor, input: DraftInput, session: ClientSession): Promise<Order> {
    // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
    const draftNo = await drawNumber(connection, 'draft', session);
    const { fields, customer } = await entered(actor, input, undefined, session);
    const [made] = await orders.create([newDraft(actor, fields, { customer, draftNo })], { session });
    const order = made?.toObject() as Order;
    await audit.record(draftLine(actor, undefined, order), session);
    return order;
  }

  /** Stores what was changed of a draft: what was agreed of it is gone. Throws where it changed meanwhile. */
  async function store(actor: Actor, order: Order, fields: Partial<Order>, session: ClientSession): Promise<Order> {
    const all = { ...fields, approval: undefined, approvedAt: undefined, ...reviewFields(order) };
    const stored = { fields: all, entries: [enteredEntry(actor, 'edit')], isVersion: true };
    const edited = order.state === 'draft' ? await storeOrder(connection, order, stored, session) : undefined;
    if (!edited) throw new DeskError('error.changed_meanwhile', { order: order.number ?? order.draftNo });
    await audit.record(draftLine(actor, order, edited), session);
    return edited;
  }

  const byRequest = (key: string) => orders.findOne({ requestKey: key }).lean<Order>();

  async function makeAlone({ actor, input }: WantedDraft): Promise<Order> {
    const there = await byRequest(actor.key);
    if (there) return there;
    try {
      return await transact(connection, (session) => insert(actor, input, session), { turn: 'draft' });
    } catch (error) {
      const other = isDuplicate(error, 'requestKey') ? await byRequest(actor.key) : null;
      if (other) return other;
      throw error;
    }
  }

  const make = gathered({
    together: createDraftsTogether({ connection, settings, audit }),
    alone: makeAlone,
    failed: (error) => log.warn({ err: error }, 'drafts were not made together, but one by one'),
  });

  const drafts = {
    /** Makes a draft. The same key again gives the order that is there. Throws `FieldErrors`. */
    async create(actor: Actor, input: DraftInput): Promise<Order> {
      if (!may(personOf(actor.member), 'order.create'))
        throw new DeskError('error.not_allowed', { who: 'admin' }, { loudness: 'warn' });
      return make({ actor, input });
    },
    /**
     * Makes a draft in a transaction of the caller's, as its first step, and leaves rights and repeats to the caller: the
     * key of the actor is unique. Throws `FieldErrors`.
     */
    within: insert,
    /** Changes a draft of one's own; its approval, if any, is gone. Throws `FieldErrors`. */
    async edit(actor: Actor, order: Order, input: DraftInput): Promise<Order> {
      if (order.timeline.some((e) => e.key === actor.key)) return order;
      checkEditable(actor, order);
      return transact(connection, async (session) => {
        const { fields, customer } = await entered(actor, input, order.customer, session);
        const search = searchOf(customer, fields.lines, [order.draftNo, order.number, order.externalNo], input.poNo);
        return store(actor, order, { ...fields, search }, session);
      });
    },
    /** Says where a draft of one's own goes; nothing else of it changes. The same key again changes nothing. Throws `FieldErrors`. */
    async sendTo(actor: Actor, order: Order, shipTo: string): Promise<Order> {
      if (order.timeline.some((e) => e.key === actor.key)) return order;
      checkEditable(actor, order);
      checkShipTo(shipTo);
      return transact(connection, (session) => store(actor, order, { shipTo }, session)).catch(async (error) => {
        const now = await orders.findById(order._id).lean<Order>();
        if (now?.timeline.some((e) => e.key === actor.key)) return now;
        throw error;
      });
    },
    /**
     * Files a form: makes the draft, or, where an earlier try of the same form left its draft, brings that draft to what
     * the form says now.
     */
    async file(actor: Actor, input: DraftInput): Promise<Order> {
      const order = await drafts.create(actor, input);
      if (order.state !== 'draft' || saysTheSame(order, input)) return order;
      return drafts.edit({ ...actor, key: `${actor.key}:${order.revision}` }, order, input);
    },
  };
  return drafts;
}

export type Drafts = ReturnType<typeof createDrafts>;
