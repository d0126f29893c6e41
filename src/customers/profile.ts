import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { readFilter, sees, withoutOthers } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { memberModel } from '../members/model.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { uncountedStates } from '../orders/stages.ts';
import { type Credit, creditOf } from './credit.ts';
import type { Customer } from './customer.ts';
import { type Habits, habitsOf } from './habits.ts';

/** What a customer's card shows besides the record. Orders are those that the person may read. */
export type CustomerProfile = Credit & {
  owner?: string;
  lastOrders: Order[];
  habits: Habits;
};

/** Orders that habits are worked out from. */
const habitOrders = 50;
const lastOrders = 5;

/** Reads what a customer's card shows, by index and in bounded parts. */
export function createCustomerProfiles({ connection }: { connection: Connection }) {
  const orders = orderModel(connection);

  const readable = (person: Person, customer: Customer, limit: number, more: object = {}) =>
    orders
      .find(
        { $and: [{ customer: customer._id, ...more }, readFilter(withoutOthers(person), 'Order')] },
        { timeline: 0, search: 0 },
      )
      .sort({ _id: -1 })
      .limit(limit)
      .lean<Order[]>();

  /** The last orders that count: no drafts, and none that came to nothing. */
  const counted = (person: Person, customer: Customer, limit: number) =>
    readable(person, customer, limit, { state: { $nin: uncountedStates } });

  /** How the customer buys, from the orders that the person may read. */
  const habits = async (person: Person, customer: Customer): Promise<Habits> =>
    habitsOf(await counted(person, customer, habitOrders));

  return {
    habits,
    /** Where the customer's last order went that the person may read, for a customer whose address nobody has entered. */
    async lastShipTo(person: Person, customer: Customer): Promise<string | undefined> {
      const recent = await counted(person, customer, lastOrders);
      return recent.find((order) => order.shipTo && sees(person, 'shipping', order) === 'full')?.shipTo;
    },
    /** All that a card of this customer shows to a person. `base`: the company's currency. */
    async of(person: Person, customer: Customer, base: string, today: CalendarDate): Promise<CustomerProfile> {
      const [recent, bought, sums, owner] = await Promise.all([
        readable(person, customer, lastOrders),
        habits(person, customer),
        creditOf(connection, customer._id, { base, today }),
        customer.owner ? memberModel(connection).findById(customer.owner, 'name').lean<{ name: string }>() : null,
      ]);
      return { owner: owner?.name, lastOrders: recent, habits: bought, ...sums };
    },
  };
}
export type CustomerProfiles = ReturnType<typeof createCustomerProfiles>;
