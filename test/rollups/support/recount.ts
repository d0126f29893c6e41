import type { Connection } from 'mongoose';
import type { Person } from '../../../src/members/member.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Order } from '../../../src/orders/order.ts';

/** Orders, amount in minor units, and what is late, as somebody counts them who reads every order one by one. */
export type Recounted = {
  count: number;
  total: number;
  median?: number;
  onTime: number;
  late: number;
  customers: Record<string, number>;
  products: Record<string, number>;
  owners: Record<string, number>;
};

const uncounted = ['draft', 'rejected', 'cancelled'];

/** Whether somebody reads an order, in one sentence: all of it, the own ones, or those of the team that have an owner. */
function reads({ id, roles, teams }: Person, { owner, team }: Order): boolean {
  const all = (['finance', 'operations', 'admin'] as const).some((role) => roles.includes(role));
  const own = roles.includes('sales') && owner === id;
  const managed = roles.includes('manager') && (teams.length === 0 || (!!owner && !!team && teams.includes(team)));
  return all || own || managed;
}

const add = (to: Record<string, number>, key: string, amount: number): void => {
  to[key] = (to[key] ?? 0) + amount;
};

function lateness({ promisedDate, deliveredAt, shippedAt, state }: Order, today: string): 'onTime' | 'late' | 'open' {
  if (!promisedDate) return 'open';
  const arrived = state === 'delivered' || state === 'completed';
  const left = state === 'shipped' ? shippedAt : undefined;
  const done = deliveredAt ?? (arrived ? undefined : left);
  if ((done ?? today) > promisedDate) return 'late';
  return done ? 'onTime' : 'open';
}

/** Counts a period by reading every order there is. Orders are in the base currency here, so lines are as they stand. */
export async function recount(
  connection: Connection,
  person: Person,
  { from, to }: { from: string; to: string },
  today: string,
): Promise<Recounted> {
  const all = await orderModel(connection).find({}).lean<Order[]>();
  const mine = all.filter(
    (o) => o.orderDate && o.orderDate >= from && o.orderDate <= to && !uncounted.includes(o.state) && reads(person, o),
  );
  const sums: Recounted = { count: 0, total: 0, onTime: 0, late: 0, customers: {}, products: {}, owners: {} };
  for (const order of mine) {
    const amount = order.lines.reduce((sum, line) => sum + line.amount, 0);
    sums.count += 1;
    sums.total += amount;
    const when = lateness(order, today);
    if (when !== 'open') sums[when] += 1;
    add(sums.customers, order.customerSnapshot.code, amount);
    add(sums.owners, order.submittedOwner ?? '', amount);
    for (const line of order.lines) add(sums.products, line.sku, line.amount);
  }
  const sorted = mine.map((o) => o.lines.reduce((sum, line) => sum + line.amount, 0)).sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return sorted.length === 0 ? sums : { ...sums, median: Math.round((low! + high!) / 2) };
}
