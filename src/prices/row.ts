import { codeOf } from '../entry/plain.ts';
import { type Row, readRow } from '../entry/table/row-reader.ts';
import { FieldErrors } from '../errors.ts';
import { decimalText, priceScale, quantityScale } from '../money.ts';
import type { PriceEntry } from './entry.ts';
import { type PriceInput, priceErrors } from './input.ts';

/** A price as its row means it: product and customer by their codes. */
export type PriceRow = Omit<PriceInput, 'product' | 'customer'> & { sku: string; customer?: string };

/** Reads a price from the texts of a row. Throws `FieldErrors`. */
export function readPrice(row: Row): PriceRow {
  const read = readRow(row);
  read.required('price');
  const customer = read.text('customer', 40);
  const result = {
    sku: codeOf(read.required('sku', 40)),
    customer: customer && codeOf(customer),
    tier: read.text('tier', 40),
    from: read.decimal('from_quantity', quantityScale, '100') ?? 0,
    price: read.decimal('price', priceScale, '9.50') ?? 0,
    validFrom: read.date('valid_from'),
    validTo: read.date('valid_to'),
  };
  read.done();
  const errors = priceErrors({ ...result, product: result.sku });
  if (errors.length > 0) throw new FieldErrors(errors);
  return result;
}

/** Whether a row is the list price of its product: for everybody, from the first, without an end. */
export const isListRow = ({ customer, tier, from, validFrom, validTo }: PriceRow): boolean =>
  !customer && !tier && !from && !validFrom && !validTo;

/** What a row is called: its product, and what makes it another price than the list price. */
export const nameOfRow = ({ sku, customer, tier, from, validFrom, validTo }: PriceRow): string =>
  [
    sku,
    customer,
    tier,
    from ? decimalText(from, quantityScale) : undefined,
    validFrom || validTo ? `${validFrom ?? ''}..${validTo ?? ''}` : undefined,
  ]
    .filter(Boolean)
    .join(' ');

/** A price as a row of a file. Reading it back gives the same price. */
export const priceRow = (
  { price, tier, from, validFrom, validTo }: PriceEntry,
  { sku, customer }: { sku: string; customer?: string },
): Row => ({
  sku,
  price: decimalText(price, priceScale),
  customer,
  tier,
  from_quantity: from ? decimalText(from, quantityScale) : undefined,
  valid_from: validFrom,
  valid_to: validTo,
});
