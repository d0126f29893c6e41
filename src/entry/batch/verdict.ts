import type { Customer } from '../../customers/customer.ts';
import type { CalendarDate } from '../../dates.ts';
import { DeskError, type ErrorCode } from '../../errors.ts';
import { mayRead } from '../../members/ability.ts';
import type { Judged } from '../../members/kinds.ts';
import { type Member, personOf } from '../../members/member.ts';
import { lacksAddress } from '../../orders/address.ts';
import type { Foreseen, Miss, Outlook } from '../../orders/bulk/outlook.ts';
import type { Compared } from '../../orders/doubles.ts';
import { checkFields, type DraftInput } from '../../orders/draft-input.ts';
import { lineErrors, type PriceOf, priceLines, totalOf } from '../../orders/lines.ts';
import type { ApprovalStep, Line, Order, TimelineEntry } from '../../orders/order.ts';
import { roleOfStep } from '../../orders/refusal.ts';
import type { Product } from '../../products/product.ts';
import type { Settings } from '../../settings/settings.ts';
import { attempt } from '../import/once.ts';
import { wholeUnit } from '../import/rejected.ts';
import type { Rejection, Unit } from '../import/types.ts';
import { doubts } from './doubles.ts';
import { named } from './group.ts';
import type { BatchOrder } from './order.ts';

/** What a line of a table costs, and where its price comes from. */
export type PricedLine = Pick<Line, 'sku' | 'quantity' | 'unitPrice' | 'discount' | 'priceSource'>;

/** An order that can be filed. */
export type RightOrder = {
  kind: 'right';
  unit: Unit;
  input: DraftInput;
  customer: Pick<Customer, 'code' | 'name'>;
  lines: readonly PricedLine[];
  /** Minor units of the base currency. */
  total: number;
  /** Nobody knows where it goes: operations could not ship it. No reason to refuse it, since old data has no addresses. */
  lacksAddress: boolean;
  /** Why it may be one that is there already: to be looked at, no reason to refuse it. */
  doubts: DeskError[];
  /** Who must agree, in order; nobody where it is approved at once. The reasons are commercial; for who reads no cost, no floor is among them. */
  steps: readonly Pick<ApprovalStep, 'seats' | 'need' | 'reasons'>[];
  /** What it would miss, after what the orders before it take. */
  misses: readonly Miss[];
};

/** What is known of an order that was made of a unit before. */
export type FiledOrder = Judged &
  Pick<Order, '_id' | 'state' | 'number' | 'draftNo' | 'requestKey'> & {
    timeline: readonly Pick<TimelineEntry, 'action'>[];
  };

/** What a table's order is worth: it can be filed, it was filed, or its rows have to be corrected. */
export type Verdict =
  | RightOrder
  | { kind: 'there'; unit: Unit; order: FiledOrder }
  | { kind: 'wrong'; unit: Unit; rejections: Rejection[] };

/** What a text may mean: the records that it names exactly, and where there are none, the nearest names. */
export type Meaning<X> = { exact: readonly X[]; nearest: readonly string[] };

/** All that verdicts look at; read before, so that they are pure. */
export type Known = {
  member: Member;
  members: readonly Member[];
  settings: Settings;
  today: CalendarDate;
  customer(text: string): Meaning<Customer>;
  product(text: string): Meaning<Product>;
  /** What the price lists say to a customer today. */
  priceOf(customer: Customer): PriceOf;
  /** The order that was made of a unit before. */
  filed(unit: Unit): FiledOrder | undefined;
  /** 24 hours before the table is looked at. */
  dayAgo: Date;
  /** What filing an order comes to after those that were asked about before it; asked once for each, in their order. */
  outlook(order: Foreseen): Outlook;
  /** Orders of the customer that have the same PO, or the same lines and were filed in the last 24 hours. */
  rivals(input: Compared): readonly Order[];
};

/** The one record that is meant, or why it is not clear. */
function theOne<X>(
  { exact, nearest }: Meaning<X>,
  text: string,
  what: 'customer' | 'product',
  codeOf: (x: X) => string,
) {
  const [one, ...more] = exact;
  if (one && more.length === 0) return one;
  const codes = exact.slice(0, 5).map(codeOf).join(', ');
  if (one) throw new DeskError(`error.batch_${what}_several`, { text, codes });
  if (nearest.length > 0) throw new DeskError(`error.batch_${what}_near`, { text, names: nearest.join(', ') });
  throw new DeskError(`error.batch_${what}`, { text });
}

