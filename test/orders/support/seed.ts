import type { Customer } from '../../../src/customers/customer.ts';
import { newId } from '../../../src/id.ts';
import { contentHash } from '../../../src/orders/content.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Line, Order, State } from '../../../src/orders/order.ts';
import { reviewFields } from '../../../src/orders/review-fields.ts';
import type { Company } from '../../support/company.ts';
import type { TestDesk } from '../../support/desk.ts';
import { roleStep } from '../../support/reviews.ts';

/** A line of ten pieces at 100.00. */
export const tenPieces = (more: Partial<Line> = {}): Line => ({
  product: 'p',
  sku: 'A100',
  name: 'Widget',
  unit: 'pc',
  quantity: 10_000,
  unitPrice: 100_0000,
  discount: 0,
  amount: 1000_00,
  shipped: 0,
  delivered: 0,
  ...more,
});

const agreed: readonly State[] = [
  'approved',
  'in_production',
  'ready',
  'part_shipped',
  'shipped',
  'delivered',
  'completed',
  'on_hold',
];
let n = 0;

/** What an order of ten pieces looks like in a state that it reached by honest moves. */
export function orderIn(
  state: State,
  customer: Pick<Customer, '_id' | 'code' | 'name'>,
  more: Partial<Order> = {},
): Order {
  n += 1;
  const shipped = { part_shipped: 4_000, shipped: 10_000, delivered: 10_000, completed: 10_000 }[state as string] ?? 0;
  const received = state === 'delivered' || state === 'completed';
  const deliveredAt = received ? '2026-12-01' : undefined;
  const at = new Date('2026-11-30T02:00:00Z');
  const order = {
    _id: newId(),
    draftNo: `D-${90_000 + n}`,
    number: state === 'draft' ? undefined : `SO-${900_000 + n}`,
    customer: customer._id,
    customerSnapshot: { code: customer.code, name: customer.name },
    lines: [tenPieces({ shipped, delivered: received ? shipped : 0 })],
    currency: 'CNY',
    rate: 1_000_000,
    total: 1000_00,
    baseTotal: 1000_00,
    paid: received ? 1000_00 : 0,
    paymentDays: 30,
    state,
    heldFrom: state === 'on_hold' ? 'approved' : undefined,
    priority: 0,
    shipments: shipped
      ? [{ id: 'P1', shippedAt: '2026-11-30', deliveredAt, lines: [{ index: 0, quantity: shipped }] }]
      : [],
    openComplaints: 0,
    timeline: [{ at, action: 'create', to: 'draft', key: `seed-${n}` }],
    orderDate: state === 'draft' ? undefined : '2026-11-30',
    approvedAt: agreed.includes(state) ? at : undefined,
    search: [],
    version: 1,
    revision: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  } as Order;
  if (state === 'draft' || order.approval) return order;
  const steps = state === 'pending' ? [roleStep('manager')] : [];
  const approval = { steps, contentHash: contentHash(order), submittedAt: at, stepStartedAt: at };
  return { ...order, approval, ...reviewFields({ ...order, approval }) };
}

/** Stores such an order of Anna's in the team East. */
export async function seedOrder(
  desk: TestDesk,
  company: Company,
  state: State,
  more: Partial<Order> = {},
): Promise<Order> {
  const { anna, team, acme } = company;
  const whose = { owner: anna._id, createdBy: anna._id, team: team._id };
  const order = orderIn(state, acme, { ...whose, shipTo: acme.address, ...more });
  await orderModel(desk.connection).create([order]);
  return order;
}

/** The order as the database has it. */
export const orderNow = async (desk: TestDesk, id: string): Promise<Order> =>
  (await orderModel(desk.connection).findById(id).lean<Order>()) as Order;
