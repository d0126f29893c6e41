import { type CalendarDate, isCalendarDate } from '../dates.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import type { PriceEntry } from './entry.ts';

/** A price as it is entered, in exact units. */
export type PriceInput = Pick<PriceEntry, 'product' | 'customer' | 'tier' | 'from' | 'price' | 'validFrom' | 'validTo'>;

/** The largest price and quantity, in their units: amounts of lines stay exact. */
const largest = 10 ** 13;
/** Letters that a tier has at most. */
const longestTier = 40;

const isAmount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= largest;
const isDay = (date: CalendarDate | undefined): boolean => date === undefined || isCalendarDate(date);

/** What is wrong with a price that was entered; the fields are named as the form names them. */
export function priceErrors({ customer, tier, from, price, validFrom, validTo }: PriceInput): DeskError[] {
  const wrong = (is: boolean, error: DeskError): DeskError[] => (is ? [error] : []);
  return [
    ...wrong(!isAmount(price), new DeskError('error.price_amount', {}, { field: 'price' })),
    ...wrong(!isAmount(from), new DeskError('error.price_from', {}, { field: 'from' })),
    ...wrong(!!customer && !!tier, new DeskError('error.price_whom', {}, { field: 'tier' })),
    ...wrong(
      (tier?.length ?? 0) > longestTier,
      new DeskError('error.too_long', { most: longestTier }, { field: 'tier' }),
    ),
    ...wrong(
      !isDay(validFrom),
      new DeskError('error.date_expected', { text: validFrom ?? '' }, { field: 'validFrom' }),
    ),
    ...wrong(!isDay(validTo), new DeskError('error.date_expected', { text: validTo ?? '' }, { field: 'validTo' })),
    ...wrong(
      validFrom !== undefined && validTo !== undefined && validTo < validFrom,
      new DeskError('error.price_dates', { from: validFrom ?? '', to: validTo ?? '' }, { field: 'validTo' }),
    ),
  ];
}

/** Checks a price that is entered today: days that have passed make no price. Throws `FieldErrors`. */
export function checkPrice(input: PriceInput, today: CalendarDate): void {
  const { validTo } = input;
  const isPast = validTo !== undefined && isCalendarDate(validTo) && validTo < today;
  const past = isPast ? [new DeskError('error.date_past', { date: validTo, today }, { field: 'validTo' })] : [];
  const errors = [...priceErrors(input), ...past];
  if (errors.length > 0) throw new FieldErrors(errors);
}
