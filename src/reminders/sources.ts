import type { ClientSession, Connection } from 'mongoose';
import { type Case, unclosed } from '../aftersales/case.ts';
import { caseModel } from '../aftersales/model.ts';
import type { FollowUp } from '../customers/follow-up.ts';
import { openFollowUps } from '../customers/follow-up-model.ts';
import { followed } from '../customers/follow-ups.ts';
import { keptCustomers } from '../customers/kept.ts';
import { customerModel } from '../customers/model.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { messageOf } from '../errors.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import type { PriceEntry } from '../prices/entry.ts';
import { priceModel } from '../prices/model.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import type { About, Span } from './kind.ts';
import { kinds, orderKinds } from './kinds/index.ts';
import { isOthers, type Occurrence, occurrencesIn, stepsOf } from './occurrences.ts';
import type { OnSpoiled } from './spoiled.ts';
import type { Window } from './window.ts';

/** What is read of an order to tell what it reminds of, and whom. */
const orderFields = {
  ...{ state: 1, owner: 1, team: 1, promisedDate: 1, dueDate: 1, total: 1, paid: 1, credited: 1, imported: 1 },
  ...{ milestones: 1, reservedUntil: 1 },
} as const;

/** What is looked for: the days, how often is repeated, and where instants are read as days. */
type Wanted = {
  window: Window;
  repeats: number;
  zone: string;
  /** Orders with all that is shown of them. */
  whole?: boolean;
  /** Only what is told on its day and later. */
  isLate?: boolean;
  /** Told of what cannot be told, since what it is about is gone. */
  onSpoiled?: OnSpoiled;
};

/** Notes of days far ahead that are listed. */
const mostNotes = 30;

/** The days on which what falls into a window may have its date. */
function spanOf(kind: Parameters<typeof stepsOf>[0], { from, to }: Window, repeats: number): Span {
  const offsets = stepsOf(kind, repeats).map(({ offset }) => offset);
  return { $gte: addDays(from, -Math.max(...offsets)), $lte: addDays(to, -Math.min(...offsets)) };
}

const about = (name: 'case' | 'follow_up' | 'price') => kinds.filter((kind) => kind.about === name);
/** The span of several kinds together. */
function spanOver(some: readonly Parameters<typeof stepsOf>[0][], window: Window, repeats: number): Span {
  const spans = some.map((kind) => spanOf(kind, window, repeats));
  return {
    $gte: spans.map((s) => s.$gte).sort()[0]!,
    $lte: spans
      .map((s) => s.$lte)
      .sort()
      .at(-1)!,
  };
}

const idsIn = (some: readonly (string | undefined)[]): string[] => [
  ...new Set(some.filter((id): id is string => id !== undefined && id !== '')),
];

