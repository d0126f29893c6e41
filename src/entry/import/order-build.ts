import type { Customer } from '../../customers/customer.ts';
import { addDays, type CalendarDate, startOfDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { lineAmount } from '../../money.ts';
import { classify, priorityOf } from '../../orders/classes.ts';
import { wholeRate } from '../../orders/currency.ts';
import { searchOf } from '../../orders/draft-input.ts';
import { totalOf } from '../../orders/lines.ts';
import type { Line, Order, State } from '../../orders/order.ts';
import type { Product } from '../../products/product.ts';
import { idOfDate } from '../id-of-key.ts';
import type { OrderLineRow, OrderRows } from './order-rows.ts';
import type { Owner } from './owners.ts';
import { isReceived, isSent, parcelsOf, receivedOn, shippedOf } from './shipped.ts';
import type { ImportContext } from './types.ts';

/** An order of a file; its numbers are drawn when it is stored. */
export type BuiltOrder = Omit<Order, 'createdAt' | 'updatedAt'>;

/** What an order's rows speak of. */
export type Known = {
  customer: Customer;
  products: ReadonlyMap<string, Product>;
  owner: Owner | undefined;
  /** The customer has an earlier approved order. */
  hasEarlierApproved: boolean;
};

const notAgreed: readonly State[] = ['draft', 'pending', 'rejected', 'cancelled'];

/** Whether an order in this state was once approved. A cancelled one may never have been. */
export const wasAgreed = (state: State): boolean => !notAgreed.includes(state);

function lineOf(from: OrderLineRow, product: Product, order: OrderRows, currency: string): Line {
  const priced = { quantity: from.quantity, unitPrice: from.unitPrice ?? product.price, discount: from.discount };
  const amount = lineAmount(priced, currency);
  if (!Number.isSafeInteger(amount)) throw new DeskError('error.import_overflow', {}, { field: 'quantity' });
  const shipped = shippedOf(order.state, from);
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
    ...(product.referencePrice !== undefined && { reference: product.referencePrice }),
    shipped,
    delivered: receivedOn(order) === undefined ? 0 : shipped,
  };
}

/** History is nothing that is owed; with `--open-balance` it falls due by the customer's terms. */
function dueDateOf(order: OrderRows, paymentDays: number, openBalance: boolean): CalendarDate | undefined {
  if (!openBalance || !wasAgreed(order.state)) return undefined;
  return addDays(order.shippedAt ?? order.promisedDate ?? order.requestedDate ?? order.orderDate, paymentDays);
}

/**
 * The order that some rows mean, complete but for its numbers and its approval; `hash` is of the rows. It causes no
 * notices, stock movements or risks; it counts on its own date, with the owner and team of the file.
 */
export function buildOrder(context: ImportContext, from: OrderRows, hash: string, known: Known): BuiltOrder {
  const { settings, now, openBalance } = context;
  const { customer, owner, products } = known;
  const lines = from.lines.map((l) => lineOf(l, products.get(l.sku)!, from, settings.currency));
  const total = totalOf(lines);
  if (!Number.isSafeInteger(total)) throw new DeskError('error.import_overflow', {}, { field: 'quantity' });
  const { orderDate, requestedDate, state } = from;
  const shipments = parcelsOf(from, lines);
  const classes = classify(
    { baseTotal: total, orderDate, requestedDate, hasEarlierApproved: known.hasEarlierApproved },
    settings,
  );
  const people = owner ? { owner: owner._id, team: owner.team } : { owner: customer.owner, team: customer.team };
  const began = startOfDate(orderDate, settings.timezone);
  const submitted = state !== 'draft';
  const promisedDate = from.promisedDate ?? (submitted ? requestedDate : undefined);
  return {
    _id: idOfDate(orderDate),
    draftNo: '',
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
    ...(state === 'on_hold' && { heldFrom: shipments.length > 0 ? 'part_shipped' : 'approved' }),
    priority: submitted ? priorityOf(classes, customer.tier, settings) : 0,
    ...(wasAgreed(state) && { approvedAt: began }),
    shipments,
    openComplaints: 0,
    shippedAt: isSent(state) ? from.shippedAt : undefined,
    deliveredAt: isReceived(state) ? (from.deliveredAt ?? from.shippedAt) : undefined,
    ...(state === 'completed' && {
      completedAt: startOfDate(from.deliveredAt ?? from.shippedAt ?? orderDate, settings.timezone),
    }),
    timeline: [{ at: now, action: 'import' as const, to: state, key: `import:${hash}` }],
    search: searchOf(customer, lines, [from.externalNo], from.poNo),
    imported: true,
    version: 1,
    revision: 0,
  };
}
