import { DeskError } from '../errors.ts';
import { decimalText, divideRounded, quantityScale } from '../money.ts';
import { type Line, type Order, orderName } from '../orders/order.ts';
import type { Case, CaseKind, CaseLine, GoodsTo, OpenCase } from './case.ts';

type Goods = Pick<Order, 'lines'>;
type Claim = Pick<Case, 'kind' | 'state' | 'lines'>;
export type Part = { index: number; quantity: number };
/** Goods that go in (+) or out (−), in thousandths. */
export type StockMove = { product: string; sku: string; quantity: number };

/** The longest text of a case, and how many cases of an order may be open at once. */
export const longestText = 2000;
export const mostOpen = 20;

/** Whether goods come back in a case of this kind. */
export const bringsGoods = (kind: CaseKind): boolean => kind !== 'complaint';

/** Whether somebody has to say where goods that came back go: what was repaired goes to the customer again. */
export const asksWhere = (kind: CaseKind): boolean => kind === 'return' || kind === 'exchange';

/** Whether the customer received goods of the order. */
export const wasDelivered = ({ lines }: Goods): boolean => lines.some((l) => l.delivered > 0);

/** Returns on their way and exchanges that are not closed: what came back for good stands on the line itself. */
const isClaiming = ({ kind, state }: Claim): boolean =>
  (kind === 'return' && state === 'open') || (kind === 'exchange' && state !== 'closed');

const sumAt = (cases: readonly Claim[], index: number, value: (line: CaseLine) => number): number =>
  cases
    .flatMap((c) => c.lines)
    .filter((l) => l.index === index)
    .reduce((sum, l) => sum + value(l), 0);

/** What of a line the customer has, and no other return or exchange is about, in thousandths. */
export function leftOf({ lines }: Goods, cases: readonly Claim[], index: number): number {
  const line = lines[index];
  if (!line) return 0;
  return Math.max(0, line.delivered - (line.returned ?? 0) - sumAt(cases.filter(isClaiming), index, (l) => l.quantity));
}

/** What a case of a kind may be about at most: of goods that are back already one may still complain. */
const mostOf = (order: Goods, cases: readonly Claim[], kind: CaseKind, index: number): number =>
  bringsGoods(kind) ? leftOf(order, cases, index) : (order.lines[index]?.delivered ?? 0);

function checkPart(order: Order, cases: readonly Claim[], kind: CaseKind, { index, quantity }: Part): void {
  const left = mostOf(order, cases, kind, index);
  if (Number.isSafeInteger(quantity) && quantity > 0 && quantity <= left) return;
  const sku = order.lines[index]?.sku ?? '?';
  throw new DeskError('error.case_quantity', { sku, left: decimalText(left, quantityScale) }, { field: 'lines' });
}

/** The goods of a new case: each line once, no more than is left of it. Throws at the field. */
export function caseLines(order: Order, cases: readonly Claim[], kind: CaseKind, parts: readonly Part[]): CaseLine[] {
  const quantities = new Map<number, number>();
  for (const { index, quantity } of parts) quantities.set(index, (quantities.get(index) ?? 0) + quantity);
  if (bringsGoods(kind) && quantities.size === 0)
    throw new DeskError('error.case_lines', { kind: { text: `case.kind.${kind}` } }, { field: 'lines' });
  return [...quantities].map(([index, quantity]) => {
    checkPart(order, cases, kind, { index, quantity });
    const { product, sku, name, unit } = order.lines[index] as Line;
    return { index, product, sku, name, unit, quantity };
  });
}

/** Refuses a case about an order of which the customer has nothing, or that has too many cases already. */
export function checkOpenable(order: Order): void {
  const name = orderName(order);
  if (!wasDelivered(order)) throw new DeskError('error.case_nothing_delivered', { order: name });
  if ((order.openCases?.length ?? 0) >= mostOpen) throw new DeskError('error.case_many', { order: name, n: mostOpen });
}

/**
 * What one more return takes off an order's line. It follows from the whole quantity that came back so far, so that the
 * parts add up to exactly the line's amount once all of it is back.
 */
export function creditOf(line: Pick<Line, 'amount' | 'quantity'>, returned: number, creditedBefore: number): number {
  if (line.quantity <= 0) return 0;
  const due = divideRounded(BigInt(line.amount) * BigInt(returned), BigInt(line.quantity));
  return Math.max(0, Number(due) - creditedBefore);
}

/** What goods that were taken in change. */
export type TakenIn = {
  /** The lines of the case, with their credit. */
  lines: CaseLine[];
  credit: number;
  /** The lines of the order after it. */
  orderLines: Line[];
  stock: StockMove[];
};

/** In: what goes back to stock. Out: what replaces the goods of an exchange. */
function stockMoves({ kind, lines }: Claim, goods: GoodsTo | undefined): StockMove[] {
  const sign = (goods === 'stock' ? 1 : 0) - (kind === 'exchange' ? 1 : 0);
  if (!asksWhere(kind) || sign === 0) return [];
  return lines.map(({ product, sku, quantity }) => ({ product, sku, quantity: sign * quantity }));
}

/** Takes goods in: a return counts on the order's lines and gives credit; an exchange sends replacements out. */
export function takeIn(order: Goods, it: Claim, cases: readonly Claim[], goods: GoodsTo | undefined): TakenIn {
  const stock = stockMoves(it, goods);
  if (it.kind !== 'return') return { lines: it.lines, credit: 0, orderLines: order.lines, stock };
  const orderLines = order.lines.map((line, index) => ({
    ...line,
    returned: (line.returned ?? 0) + sumAt([it], index, (l) => l.quantity),
  }));
  const lines = it.lines.map((l) => {
    const line = orderLines[l.index] as Line;
    return {
      ...l,
      credit: creditOf(
        line,
        line.returned ?? 0,
        sumAt(cases, l.index, (other) => other.credit ?? 0),
      ),
    };
  });
  return { lines, credit: lines.reduce((sum, l) => sum + (l.credit ?? 0), 0), orderLines, stock };
}

/** What an order keeps of its open cases after one of them changed. */
export function openCasesAfter(open: readonly OpenCase[] = [], it: Case): OpenCase[] {
  const others = open.filter((c) => c.id !== it._id);
  if (it.state === 'closed') return others;
  const now = { id: it._id, number: it.number, kind: it.kind, dueDate: it.dueDate };
  return [...others, now].toSorted((a, b) => (a.number < b.number ? -1 : 1));
}
