import { DeskError, FieldErrors } from '../../../errors.ts';
import { decimalText, quantityScale } from '../../../money.ts';
import { fitsUnit } from '../../../products/unit.ts';
import { availableOf } from '../../../stock/shelf.ts';
import { rateOf, toBase } from '../../currency.ts';
import { areTerms, futureDate, noTerms } from '../../draft-input.ts';
import { type Matched, matched, removed } from '../../line-matching.ts';
import { priceLines, totalOf } from '../../lines.ts';
import { type ChangeContent, type Line, type Order, orderName } from '../../order.ts';
import type { ChangeInput, Circumstances } from '../deed.ts';

/** Nothing that was shipped is taken away: a line keeps at least what left the warehouse. */
function checkShipped(present: readonly Line[], lines: readonly Matched[]): void {
  const gone = removed(present, lines).filter((line) => line.shipped > 0);
  const short = lines.filter(({ line }) => line.quantity < line.shipped).map(({ line }) => line);
  const errors = [...gone, ...short].map(
    ({ sku, shipped }) =>
      new DeskError(
        'error.change_under_shipped',
        { sku, shipped: decimalText(shipped, quantityScale) },
        { field: 'lines' },
      ),
  );
  if (errors.length > 0) throw new FieldErrors(errors);
}

/**
 * A line that stays as it is keeps its price and rules: only what is new or changed is asked of the products, and of the
 * price lists what has no price.
 */
function linesOf(order: Order, wanted: NonNullable<ChangeInput['lines']>, at: Circumstances): Line[] {
  const { products, priceOf } = at;
  const offers = new Map(
    [...products].map(([sku, product]) => {
      const there = order.lines.filter((l) => l.sku === sku);
      const inParts = there.some((l) => !fitsUnit(l.quantity, product.unit));
      return [sku, there.length > 0 ? { ...product, active: true, moq: undefined, inParts } : product] as const;
    }),
  );
  return priceLines(wanted, offers, order.currency, priceOf);
}

/** A date that is changed lies ahead; one that stays may have passed. */
const dateOf = (given: string | undefined, present: string | undefined, today: string): string | undefined =>
  given === undefined || given === present ? present : futureDate(given, today);

/** What the order would hold after a change. Throws at the fields. */
export function changedContent(order: Order, at: Circumstances): { content: ChangeContent; lines: Matched[] } {
  const input = at.input.change ?? {};
  if (!areTerms(input.paymentDays)) throw noTerms();
  const wanted = input.lines ? linesOf(order, input.lines, at) : [...order.lines];
  const lines = input.lines
    ? matched(order.lines, wanted)
    : order.lines.map((line, before): Matched => ({ line, before }));
  checkShipped(order.lines, lines);
  const total = totalOf(lines.map(({ line }) => line));
  // Each version is valued at the rate of its day.
  const rate = rateOf(order.currency, at.settings);
  const content: ChangeContent = {
    lines: lines.map(({ line }) => line),
    rate,
    total,
    baseTotal: toBase(total, order.currency, rate, at.settings.currency),
    requestedDate: dateOf(input.requestedDate, order.requestedDate, at.today),
    promisedDate: dateOf(input.promisedDate, order.promisedDate, at.today),
    paymentDays: input.paymentDays ?? order.paymentDays,
  };
  return { content, lines };
}

/** Thousandths that stock is short of for lines that an order is to have; what its `present` lines hold is its own. */
export function shortOf(
  lines: readonly Line[],
  present: readonly Line[],
  { products }: Pick<Circumstances, 'products'>,
): number {
  const needs = new Map<string, number>();
  for (const { sku, quantity, shipped } of lines) needs.set(sku, (needs.get(sku) ?? 0) + quantity - shipped);
  const heldOf = (sku: string) => present.filter((l) => l.sku === sku).reduce((held, l) => held + (l.reserved ?? 0), 0);
  return [...needs].reduce((short, [sku, needed]) => {
    const product = products.get(sku);
    const held = heldOf(sku);
    const free = product ? Math.max(0, availableOf(product)) + held : needed;
    return short + Math.max(0, needed - free);
  }, 0);
}

/** Nothing is different: there is nothing to propose. */
export const nothingChanged = (order: Order): DeskError =>
  new DeskError('error.change_nothing', { order: orderName(order) });
