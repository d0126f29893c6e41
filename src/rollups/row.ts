import type { CalendarDate } from '../dates.ts';
import type { Classes, Order, State } from '../orders/order.ts';

/** One line as figures see it. Amounts are minor units of the base currency, missing where they may not be read. */
export type RowLine = { sku: string; name: string; category?: string; quantity: number; amount?: number };

/** One order as figures see it: only what is counted, nothing that the person may not read. */
export type Row = {
  id: string;
  number: string;
  date: CalendarDate;
  state: State;
  /** Member and team whose figure it is: those at submission, or today's where that was asked for. */
  owner?: string;
  team?: string;
  customer: { code: string; name: string; region?: string };
  classes?: Classes;
  /** Minor units of the base currency; missing where it may not be read. */
  amount?: number;
  lines: RowLine[];
  promised?: CalendarDate;
  /** The day on which all of it was shipped. */
  shipped?: CalendarDate;
  delivered?: CalendarDate;
  review?: Review;
};

/** The review of an order: instants in milliseconds. */
export type Review = { submitted: number; approved?: number; decisions: number[]; waitingSince?: number };

/** What is read of an order for figures. */
export type OrderFacts = Pick<Order, '_id' | 'draftNo' | 'customerSnapshot' | 'state' | 'currency'> &
  Partial<Order> & { lines?: Partial<Order['lines'][number]>[] };

/**
 * Shares out a base total over lines in the proportion of their amounts, so that the shares add up to it exactly:
 * whole minor units first, what is left goes one by one to the largest fractions (the earlier line on a tie).
 */
export function shareOut(baseTotal: number, amounts: readonly number[]): number[] {
  const sum = amounts.reduce((a, b) => a + b, 0);
  if (sum === baseTotal) return [...amounts];
  if (sum === 0) return amounts.map((_, index) => (index === 0 ? baseTotal : 0));
  const parts = amounts.map((amount, index) => part(BigInt(baseTotal) * BigInt(amount), BigInt(sum), index));
  const shares = parts.map((p) => p.whole);
  const left = baseTotal - shares.reduce((a, b) => a + b, 0);
  const order = parts.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of order.slice(0, left)) shares[index]! += 1;
  return shares;
}

function part(product: bigint, sum: bigint, index: number): { whole: number; rest: bigint; index: number } {
  const size = sum < 0n ? -sum : sum;
  const signed = sum < 0n ? -product : product;
  const rest = ((signed % size) + size) % size;
  return { whole: Number((signed - rest) / size), rest, index };
}

/** Whole shipment counts as shipped; a part shipment does not. */
const allShipped: readonly State[] = ['shipped', 'delivered', 'completed'];

/** An order as figures see it. `money` says whether amounts may be read. */
export function rowOf(order: OrderFacts, options: { money: boolean; currentOwner: boolean }): Row {
  const { money, currentOwner } = options;
  const snapshot = order.customerSnapshot;
  return {
    id: order._id,
    number: order.number ?? order.draftNo,
    date: order.orderDate!,
    state: order.state,
    owner: currentOwner ? order.owner : order.submittedOwner,
    team: currentOwner ? order.team : order.submittedTeam,
    customer: { code: snapshot.code, name: snapshot.name, region: snapshot.region },
    classes: order.classes,
    amount: money ? (order.baseTotal ?? 0) : undefined,
    lines: linesOf(order, money),
    promised: order.promisedDate,
    shipped: allShipped.includes(order.state) ? order.shippedAt : undefined,
    delivered: order.deliveredAt,
    review: reviewOf(order),
  };
}

function linesOf(order: OrderFacts, money: boolean): RowLine[] {
  const lines = order.lines ?? [];
  const shares = money
    ? shareOut(
        order.baseTotal ?? 0,
        lines.map((line) => line.amount ?? 0),
      )
    : [];
  return lines.map((line, index) => ({
    sku: line.sku ?? '',
    name: line.name ?? '',
    category: line.category,
    quantity: line.quantity ?? 0,
    amount: shares[index],
  }));
}

/** Orders that needed nobody's decision, and those loaded from a file, had no review. */
function reviewOf(order: OrderFacts): Review | undefined {
  const steps = order.approval?.steps ?? [];
  if (order.imported || !order.submittedAt || steps.length === 0) return undefined;
  const decisions = steps.flatMap((step) => (step.decision === 'approved' && step.at ? [step.at.getTime()] : []));
  return {
    submitted: (order.approval?.submittedAt ?? order.submittedAt).getTime(),
    approved: order.approvedAt?.getTime(),
    decisions,
    waitingSince: order.state === 'pending' ? order.approval?.stepStartedAt?.getTime() : undefined,
  };
}
