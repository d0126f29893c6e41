import type { ClientSession, Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import type { CalendarDate } from '../dates.ts';
import { gramMark } from '../entry/find/words.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { newId } from '../id.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { divideRounded } from '../money.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf, toBase, wholeRate } from './currency.ts';
import { type LineInput, priceLines, totalOf } from './lines.ts';
import { orderModel } from './model.ts';
import { drawNumber } from './numbers.ts';
import type { Order, TimelineEntry } from './order.ts';

/** What a person enters. Undefined takes the customer's or the company's habit. */
export type DraftInput = {
  /** Customer id. */
  customer: string;
  lines: readonly LineInput[];
  currency?: string;
  requestedDate?: CalendarDate;
  promisedDate?: CalendarDate;
  paymentDays?: number;
  poNo?: string;
  notes?: string;
  shipTo?: string;
};

/** List, floor and cost of a product in another currency. */
function inCurrency(product: Product, rate: number): Product {
  if (rate === wholeRate) return product;
  const convert = (price: number) => Number(divideRounded(BigInt(price) * BigInt(wholeRate), BigInt(rate)));
  const { price, floorPrice, cost } = product;
  return {
    ...product,
    price: convert(price),
    floorPrice: floorPrice === undefined ? undefined : convert(floorPrice),
    cost: cost === undefined ? undefined : convert(cost),
  };
}

/** The products of some SKUs, priced in a currency. */
export async function offersOf(
  connection: Connection,
  skus: readonly string[],
  rate: number,
  session?: ClientSession,
): Promise<Map<string, Product>> {
  const found = await productModel(connection)
    .find({ sku: { $in: [...new Set(skus)] } }, null, { session })
    .lean<Product[]>();
  return new Map(found.map((p) => [p.sku, inCurrency(p, rate)]));
}

function checkFields(input: DraftInput): void {
  const errors: DeskError[] = [];
  if (
    input.paymentDays !== undefined &&
    !(Number.isSafeInteger(input.paymentDays) && input.paymentDays >= 0 && input.paymentDays <= 365)
  )
    errors.push(new DeskError('error.payment_days', {}, { field: 'paymentDays' }));
  if ((input.notes?.length ?? 0) > 2000)
    errors.push(new DeskError('error.too_long', { most: 2000 }, { field: 'notes' }));
  if ((input.poNo?.length ?? 0) > 60) errors.push(new DeskError('error.too_long', { most: 60 }, { field: 'poNo' }));
  if (input.lines.length > 200) errors.push(new DeskError('error.too_many_lines', { most: 200 }, { field: 'lines' }));
  if (errors.length > 0) throw new FieldErrors(errors);
}

const snapshotOf = ({ code, name, tier, region }: Customer): Order['customerSnapshot'] => ({
  code,
  name,
  tier,
  region,
});

function searchOf(
  customer: Customer,
  lines: readonly { sku: string }[],
  names: readonly (string | undefined)[],
): string[] {
  const words = [...names, ...lines.map((l) => l.sku)].filter((w): w is string => !!w).map((w) => w.toLowerCase());
  return [...new Set([...words, ...customer.search.filter((w) => !w.startsWith(gramMark))])];
}

type Deps = { connection: Connection; settings: { get(): Promise<Settings> } };

/** Makes and edits drafts: nothing numbered, nothing decided, nothing held. */
export function createDrafts({ connection, settings }: Deps) {
  const orders = orderModel(connection);

  async function customerFor(actor: Actor, id: string, session: ClientSession): Promise<Customer> {
    const customer = await customerModel(connection).findById(id, null, { session }).lean();
    if (!customer || !mayRead(personOf(actor.member), 'Customer', customer))
      throw new DeskError('error.customer_not_found', { text: id, nearest: '' }, { field: 'customer' });
    return customer;
  }

  /** The fields of an order that follow from what was entered. */
  async function entered(actor: Actor, input: DraftInput, session: ClientSession) {
    checkFields(input);
    const rules = await settings.get();
    const customer = await customerFor(actor, input.customer, session);
    const currency = input.currency ?? rules.currency;
    const rate = rateOf(currency, rules);
    const offers = await offersOf(
      connection,
      input.lines.map((l) => l.sku),
      rate,
      session,
    );
    const lines = priceLines(input.lines, offers, currency);
    const total = totalOf(lines);
    const fields = {
      customer: customer._id,
      customerSnapshot: snapshotOf(customer),
      lines,
      currency,
      rate,
      total,
      baseTotal: toBase(total, currency, rate, rules.currency),
      requestedDate: input.requestedDate,
      promisedDate: input.promisedDate,
      expectedDate: input.promisedDate ?? input.requestedDate,
      paymentDays: input.paymentDays ?? customer.paymentDays,
      poNo: input.poNo,
      notes: input.notes,
      shipTo: input.shipTo ?? customer.address,
    };
    return { fields, customer };
  }

  const entry = (actor: Actor, action: TimelineEntry['action']): TimelineEntry => ({
    at: actor.now,
    by: actor.member._id,
    action,
    key: actor.key,
  });

  async function insert(actor: Actor, input: DraftInput, session: ClientSession): Promise<Order> {
    // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
    const draftNo = await drawNumber(connection, 'draft', session);
    const { fields, customer } = await entered(actor, input, session);
    const [made] = await orders.create(
      [
        {
          ...fields,
          _id: newId(),
          draftNo,
          owner: actor.member._id,
          createdBy: actor.member._id,
          team: actor.member.teams[0],
          state: 'draft',
          priority: 0,
          shipments: [],
          openComplaints: 0,
          timeline: [{ ...entry(actor, 'create'), to: 'draft' }],
          search: searchOf(customer, fields.lines, [draftNo, input.poNo]),
          requestKey: actor.key,
          version: 1,
        },
      ],
      { session },
    );
    return made?.toObject() as Order;
  }

  const byRequest = (key: string) => orders.findOne({ requestKey: key }).lean<Order>();

  return {
    /** Makes a draft. The same key again gives the order that is there. Throws `FieldErrors`. */
    async create(actor: Actor, input: DraftInput): Promise<Order> {
      if (!may(personOf(actor.member), 'order.create'))
        throw new DeskError('error.not_allowed', { who: 'admin' }, { loudness: 'warn' });
      const there = await byRequest(actor.key);
      if (there) return there;
      try {
        return await transact(connection, (session) => insert(actor, input, session));
      } catch (error) {
        const other = isDuplicate(error, 'requestKey') ? await byRequest(actor.key) : null;
        if (other) return other;
        throw error;
      }
    },
    /** Changes a draft of one's own; its approval, if any, is gone. Throws `FieldErrors`. */
    async edit(actor: Actor, order: Order, input: DraftInput): Promise<Order> {
      if (order.timeline.some((e) => e.key === actor.key)) return order;
      return transact(connection, async (session) => {
        const { fields, customer } = await entered(actor, input, session);
        const search = searchOf(customer, fields.lines, [order.draftNo, order.number, order.externalNo, input.poNo]);
        const { set, unset } = parted({ ...fields, search, approval: undefined, approvedAt: undefined });
        const edited = await orders
          .findOneAndUpdate(
            { _id: order._id, revision: order.revision, state: 'draft' },
            { $set: set, $unset: unset, $push: { timeline: entry(actor, 'edit') }, $inc: { revision: 1, version: 1 } },
            { returnDocument: 'after', session },
          )
          .lean<Order>();
        if (!edited) throw new DeskError('error.changed_meanwhile', { order: order.number ?? order.draftNo });
        return edited;
      });
    },
  };
}

/** Splits changes into what is set and what is removed (undefined). */
export function parted(changes: Record<string, unknown>): { set: Record<string, unknown>; unset: Record<string, 1> } {
  const entries = Object.entries(changes);
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    unset: Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([key]) => [key, 1 as const])),
  };
}
export type Drafts = ReturnType<typeof createDrafts>;
