import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { dateAt } from '../dates.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { DeskError } from '../errors.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import type { Guard } from '../members/guard.ts';
import { type Person, personOf } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { clashesOf } from './clash.ts';
import { judgedPrice, type PriceEntry, slotOf, whomOf } from './entry.ts';
import { checkPrice, type PriceInput } from './input.ts';
import { priceModel } from './model.ts';
import { createQuotes } from './quote.ts';

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'changed' | 'of'>;
  guard: Guard;
};

/** A customer as cards of prices name it. */
export type PricedFor = Pick<Customer, '_id' | 'code' | 'name' | 'tier' | 'owner' | 'team'>;
/** A price with the customer that it is for. */
export type SeenPrice = PriceEntry & { buyer?: PricedFor };

/** What became of a price that was set: the prices that it ended, and those beside which it stands. */
export type PriceSet = { entry: PriceEntry; ended: PriceEntry[]; beside: PriceEntry[] };

/** What the trail says of a price. */
const told = ({ tier, from, price, validFrom, validTo }: PriceEntry) => ({
  tier,
  from: from || undefined,
  price,
  validFrom,
  validTo,
});

const live = { endedAt: { $exists: false } };

/** Sets and ends prices, and reads them by the rights of whoever asks. Every change is on the audit trail. */
export function createPrices({ connection, settings, audit, guard }: Deps) {
  const prices = priceModel(connection);
  const customers = customerModel(connection);
  const named = 'code name tier owner team';

  async function buyerFor(person: Person, id: string): Promise<PricedFor> {
    const found = await customers.findById(id, named).lean<PricedFor>();
    if (found && mayRead(person, 'Customer', found)) return found;
    const words = { text: id, nearest: { text: 'entry.nearest_none' } };
    throw new DeskError('error.customer_not_found', words, { field: 'customer' });
  }

  /** The prices that a person may read, each with its customer. */
  async function seen(person: Person, entries: readonly PriceEntry[]): Promise<SeenPrice[]> {
    const ids = [...new Set(entries.flatMap((e) => e.customer ?? []))];
    const found = ids.length > 0 ? await customers.find({ _id: { $in: ids } }, named).lean<PricedFor[]>() : [];
    const byId = new Map(found.map((c) => [c._id, c]));
    const all = entries.map((e): SeenPrice => ({ ...e, ...(e.customer && { buyer: byId.get(e.customer) }) }));
    return all.filter((e) => mayRead(person, 'Price', judgedPrice(e)));
  }

  /** What a new price would do to those that are there. */
  async function clashes(
    place: Pick<PriceInput, 'product' | 'customer' | 'tier' | 'from' | 'validFrom' | 'validTo'>,
    session?: ClientSession,
  ) {
    const there = await prices
      .find({ product: place.product, whom: whomOf(place), ...live }, null, { session })
      .lean<PriceEntry[]>();
    return clashesOf(there, place);
  }

  async function close(actor: Actor, entry: PriceEntry, session: ClientSession): Promise<void> {
    const ended = { endedAt: actor.now, endedBy: actor.member._id };
    await prices.updateOne({ _id: entry._id, ...live }, { $set: ended, $unset: { slot: 1 } }, { session });
    await audit.changed(actor, 'price.end', { kind: 'Price', id: entry._id }, {}, told(entry), session);
  }

  async function write(actor: Actor, input: PriceInput, session: ClientSession): Promise<PriceSet> {
    const whom = whomOf(input);
    const slot = slotOf({ ...input, whom });
    const { ended, beside } = await clashes(input, session);
    const same = ended.find((e) => e.slot === slot && e.price === input.price);
    if (same) return { entry: same, ended: [], beside };
    for (const entry of ended) await close(actor, entry, session);
    const { product, customer, tier, from, price, validFrom, validTo } = input;
    const place = { product, customer, tier, whom, from, validFrom, validTo, slot };
    const fresh = { _id: idOfKey(`price:${actor.key}`), ...place, price, by: actor.member._id, at: actor.now };
    const [made] = await prices.create([fresh], { session });
    await audit.changed(actor, 'price.set', { kind: 'Price', id: fresh._id }, {}, told(fresh), session);
    return { entry: made!.toObject<PriceEntry>(), ended, beside };
  }

  return {
    ...createQuotes({ connection, settings }),

    /**
     * Sets a price. It ends those for the same people from the same quantity on all of whose days it counts. The same key
     * again gives the price that is there. Throws `FieldErrors` or `DeskError`.
     */
    async set(actor: Actor, input: PriceInput): Promise<PriceSet> {
      const person = personOf(actor.member);
      const buyer = input.customer ? await buyerFor(person, input.customer) : undefined;
      const allowed = may(person, 'price.set', judgedPrice({ ...input, buyer }));
      await guard(actor, allowed, 'price.set', { kind: 'Product', id: input.product });
      checkPrice(input, dateAt(actor.now, (await settings.get()).timezone));
      const byKey = () => prices.findById(idOfKey(`price:${actor.key}`)).lean<PriceEntry>();
      const there = await byKey();
      if (there) return { entry: there, ended: [], beside: [] };
      const once = () => transact(connection, (session) => write(actor, input, session));
      try {
        return await once();
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const made = await byKey();
        // Somebody else set the same price a moment ago: now it is found, and ended.
        return made ? { entry: made, ended: [], beside: [] } : once();
      }
    },

    /** Ends a price from now on; again, it changes nothing. Throws `DeskError`. */
    async end(actor: Actor, id: string): Promise<SeenPrice> {
      const person = personOf(actor.member);
      const found = await prices.findById(id).lean<PriceEntry>();
      const [entry] = found ? await seen(person, [found]) : [];
      if (!entry) throw new DeskError('error.price_gone');
      const allowed = may(person, 'price.set', judgedPrice(entry));
      await guard(actor, allowed, 'price.end', { kind: 'Price', id });
      if (entry.endedAt) return entry;
      return transact(connection, async (session) => {
        const now = await prices.findById(id, null, { session }).lean<PriceEntry>();
        if (now && !now.endedAt) await close(actor, now, session);
        return { ...entry, endedAt: now?.endedAt ?? actor.now };
      });
    },

    clashes: (place: PriceInput) => clashes(place),

    /** The prices of a product that are not ended, as far as the person may read them. */
    async of(person: Person, product: string): Promise<SeenPrice[]> {
      return seen(person, await prices.find({ product, ...live }).lean<PriceEntry[]>());
    },

    /** The prices of a product that were ended, the last one first. */
    async ended(person: Person, product: string, limit: number): Promise<SeenPrice[]> {
      const found = prices.find({ product, endedAt: { $gt: new Date(0) } }).sort({ endedAt: -1 });
      return seen(person, await found.limit(limit).lean<PriceEntry[]>());
    },

    /** Changes of the list price, and of floor price and cost for those who read them, the last one first. */
    moves: (person: Person, product: string, limit: number) =>
      audit.of(person, { kind: 'Product', id: product }, limit, ['price', 'floorPrice', 'cost']),
  };
}
export type Prices = ReturnType<typeof createPrices>;
