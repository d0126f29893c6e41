import { DeskError } from '../errors.ts';
import { decimalText, divideRounded, quantityScale } from '../money.ts';
import { summedParts } from '../orders/goods.ts';
import { type Line, type Order, orderName } from '../orders/order.ts';
import type { Case, CaseKind, CaseLine, GoodsTo, OpenCase } from './case.ts';
import {
  bringsGoods,
  type Claim,
  type Goods,
  isClaimable,
  isComplainable,
  lostLeft,
  mostOf,
  sumAt,
  withCustomer,
} from './claims.ts';

export type Part = { index: number; quantity: number };
/** Goods that go in (+) or out (−), in thousandths. */
export type StockMove = { product: string; sku: string; quantity: number };

/** The longest text of a case, and how many cases of an order may be open at once. */
export const longestText = 2000;
export const mostOpen = 20;

/** Whether somebody has to say where goods that came back go: what was repaired goes to the customer again. */
export const asksWhere = (kind: CaseKind): boolean => kind === 'return' || kind === 'exchange';

/** The field of a form that takes a line's quantity, and the one of the goods as a whole. */
export const partField = (index?: number): string => (index === undefined ? 'lines' : `line${index}`);

function checkPart(order: Order, cases: readonly Claim[], kind: CaseKind, part: Part, field: string): void {
  const { index, quantity } = part;
  const left = mostOf(order, cases, kind, index);
  if (Number.isSafeInteger(quantity) && quantity > 0 && quantity <= left) return;
  const sku = order.lines[index]?.sku ?? '?';
  throw new DeskError('error.case_quantity', { sku, left: decimalText(left, quantityScale) }, { field });
}

/** How much of a line can go each way: `here` it comes back from the customer, `lost` it never arrived and is written off. */
const mostByWay = { here: withCustomer, lost: lostLeft } as const;
type Way = keyof typeof mostByWay;

/** The first part of which more would go a way than can. */
const overIn = <P extends Part>(way: Way, order: Goods, cases: readonly Claim[], parts: readonly P[]): P | undefined =>
  parts.find(({ index, quantity }) => quantity > mostByWay[way](order, cases, index));

/** Which way the goods of a case can go. */
export const waysOf = (order: Goods, cases: readonly Claim[], parts: readonly Part[]): Record<Way, boolean> => ({
  here: !overIn('here', order, cases, parts),
  lost: !overIn('lost', order, cases, parts),
});

/** Goods of which some came back and some were lost are two cases: each goes one way. Throws at the field. */
function checkOneWay(order: Order, cases: readonly Claim[], parts: readonly Part[], field: typeof partField): void {
  const { here, lost } = waysOf(order, cases, parts);
  if (here || lost) return;
  const { index } = parts.find(({ index: i }) => lostLeft(order, cases, i) > 0) as Part;
  const sku = order.lines[index]?.sku ?? '?';
  const missing = decimalText(lostLeft(order, cases, index), quantityScale);
  const there = decimalText(withCustomer(order, cases, index), quantityScale);
  throw new DeskError('error.case_mixed', { sku, missing, there }, { field: field(index) });
}

/** The goods of a new case: each line once, no more than is left of it. Throws at the field that `field` names. */
export function caseLines(
  order: Order,
  cases: readonly Claim[],
  kind: CaseKind,
  parts: readonly Part[],
  field = partField,
): CaseLine[] {
  const all = summedParts(parts);
  if (bringsGoods(kind) && all.length === 0)
    throw new DeskError('error.case_lines', { kind: { text: `case.kind.${kind}` } }, { field: field() });
  for (const part of all) checkPart(order, cases, kind, part, field(part.index));
  if (asksWhere(kind)) checkOneWay(order, cases, all, field);
  return all.map(({ index, quantity }) => {
    const { product, sku, name, unit } = order.lines[index] as Line;
    return { index, product, sku, name, unit, quantity };
  });
}

/**
 * Refuses a case about an order of which nothing arrived or was lost yet (a complaint: of which nothing was sent), or that
 * has too many cases already.
 */
export function checkOpenable(order: Order, kind: CaseKind): void {
  const name = orderName(order);
  if (!(kind === 'complaint' ? isComplainable(order) : isClaimable(order)))
    throw new DeskError('error.case_nothing_delivered', { order: name });
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

/** In: what goes back to stock, of what arrived only. Out: what replaces the goods of an exchange. */
function stockMoves({ kind, lines }: Claim, goods: GoodsTo | undefined): StockMove[] {
  const sign = (goods === 'stock' ? 1 : 0) - (kind === 'exchange' ? 1 : 0);
  if (!asksWhere(kind) || sign === 0) return [];
  return lines.map(({ product, sku, quantity }) => ({ product, sku, quantity: sign * quantity }));
}

/** Refuses to take in what never arrived, and to write off what was not lost. */
function checkWay(order: Goods, it: Claim & { number?: string }, cases: readonly Claim[], goods: GoodsTo): void {
  const way = goods === 'lost' ? 'lost' : 'here';
  const over = overIn(way, order, cases, it.lines);
  if (!over) return;
  const left = decimalText(mostByWay[way](order, cases, over.index), quantityScale);
  const values = { case: it.number ?? '', sku: over.sku, left };
  throw new DeskError(goods === 'lost' ? 'error.case_not_lost' : 'error.case_not_here', values, { field: 'goods' });
}

/** Takes goods in, or writes them off: a return counts on the order's lines and gives credit; an exchange sends replacements out. */
export function takeIn(order: Goods, it: Claim, cases: readonly Claim[], goods: GoodsTo | undefined): TakenIn {
  if (goods) checkWay(order, it, cases, goods);
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
