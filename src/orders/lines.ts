import { DeskError, FieldErrors } from '../errors.ts';
import { decimalText, lineAmount, priceScale, quantityScale, wholeDiscount } from '../money.ts';
import type { Priced, PriceSource } from '../prices/rule.ts';
import type { Product } from '../products/product.ts';
import { fitsUnit, wholeFrom } from '../products/unit.ts';
import type { Line } from './order.ts';

/** A line as it is asked for: no price means what the price lists say. */
export type LineInput = { sku: string; quantity: number; unitPrice?: number; discount?: number };

/** What a line needs to know of its product. */
export type Offer = Pick<
  Product,
  '_id' | 'sku' | 'name' | 'spec' | 'unit' | 'category' | 'price' | 'cost' | 'referencePrice' | 'moq' | 'active'
> & {
  /** Parts of a unit that is counted are taken: the order has some already. */
  inParts?: boolean;
};

/** What the price lists say of a product at a quantity (thousandths), for the customer, currency and day of an order. */
export type PriceOf = (product: Offer, quantity: number) => Priced;

/** Where there are no price lists: the list price. */
export const listPriceOf: PriceOf = ({ price }) => ({ price, source: { from: 'list' } });

/** Lines that one order takes at most. */
export const mostLines = 200;
/** The largest amount of a line, in minor units: 200 of them still add up exactly. */
const largestAmount = 10 ** 13;

type Cell = 'sku' | 'quantity' | 'price' | 'discount';
type LineError = `error.line_${Cell | 'moq' | 'amount' | 'whole'}`;

/** A mistake in a line, at its cell: `lines.0.quantity`. */
export const atLine = (code: LineError, n: number, cell: Cell, values = {}): DeskError =>
  new DeskError(code, { line: n + 1, ...values }, { field: `lines.${n}.${cell}` });

/** Before it is rounded to a currency: whole units are all that matters here. */
function isTooLarge({ quantity, unitPrice }: LineInput, product: Offer, priceOf: PriceOf): boolean {
  const price = unitPrice ?? priceOf(product, quantity).price;
  return (quantity / quantityScale) * (price / priceScale) * 100 > largestAmount;
}

/** What is wrong with a quantity by the product's own rules: by what it is sold, and from how much on. */
function quantityErrors(quantity: number, { sku, unit, moq, inParts }: Offer, n: number): DeskError[] {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) return [atLine('error.line_quantity', n, 'quantity', { sku })];
  if (!inParts && !fitsUnit(quantity, unit)) {
    const [said, whole] = [quantity, wholeFrom(Math.max(quantity, moq ?? 0))].map((q) => decimalText(q, quantityScale));
    return [atLine('error.line_whole', n, 'quantity', { sku, unit, quantity: said!, whole: whole! })];
  }
  const least = decimalText(moq ?? 0, quantityScale);
  return moq && quantity < moq ? [atLine('error.line_moq', n, 'quantity', { sku, moq: least })] : [];
}

/** What is wrong with the nth line, counted from 0. */
export function lineErrors(
  input: LineInput,
  product: Offer | undefined,
  n: number,
  priceOf: PriceOf = listPriceOf,
): DeskError[] {
  if (!product?.active) return [atLine('error.line_sku', n, 'sku', { sku: input.sku })];
  const errors = quantityErrors(input.quantity, product, n);
  if (input.unitPrice !== undefined && (!Number.isSafeInteger(input.unitPrice) || input.unitPrice < 0))
    errors.push(atLine('error.line_price', n, 'price', { sku: product.sku }));
  if (input.discount !== undefined && !(input.discount >= 0 && input.discount <= wholeDiscount))
    errors.push(atLine('error.line_discount', n, 'discount', { sku: product.sku }));
  if (errors.length === 0 && isTooLarge(input, product, priceOf))
    errors.push(atLine('error.line_amount', n, 'quantity', { sku: product.sku }));
  return errors;
}

/** The price that counts, and where it comes from: a typed one that is what the lists say is theirs. */
function unitPriceOf({ unitPrice, quantity }: LineInput, product: Offer, priceOf: PriceOf) {
  const { price, source } = priceOf(product, quantity);
  const isTyped = unitPrice !== undefined && unitPrice !== price;
  const priceSource: PriceSource = isTyped ? { from: 'typed' } : source;
  return { unitPrice: unitPrice ?? price, priceSource };
}

function priced(input: LineInput, product: Offer, currency: string, priceOf: PriceOf): Line {
  const { unitPrice, priceSource } = unitPriceOf(input, product, priceOf);
  const line = { quantity: input.quantity, unitPrice, discount: input.discount ?? 0 };
  const { _id, sku, name, spec, unit, category, cost, referencePrice } = product;
  return {
    product: _id,
    sku,
    name,
    spec,
    unit,
    category,
    cost,
    ...(referencePrice !== undefined && { reference: referencePrice }),
    ...line,
    priceSource,
    amount: lineAmount(line, currency),
    shipped: 0,
    delivered: 0,
  };
}

/** Prices the lines from the products, by SKU, each by its own quantity. Throws `FieldErrors` with a sentence per wrong line. */
export function priceLines(
  inputs: readonly LineInput[],
  products: ReadonlyMap<string, Offer>,
  currency: string,
  priceOf: PriceOf = listPriceOf,
): Line[] {
  if (inputs.length === 0) throw new FieldErrors([new DeskError('error.no_lines', {}, { field: 'lines' })]);
  const errors = inputs.flatMap((input, n) => lineErrors(input, products.get(input.sku), n, priceOf));
  if (errors.length > 0) throw new FieldErrors(errors);
  return inputs.map((input) => priced(input, products.get(input.sku) as Offer, currency, priceOf));
}

/** The sum of the rounded lines, in minor units. */
export const totalOf = (lines: readonly Pick<Line, 'amount'>[]): number => lines.reduce((sum, l) => sum + l.amount, 0);
