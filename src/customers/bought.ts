import type { Connection } from 'mongoose';
import { readFilter, withoutOthers } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import type { Line, Order } from '../orders/order.ts';
import { uncountedStates } from '../orders/stages.ts';
import { mostOrders } from '../recommendations/history.ts';

/** What habits and recommendations look at in an order. */
export type BoughtOrder = Pick<Order, 'orderDate' | 'baseTotal' | 'currency'> & {
  lines: Pick<Line, 'product' | 'sku' | 'name' | 'unit' | 'quantity' | 'unitPrice'>[];
};

const fields = {
  ...{ _id: 0, orderDate: 1, baseTotal: 1, currency: 1, 'lines.product': 1, 'lines.sku': 1, 'lines.name': 1 },
  ...{ 'lines.unit': 1, 'lines.quantity': 1, 'lines.unitPrice': 1 },
} as const;

/** Which of a customer's orders count as bought: no drafts, and none that came to nothing. By one index, whatever their state. */
export const countedOf = (person: Person, customer: string) => ({
  $and: [
    { customer, orderDate: { $gt: '' }, state: { $nin: uncountedStates } },
    readFilter(withoutOthers(person), 'Order'),
  ],
});

/** What a customer bought in the last orders that a person may read, by their day, newest first. */
export const boughtBy = (connection: Connection, person: Person, customer: string): Promise<BoughtOrder[]> =>
  orderModel(connection)
    .find(countedOf(person, customer), fields)
    .sort({ orderDate: -1, _id: -1 })
    .limit(mostOrders)
    .lean<BoughtOrder[]>()
    .exec();
