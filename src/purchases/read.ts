import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { addDays } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { mayRead, redact, sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import type { Redacted } from '../members/redact.ts';
import { purchaseModel } from './model.ts';
import { type Paid, paidOf } from './paid.ts';
import type { Purchase } from './purchase.ts';

/** A purchase as somebody may see it. */
export type SeenPurchase = Redacted<Purchase, 'Purchase'>;

/** Of whom or of what purchases are read. */
export type PurchasesOf = { supplier?: string; product?: string };

/** Purchases that a question about prices looks at. */
const mostPriced = 500;

/** Reads purchases by the rights of whoever asks: unit costs only for who reads costs. */
export function createPurchaseReader({ connection }: { connection: Connection }) {
  const purchases = purchaseModel(connection);
  const seen = (person: Person, found: readonly Purchase[]): SeenPurchase[] =>
    mayRead(person, 'Purchase', {}) ? found.map((purchase) => redact(person, 'Purchase', purchase)) : [];

  return {
    /** One purchase. Throws `error.purchase_gone`. */
    async get(person: Person, id: string): Promise<SeenPurchase> {
      const found = await purchases.findById(id).lean<Purchase>();
      const [shown] = found ? seen(person, [found]) : [];
      if (!shown) throw new DeskError('error.purchase_gone');
      return shown;
    },

    /** What is still to come, the earliest first, and how many purchases that are in all. */
    async open(person: Person, of: PurchasesOf, limit: number): Promise<{ shown: SeenPurchase[]; all: number }> {
      const where = { ...of, state: 'open' as const };
      const [found, all] = await Promise.all([
        purchases.find(where).sort({ expectedOn: 1 }).limit(limit).lean<Purchase[]>(),
        purchases.countDocuments(where),
      ]);
      return { shown: seen(person, found), all };
    },

    /** The last purchases that are over, the newest first. */
    async last(person: Person, of: PurchasesOf, limit: number): Promise<SeenPurchase[]> {
      const found = await purchases
        .find({ ...of, state: { $in: ['received', 'cancelled'] } })
        .sort({ at: -1 })
        .limit(limit)
        .lean<Purchase[]>();
      return seen(person, found);
    },

    /** Open purchases that should be here already, the oldest first. */
    async late(person: Person, today: CalendarDate, limit: number): Promise<SeenPurchase[]> {
      const found = await purchases
        .find({ state: 'open', expectedOn: { $lt: today } })
        .sort({ expectedOn: 1 })
        .limit(limit)
        .lean<Purchase[]>();
      return seen(person, found);
    },

    /** What was paid for each product of a supplier or of one product, by product id; nothing for who reads no costs. */
    async paid(person: Person, of: PurchasesOf, today: CalendarDate): Promise<Map<string, Paid>> {
      if (sees(person, 'cost') !== 'full') return new Map();
      const found = await purchases
        .find({ ...of, at: { $gte: new Date(addDays(today, -730)) } })
        .sort({ at: -1 })
        .limit(mostPriced)
        .lean<Purchase[]>();
      const byProduct = new Map<string, Purchase[]>();
      for (const one of found) byProduct.set(one.product, [...(byProduct.get(one.product) ?? []), one]);
      return new Map(
        [...byProduct].flatMap(([product, some]) => {
          const paid = paidOf(some, today);
          return paid ? [[product, paid] as const] : [];
        }),
      );
    },
  };
}