/** Reads what reminders are about: what a member may be reminded of on some days, by index, and what occurrences name. */
export function createSources(connection: Connection) {
  const orders = orderModel(connection);
  const cases = caseModel(connection);
  const prices = priceModel(connection);

  /** The member's orders whose dates can fall into the window: all of them, since none is told later. */
  async function ordersOf(member: string, { window, repeats, whole }: Wanted): Promise<About[]> {
    const filters = orderKinds.flatMap((kind) => kind.find(member, spanOf(kind, window, repeats)));
    const found = await Promise.all(
      filters.map((filter) => orders.find(filter, whole ? {} : orderFields).lean<Order[]>()),
    );
    const once = new Map(found.flat().map((order) => [order._id, order]));
    return [...once.values()].map((order) => ({ order }));
  }

  async function casesOf(owner: string, { window, repeats }: Wanted): Promise<About[]> {
    const dueDate = spanOver(about('case'), window, repeats);
    const found = await cases.find({ owner, state: { $in: unclosed }, dueDate }).lean<Case[]>();
    return found.map((it) => ({ case: it }));
  }

  async function followUpsOf(member: string, { window, repeats, onSpoiled }: Wanted): Promise<About[]> {
    const on = spanOver(about('follow_up'), window, repeats);
    const onGone = ({ _id, customer, order }: FollowUp) =>
      onSpoiled?.(_id, `a follow-up of ${customer}${order ? ` (${order})` : ''}, which is gone`);
    return [...(await followed(connection, { member, ...openFollowUps, on }, { onGone })).values()];
  }

  /** Prices of customers with the customers and products; what is gone meanwhile is left out. */
  async function withPrices(filter: object, session?: ClientSession): Promise<Extract<About, { price: object }>[]> {
    const found = await prices.find(filter, null, { session }).lean<PriceEntry[]>();
    if (found.length === 0) return [];
    const customers = await keptCustomers(connection, idsIn(found.map((p) => p.customer)), session);
    const read = await productModel(connection)
      .find({ _id: { $in: idsIn(found.map((p) => p.product)) } }, { sku: 1, name: 1 }, { session })
      .lean<Product[]>();
    const products = new Map(read.map((product) => [product._id, product]));
    return found.flatMap((price) => {
      const [customer, product] = [customers.get(price.customer ?? ''), products.get(price.product)];
      return customer && product ? [{ price, customer, product }] : [];
    });
  }

  /** Few prices end on a day: of those of all customers the member's are looked at. Nothing of them is told late. */
  async function pricesOf(member: string, { window, repeats, isLate }: Wanted): Promise<About[]> {
    if (isLate) return [];
    const validTo = spanOver(about('price'), window, repeats);
    const ending = { validTo, customer: { $exists: true }, endedAt: { $exists: false } };
    const found = await prices.find(ending, { customer: 1 }).lean<PriceEntry[]>();
    const own = await customerModel(connection)
      .find({ _id: { $in: idsIn(found.map((p) => p.customer)) }, owner: member }, { _id: 1 })
      .lean<{ _id: string }[]>();
    return own.length > 0 ? withPrices({ ...ending, customer: { $in: own.map(({ _id }) => _id) } }) : [];
  }

  return {
    /** What a member may be reminded of on some days. */
    async of(member: string, wanted: Wanted): Promise<About[]> {
      const read = [ordersOf, casesOf, followUpsOf, pricesOf].map((one) => one(member, wanted));
      return (await Promise.all(read)).flat();
    },
    /** What a member noted for days after one, the earliest first; some are enough. */
    async notesAfter(
      member: string,
      date: CalendarDate,
      zone: string,
    ): Promise<({ occurrence: Occurrence } & About)[]> {
      const on = { $gt: date };
      const noted = await followed(connection, { member, ...openFollowUps, silentSince: { $exists: false }, on });
      const first = [...noted.values()].sort((a, b) => (a.followUp.on < b.followUp.on ? -1 : 1)).slice(0, mostNotes);
      return first.flatMap((about) => {
        const day = { from: about.followUp.on, to: about.followUp.on, repeats: 0, zone };
        return occurrencesIn(about, day, member).map((occurrence) => ({ occurrence, ...about }));
      });
    },
    /** Finds what occurrences are about, where it is the member's still; where nobody is named, whosever it is. */
    async named(
      some: readonly Occurrence[],
      {
        member,
        zone,
        session,
        onSpoiled,
      }: Pick<Wanted, 'zone' | 'onSpoiled'> & { member?: string; session?: ClientSession },
    ): Promise<(o: Occurrence) => About | undefined> {
      const ofOrders = some.filter((o) => !o.case && !o.followUp && !o.price).map((o) => o.order);
      const ids = { orders: idsIn(ofOrders), cases: idsIn(some.map((o) => o.case)) };
      const more = { followUps: idsIn(some.map((o) => o.followUp)), prices: idsIn(some.map((o) => o.price)) };
      const byIds = (list: readonly string[]) => ({ _id: { $in: [...list] } });
      const found = ids.orders.length ? await orders.find(byIds(ids.orders), null, { session }).lean<Order[]>() : [];
      const handled = ids.cases.length ? await cases.find(byIds(ids.cases), null, { session }).lean<Case[]>() : [];
      const noted = more.followUps.length ? await followed(connection, byIds(more.followUps), { session }) : new Map();
      const ending = more.prices.length ? await withPrices(byIds(more.prices), session) : [];
      const known = new Map<string, About>([
        ...found.map((order) => [order._id, { order }] as const),
        ...handled.map((it) => [it._id, { case: it }] as const),
        ...noted,
        ...ending.map((it) => [it.price._id, it] as const),
      ]);
      return (o) => {
        const id = o.followUp ?? o.price ?? o.case ?? o.order;
        const it = known.get(id);
        try {
          return it && (member === undefined || !isOthers(member, o, it, zone)) ? it : undefined;
        } catch (error) {
          onSpoiled?.(id, messageOf(error));
          return undefined;
        }
      };
    },
  };
}
export type Sources = ReturnType<typeof createSources>;
