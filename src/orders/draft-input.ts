import type { Customer } from '../customers/customer.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { foundBy } from '../entry/find/words.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { longestAddress } from './address.ts';
import { linesKey, poKey } from './double-keys.ts';
import { type LineInput, mostLines } from './lines.ts';
import type { Order } from './order.ts';

/** What a person enters. Undefined takes the customer's or the company's habit. */
export type DraftInput = {
  /** Customer id. */
  customer: string;
  lines: readonly LineInput[];
  currency?: string;
  requestedDate?: CalendarDate;
  promisedDate?: CalendarDate;
  paymentDays?: number;
  poNo?: string;
  notes?: string;
  /** Where it goes; missing: to the customer's address. */
  shipTo?: string;
};

/** Whether days of payment terms can be meant; none take the customer's. */
export const areTerms = (days: number | undefined): boolean =>
  days === undefined || (Number.isSafeInteger(days) && days >= 0 && days <= 365);

export const noTerms = (): DeskError => new DeskError('error.payment_days', {}, { field: 'paymentDays' });

const isTooLong = (shipTo: string | undefined): boolean => (shipTo?.length ?? 0) > longestAddress;
const tooLong = () => new DeskError('error.too_long', { most: longestAddress }, { field: 'shipTo' });

/** Throws where an address has no end. */
export function checkShipTo(shipTo: string): void {
  if (isTooLong(shipTo)) throw new FieldErrors([tooLong()]);
}

/** Checks what can be checked without looking anything up. Throws `FieldErrors`. */
export function checkFields(input: DraftInput): void {
  const errors: DeskError[] = [];
  if (!areTerms(input.paymentDays)) errors.push(noTerms());
  if ((input.notes?.length ?? 0) > 2000)
    errors.push(new DeskError('error.too_long', { most: 2000 }, { field: 'notes' }));
  if (isTooLong(input.shipTo)) errors.push(tooLong());
  if ((input.poNo?.length ?? 0) > 60) errors.push(new DeskError('error.too_long', { most: 60 }, { field: 'poNo' }));
  if (input.lines.length > mostLines)
    errors.push(new DeskError('error.too_many_lines', { most: mostLines }, { field: 'lines' }));
  if (errors.length > 0) throw new FieldErrors(errors);
}

/** Days ahead after which a wish is taken for a slip of the keyboard. */
const furthestDays = 3_660;

/** A wished date that is neither past nor too far ahead. Throws at the field. */
export function futureDate(
  date: CalendarDate | undefined,
  today: CalendarDate,
  field = 'requestedDate',
): CalendarDate | undefined {
  if (date && date < today) throw new DeskError('error.date_past', { date, today }, { field });
  const latest = addDays(today, furthestDays);
  if (date && date > latest) throw new DeskError('error.date_far', { date, latest }, { field });
  return date;
}

/** What an order keeps of its customer as it was. */
export const snapshotOf = ({ code, name, tier, region }: Customer): Order['customerSnapshot'] => ({
  code,
  name,
  tier,
  region,
});

const lower = (words: readonly (string | undefined)[]): string[] =>
  words.filter((word): word is string => !!word).map((word) => word.toLowerCase());

type Goods = readonly { sku: string; quantity: number }[];

/** The words of an order's names and of its PO number. */
const namesIn = (names: readonly (string | undefined)[], poNo?: string): string[] =>
  lower([...names, poNo, poNo && poKey(poNo)]);

/** The words of an order's lines: the SKUs, and what equal lines are found by. */
const linesIn = (lines: Goods): string[] => [...lower(lines.map((l) => l.sku)), linesKey(lines)];

/** The words that find an order: its names, SKUs and customer, and what it is compared by with others. */
export function searchOf(
  customer: Customer,
  lines: Goods,
  names: readonly (string | undefined)[],
  poNo?: string,
): string[] {
  return [...new Set([...namesIn(names, poNo), ...linesIn(lines), ...foundBy(customer)])];
}

/** The words that find an order once it has other lines: what they say takes the place of what its own say. */
export function searchWithLines(
  order: Pick<Order, 'search' | 'lines' | 'draftNo' | 'number' | 'externalNo' | 'poNo' | 'customerSnapshot'>,
  lines: Goods,
): string[] {
  const { draftNo, number, externalNo, poNo, customerSnapshot } = order;
  const stays = new Set(namesIn([draftNo, number, externalNo, customerSnapshot?.code], poNo));
  const gone = new Set(linesIn(order.lines).filter((word) => !stays.has(word)));
  return [...new Set([...order.search.filter((word) => !gone.has(word)), ...linesIn(lines)])];
}

/** Whether a draft holds what was entered, as far as it was entered. */
export function saysTheSame(order: Order, input: DraftInput): boolean {
  const { customer, requestedDate, poNo, notes } = order;
  const isSameLine = (l: LineInput, i: number) => {
    const line = order.lines[i];
    return (
      line?.sku === l.sku &&
      line.quantity === l.quantity &&
      line.discount === (l.discount ?? 0) &&
      (l.unitPrice === undefined ? line.priceSource?.from !== 'typed' : line.unitPrice === l.unitPrice)
    );
  };
  return (
    customer === input.customer &&
    requestedDate === input.requestedDate &&
    poNo === input.poNo &&
    notes === input.notes &&
    (input.paymentDays === undefined || order.paymentDays === input.paymentDays) &&
    (input.shipTo === undefined || order.shipTo === input.shipTo) &&
    order.lines.length === input.lines.length &&
    input.lines.every(isSameLine)
  );
}
