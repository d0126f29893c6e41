import { addDays, type CalendarDate, daysBetween } from '../../dates.ts';
import { slipOf } from '../../orders/expected.ts';
import { openMilestones } from '../../orders/goods.ts';
import type { Line } from '../../orders/order.ts';
import { availableOf } from '../../stock/shelf.ts';
import type { AtRisk, ProductFacts, RiskFacts, RiskKind, Waiting } from '../facts.ts';
import type { Risk } from '../risk.ts';

/** What has still to be shipped of each SKU, and how much of it is held already; thousandths. */
function needsOf(lines: readonly Line[]): Map<string, { needed: number; held: number }> {
  const needs = new Map<string, { needed: number; held: number }>();
  for (const { sku, quantity, shipped, reserved = 0 } of lines) {
    const { needed, held } = needs.get(sku) ?? { needed: 0, held: 0 };
    needs.set(sku, { needed: needed + quantity - shipped, held: held + reserved });
  }
  return needs;
}

/** What is missing of a product beyond what is held, is free, and is on its way; of what nobody counted nothing is known to be short. */
function shortOf({ needed, held }: { needed: number; held: number }, product: ProductFacts | undefined): number {
  if (!product?.counted) return 0;
  return Math.max(0, needed - held - Math.max(0, availableOf(product)));
}

/** What others get first of what comes: all that wait, where the order itself is not among them yet. */
function aheadOf(order: string, queue: readonly Waiting[] = []): number {
  const place = queue.findIndex((one) => one.order === order);
  const before = place < 0 ? queue : queue.slice(0, place);
  return before.reduce((sum, one) => sum + one.quantity, 0);
}

/** When purchases that are under way bring what is missing; undefined where they bring less. */
function comesOn(short: number, arriving: readonly { on: CalendarDate; quantity: number }[] = []) {
  let left = short;
  for (const { on, quantity } of arriving) {
    left -= quantity;
    if (left <= 0) return on;
  }
  return undefined;
}

type Missing = { order: string; sku: string; short: number; date: CalendarDate };

/**
 * Goods that are missing: low where they come in time, medium where nobody knows when, high where they need longer than is
 * left. What is on its way counts by its own date, after those who waited before.
 */
function shortRisk({ order, sku, short, date }: Missing, product: ProductFacts, today: CalendarDate): Risk {
  const comes = comesOn(short + aheadOf(order, product.queue), product.supply?.arriving);
  const leadTimeDays = product.leadTimeDays ?? product.supply?.leadTimeDays;
  const arrives = comes ?? (leadTimeDays === undefined ? undefined : addDays(today, leadTimeDays));
  const goods = { sku, short, by: date, ...(leadTimeDays !== undefined && { leadTimeDays }), ...(comes && { comes }) };
  const risk = { kind: 'supply', about: sku, goods } as const;
  if (arrives === undefined) return { ...risk, cause: 'short', level: 'medium' };
  return arrives > date ? { ...risk, cause: 'lead_time', level: 'high' } : { ...risk, cause: 'short', level: 'low' };
}

/** The supplier of goods that are missing is late more often than is asked of it. */
function supplierRisk(sku: string, { supply }: ProductFacts, { thresholds }: RiskFacts): Risk[] {
  const { supplier } = supply ?? {};
  if (supplier?.onTimeRate === undefined) return [];
  const rate = Math.round(supplier.onTimeRate * 10_000);
  const asked =
    supplier.agreedRate === undefined ? thresholds.supplierOnTime : Math.round(supplier.agreedRate * 10_000);
  if (rate >= asked) return [];
  return [
    {
      kind: 'supply',
      cause: 'supplier',
      level: 'medium',
      about: sku,
      goods: { sku, supplier: supplier.name, rate, asked },
    },
  ];
}

/** Goods of an order that are short by its date, and suppliers of them that are late too often. */
function goodsRisks(order: AtRisk, facts: RiskFacts, date: CalendarDate): Risk[] {
  return [...needsOf(order.lines)].flatMap(([sku, need]): Risk[] => {
    const product = facts.products.get(sku);
    const short = shortOf(need, product);
    if (!product || short <= 0) return [];
    return [
      shortRisk({ order: order._id, sku, short, date }, product, facts.today),
      ...supplierRisk(sku, product, facts),
    ];
  });
}

/** Milestones that are open and later than first planned: high where they end after the order's date, else medium. */
const milestoneRisks = (order: AtRisk, date: CalendarDate, today: CalendarDate): Risk[] =>
  openMilestones(order).flatMap((milestone): Risk[] => {
    const { id, name, planned, original } = milestone;
    const to = planned < today ? today : planned;
    const slip = Math.max(slipOf(milestone), daysBetween(original, to));
    if (slip <= 0) return [];
    const goods = { milestone: name, from: original, to, by: date };
    return [{ kind: 'supply', cause: 'milestone', level: to > date ? 'high' : 'medium', about: id, goods }];
  });

/** Stock that is short by the promised date, a lead time longer than what is left, a slipped milestone, a supplier who is late too often. */
export const supply: RiskKind = {
  assess(order, facts) {
    const date = order.promisedDate ?? order.requestedDate;
    if (!date) return [];
    return [...goodsRisks(order, facts, date), ...milestoneRisks(order, date, facts.today)];
  },
};