/** Mistakes of a line in words that name no place in an order: the row is named already. */
const inRow: Partial<Record<ErrorCode, ErrorCode>> = {
  'error.line_moq': 'error.batch_moq',
  'error.line_whole': 'error.batch_whole',
  'error.line_amount': 'error.batch_amount',
};

type MeantLine = { row: BatchOrder['lines'][number]['row']; product: Product; line: DraftInput['lines'][number] };

function meantLine({ row, product: text, ...given }: BatchOrder['lines'][number], known: Known): MeantLine {
  const product = theOne(known.product(text), text, 'product', (p) => p.sku);
  return { row, product, line: { ...given, sku: product.sku } };
}

function linesOf(order: BatchOrder, known: Known): { lines: MeantLine[]; rejected: Rejection[] } {
  const rejected: Rejection[] = [];
  const lines: MeantLine[] = [];
  for (const from of order.lines) {
    const read = attempt(() => meantLine(from, known));
    const errors = 'value' in read ? lineErrors(read.value.line, read.value.product, 0) : read.reasons;
    const reasons = errors.map((e) => new DeskError(inRow[e.code] ?? e.code, e.values, { field: e.field }));
    if (reasons.length > 0) rejected.push({ row: from.row, reasons });
    else if ('value' in read) lines.push(read.value);
  }
  return { lines, rejected };
}

/** A step that nobody may decide would be found when the order is filed: its rows have to wait until somebody may. */
function checkApproval({ stuck }: Outlook): void {
  if (stuck[0]) throw new DeskError('error.batch_no_approver', { role: { text: `role.${roleOfStep(stuck[0])}` } });
}

const pricedLine = ({ sku, quantity, unitPrice, discount, priceSource }: Line): PricedLine => ({
  ...{ sku, quantity, unitPrice, discount },
  priceSource,
});

/** The verdict on an order whose rows could be read. */
export function judge(unit: Unit, order: BatchOrder, known: Known): Verdict {
  const wrong = (rejections: readonly Rejection[]): Verdict => ({
    kind: 'wrong',
    unit,
    rejections: wholeUnit(named(unit), rejections),
  });
  const first = (reasons: readonly DeskError[]): Rejection[] => [{ row: unit.rows[0]!, reasons }];
  const there = known.filed(unit);
  if (there && !mayRead(personOf(known.member), 'Order', there))
    return wrong(first([new DeskError('error.batch_elsewhere', { who: { text: 'entry.who.manager' } })]));
  if (there && isDone(there)) return { kind: 'there', unit, order: there };
  const customer = attempt(() => theOne(known.customer(order.customer), order.customer, 'customer', (c) => c.code));
  const { lines, rejected } = linesOf(order, known);
  if ('reasons' in customer) return wrong([...first(customer.reasons), ...rejected]);
  if (rejected.length > 0) return wrong(rejected);
  const { requestedDate, poNo, shipTo, notes } = order;
  const buyer = customer.value;
  const { _id, code, name } = buyer;
  const input: DraftInput = { customer: _id, lines: lines.map((l) => l.line), requestedDate, poNo, shipTo, notes };
  const products = new Map(lines.map(({ product }) => [product.sku, product]));
  const read = attempt(() => {
    checkFields(input);
    const all = priceLines(input.lines, products, known.settings.currency, known.priceOf(buyer));
    const outlook = known.outlook({ customer: buyer, lines: all, products, requestedDate });
    checkApproval(outlook);
    return { all, outlook };
  });
  if ('reasons' in read) return wrong(first(read.reasons));
  const { all, outlook } = read.value;
  return {
    ...{ kind: 'right', unit, input, customer: { code, name } },
    lines: all.map(pricedLine),
    total: totalOf(all),
    lacksAddress: lacksAddress({ shipTo: shipTo ?? buyer.address }, known.settings),
    doubts: doubts(input, known),
    steps: outlook.steps.map(({ seats, need, reasons }) => ({ seats, need, reasons })),
    misses: outlook.misses,
  };
}

/** Whether an order of an earlier try is filed: what is a draft still, and was never submitted, is not. */
export const isDone = ({ state, timeline }: Pick<FiledOrder, 'state' | 'timeline'>): boolean =>
  state !== 'draft' || timeline.some((e) => e.action === 'submit');
