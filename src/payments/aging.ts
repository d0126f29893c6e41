import type { Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { native } from '../database/native.ts';
import type { CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { inParts } from '../in-parts.ts';
import { mayReadPaymentsOf, readFilter, sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { agreedUnsettled } from '../orders/stages.ts';
import { type Aged, addAged, agedOf, noneAged, sumOf } from './buckets.ts';
import { claimsInBase, type Owing, owingFields, takesMoney } from './due.ts';
import { paymentModel } from './model.ts';

/** What a customer owes by age, and what of its money is on no order; minor units of the base currency. */
export type AgedCustomer = { customer: Pick<Customer, '_id' | 'code' | 'name'>; aged: Aged; free: number };

/** Every customer with open money, the most overdue first, and the sums of all. */
export type Aging = { rows: AgedCustomer[]; total: Aged; free: number };

type Open = Owing & Pick<Order, 'customer' | 'currency' | 'rate'>;

/** How many customers one query asks for. */
const atOnce = 200;

const overdueOf = ({ aged }: AgedCustomer): number => sumOf(aged) - aged.not_due;

/** What customers owe by age, of the orders that a person may read with their payments. */
export function createAging({ connection }: { connection: Connection }) {
  async function openOrders(person: Person): Promise<Map<string, Open[]>> {
    const filter = {
      $and: [{ state: { $in: agreedUnsettled } }, readFilter(person, 'Order'), readFilter(person, 'PaymentOf')],
    };
    const byCustomer = new Map<string, Open[]>();
    const found = native(orderModel(connection)).find(filter as never, {
      projection: { ...owingFields, customer: 1 },
      batchSize: 1_000,
    });
    for await (const one of found) {
      const order = one as unknown as Open;
      if (!takesMoney(order)) continue;
      byCustomer.set(order.customer, [...(byCustomer.get(order.customer) ?? []), order]);
    }
    return byCustomer;
  }

  async function freeMoney(ids: readonly string[], base: string): Promise<Map<string, number>> {
    const free = new Map<string, number>();
    for (const part of inParts(ids, atOnce)) {
      const found = await paymentModel(connection)
        .find({ customer: { $in: part }, free: { $exists: true }, currency: base }, { customer: 1, free: 1 })
        .lean<{ customer: string; free: number }[]>();
      for (const p of found) free.set(p.customer, (free.get(p.customer) ?? 0) + p.free);
    }
    return free;
  }

  return {
    /** What customers owe by age. Throws `error.payments_hidden` for who may read no amounts. `base`: the company's currency. */
    async aging(person: Person, { base, today }: { base: string; today: CalendarDate }): Promise<Aging> {
      if (sees(person, 'commercial') !== 'full') throw new DeskError('error.payments_hidden', {}, { loudness: 'warn' });
      const open = await openOrders(person);
      const withFree = await customersWithFree();
      const ids = [...new Set([...open.keys(), ...withFree])];
      const free = await freeMoney(ids, base);
      const customers = new Map<string, Customer>();
      for (const part of inParts(ids, atOnce))
        for (const c of await customerModel(connection)
          .find({ _id: { $in: part } }, 'code name owner team')
          .lean<Customer[]>())
          customers.set(c._id, c);
      const rows = ids.flatMap((id): AgedCustomer[] => {
        const customer = customers.get(id);
        if (!customer) return [];
        const claims = (open.get(id) ?? []).flatMap((order) => claimsInBase(order, base));
        const aged = agedOf(claims, today);
        const own = mayReadPaymentsOf(person, customer) ? (free.get(id) ?? 0) : 0;
        return sumOf(aged) > 0 || own !== 0 ? [{ customer, aged, free: own }] : [];
      });
      return {
        rows: rows.toSorted((a, b) => overdueOf(b) - overdueOf(a) || sumOf(b.aged) - sumOf(a.aged)),
        total: rows.reduce((sum, row) => addAged(sum, row.aged), noneAged()),
        free: rows.reduce((sum, row) => sum + row.free, 0),
      };
    },
  };

  /** Customers who have money on no order; by an index that holds few. */
  async function customersWithFree(): Promise<string[]> {
    return paymentModel(connection).distinct('customer', { free: { $exists: true } });
  }
}
