import { requiredSteps } from '../../approvals/rules.ts';
import type { Customer } from '../../customers/customer.ts';
import { addDays, type CalendarDate, startOfDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { lineAmount } from '../../money.ts';
import { classify, priorityOf } from '../../orders/classes.ts';
import { contentHash } from '../../orders/content.ts';
import { wholeRate } from '../../orders/currency.ts';
import { totalOf } from '../../orders/lines.ts';
import type { Line, Order, Shipment, State } from '../../orders/order.ts';
import type { Product } from '../../products/product.ts';
import { foundBy } from '../find/words.ts';
import { idOfDate } from '../id-of-key.ts';
import type { OrderLineRow, OrderRows } from './order-rows.ts';
import type { Owner } from './owners.ts';
import type { ImportContext } from './types.ts';

/** What an order's rows speak of. */
export type Known = {
  customer: Customer;
  products: ReadonlyMap<string, Product>;
  owner: Owner | undefined;
  /** The customer has an earlier approved order. */
  hasEarlierApproved: boolean;
};

const notAgreed: readonly State[] = ['draft', 'pending', 'rejected', 'cancelled'];
const sent: readonly State[] = ['shipped', 'delivered', 'completed'];
const received: readonly State[] = ['delivered', 'completed'];

/** Whether an order in this state was once approved. A cancelled one may never have been. */
export const wasAgreed = (state: State): boolean => !notAgreed.includes(state);

function lineOf(from: OrderLineRow, product: Product, state: State, currency: string): Line {
  const priced = { quantity: from.quantity, unitPrice: from.unitPrice ?? product.price, discount: from.discount };
  const amount = lineAmount(priced, currency);
  if (!Number.isSafeInteger(amount)) throw new DeskError('error.import_overflow', {}, { field: 'quantity' });
  return {
    product: product._id,
    sku: product.sku,
    name: product.name,
    spec: product.spec,
    unit: product.unit,
    category: product.category,
    ...priced,
    amount,
    cost: product.cost,
    shipped: sent.includes(state) ? from.quantity : 0,
    delivered: received.includes(state) ? from.quantity : 0,
  };
}

/** One parcel with everything in it, so that a shipped order can be received in the desk. */
function shipmentsOf(order: OrderRows, lines: readonly Line[]): Shipment[] {
  if (!sent.includes(order.state)) return [];
  const shippedAt = order.shippedAt ?? order.deliveredAt ?? order.orderDate;
  const deliveredAt = received.includes(order.state) ? (order.deliveredAt ?? shippedAt) : undefined;
  return [
    { id: 'P1', shippedAt, deliveredAt, lines: lines.map((line, index) => ({ index, quantity: line.quantity })) },
  ];
}

/** History is nothing that is owed; with `--open-balance` it falls due by the customer's terms. */
function dueDateOf(order: OrderRows, paymentDays: number, openBalance: boolean): CalendarDate | undefined {
  if (!openBalance || !wasAgreed(order.state)) return undefined;
  return addDays(order.shippedAt ?? order.promisedDate ?? order.requestedDate ?? order.orderDate, paymentDays);
}

/**
 * The order that some rows mean, complete but for its numbers. It causes no notices, stock movements or risks; it counts
 * on its own date, with the owner and team of the file.
 */
export function buildOrder(
  context: ImportContext,
  from: OrderRows,
  known: Known,
): Omit<Order, 'draftNo' | 'createdAt' | 'updatedAt'> {
  const { settings, now, openBalance } = context;
  const { customer, owner, products } = known;
  const lines = from.lines.map((l) => lineOf(l, products.get(l.sku)!, from.state, settings.currency));
  const total = totalOf(lines);
  if (!Number.isSafeInteger(total)) throw new DeskError('error.import_overflow', {}, { field: 'quantity' });
  const { orderDate, requestedDate, state } = from;
  const classes = classify(
    { baseTotal: total, orderDate, requestedDate, hasEarlierApproved: known.hasEarlierApproved },
    settings,
  );
  const people = owner ? { owner: owner._id, team: owner.team } : { owner: customer.owner, team: customer.team };
  const began = startOfDate(orderDate, settings.timezone);
  const submitted = state !== 'draft';
  const promisedDate = from.promisedDate ?? (submitted ? requestedDate : undefined);
  const order = {
    _id: idOfDate(orderDate),
    externalNo: from.externalNo,
    customer: customer._id,
    customerSnapshot: { code: customer.code, name: customer.name, tier: customer.tier, region: customer.region },
    ...people,
    ...(submitted && {
      submittedOwner: people.owner,
      submittedTeam: people.team,
      submittedAt: began,
      orderDate,
      classes,
    }),
    lines,
    currency: settings.currency,
    rate: wholeRate,
    total,
    baseTotal: total,
    paid: 0,
    requestedDate,
    promisedDate,
    expectedDate: promisedDate ?? requestedDate,
    paymentDays: customer.paymentDays,
    dueDate: dueDateOf(from, customer.paymentDays, openBalance),
    poNo: from.poNo,
    notes: from.notes,
    shipTo: customer.address,
    state,
    ...(state === 'on_hold' && { heldFrom: 'approved' as const }),
    priority: submitted ? priorityOf(classes, customer.tier, settings) : 0,
    ...(wasAgreed(state) && { approvedAt: began }),
    shipments: shipmentsOf(from, lines),
    openComplaints: 0,
    shippedAt: sent.includes(state) || state === 'part_shipped' ? from.shippedAt : undefined,
    deliveredAt: received.includes(state) ? (from.deliveredAt ?? from.shippedAt) : undefined,
    ...(state === 'completed' && {
      completedAt: startOfDate(from.deliveredAt ?? from.shippedAt ?? orderDate, settings.timezone),
    }),
    timeline: [{ at: now, action: 'import' as const, to: state, key: `import:${from.externalNo}` }],
    search: [...new Set([from.externalNo, from.poNo ?? '', ...lines.map((l) => l.sku)].map((w) => w.toLowerCase()))]
      .filter((w) => w !== '')
      .concat(foundBy(customer)),
    imported: true,
    version: 1,
    revision: 0,
  } satisfies Omit<Order, 'draftNo' | 'createdAt' | 'updatedAt'>;
  return state === 'pending' ? { ...order, approval: approvalOf(context, order, products) } : order;
}

/** An order that waits is decided in the desk like any other; its clock starts at the as-of date. */
function approvalOf(
  { settings, today }: ImportContext,
  order: Omit<Order, 'draftNo' | 'createdAt' | 'updatedAt'>,
  products: ReadonlyMap<string, Product>,
): Order['approval'] {
  const floors = new Map(
    [...products.values()].flatMap((p) => (p.floorPrice === undefined ? [] : ([[p.sku, p.floorPrice]] as const))),
  );
  const facts = {
    baseTotal: order.baseTotal,
    lines: order.lines,
    discountAuthority: settings.discountAuthority,
    floors,
  };
  const steps = requiredSteps(facts, settings);
  return {
    steps: steps.length ? steps : [{ role: 'manager', reason: 'size' }],
    contentHash: contentHash(order),
    submittedAt: startOfDate(today, settings.timezone),
    stepStartedAt: startOfDate(today, settings.timezone),
  };
}
