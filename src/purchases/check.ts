import { addDays, type CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { decimalText, quantityScale } from '../money.ts';
import { longestLead, type Product } from '../products/product.ts';
import { checkWhole } from '../products/unit.ts';
import type { Supplier } from '../suppliers/supplier.ts';
import { type Purchase, restOf } from './purchase.ts';

/** What is ordered: a quantity in thousandths of a product, in exact units. */
export type PurchaseInput = {
  /** Codes. */
  supplier: string;
  sku: string;
  quantity: number;
  /** 1/10,000 of the major unit of the base currency. Cost class. */
  unitCost?: number;
  /** Today where it is not said. */
  orderedOn?: CalendarDate;
  expectedOn: CalendarDate;
  note?: string;
};

/** The largest quantity of a purchase, in thousandths, and the largest unit cost. */
const largest = 10 ** 13;
/** Signs of a note. */
export const longestNote = 300;
/** Throws at the field where a quantity is none of the product. */
export function checkQuantity(quantity: number, { sku, unit }: Pick<Product, 'sku' | 'unit'>): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > largest)
    throw new DeskError('error.purchase_quantity', {}, { field: 'quantity' });
  checkWhole(sku, unit, quantity, 'quantity');
}

/** Throws at the field where a unit cost is no price. */
export function checkCost(unitCost: number | undefined): void {
  if (unitCost === undefined) return;
  if (!Number.isSafeInteger(unitCost) || unitCost < 0 || unitCost > largest)
    throw new DeskError('error.purchase_cost', {}, { field: 'unitCost' });
}

/** Throws at the field where goods cannot be expected on a day. */
export function checkExpected(expectedOn: CalendarDate, orderedOn: CalendarDate): void {
  if (expectedOn >= orderedOn && expectedOn <= addDays(orderedOn, longestLead)) return;
  const last = addDays(orderedOn, longestLead);
  throw new DeskError('error.purchase_expected', { first: orderedOn, last }, { field: 'expectedOn' });
}

/** Throws at the field of what does not fit in a purchase. */
export function checkPurchase(
  { quantity, unitCost, orderedOn, expectedOn, note }: PurchaseInput,
  { supplier, product }: { supplier: Supplier; product: Product },
  today: CalendarDate,
): void {
  if (!supplier.active) throw new DeskError('error.supplier_inactive', { name: supplier.name }, { field: 'supplier' });
  checkQuantity(quantity, product);
  checkCost(unitCost);
  const ordered = orderedOn ?? today;
  if (ordered > today || ordered < addDays(today, -longestLead))
    throw new DeskError('error.purchase_past', { first: addDays(today, -longestLead), today }, { field: 'orderedOn' });
  checkExpected(expectedOn, ordered);
  if ((note?.length ?? 0) > longestNote)
    throw new DeskError('error.too_long', { most: longestNote }, { field: 'note' });
}

/** Throws where a part cannot have come: of a purchase that is over, more than is to come, or on a day that was not. */
export function checkReceipt(
  purchase: Purchase,
  { quantity, on }: { quantity: number; on: CalendarDate },
  product: Product,
  today: CalendarDate,
): void {
  if (purchase.state !== 'open') throw closed(purchase);
  checkQuantity(quantity, product);
  const rest = restOf(purchase);
  if (quantity > rest) {
    const words = { rest: decimalText(rest, quantityScale), sku: purchase.sku };
    throw new DeskError('error.purchase_over', words, { field: 'quantity' });
  }
  if (on > today || on < purchase.orderedOn)
    throw new DeskError('error.purchase_past', { first: purchase.orderedOn, today }, { field: 'on' });
}

/** Of a purchase that is over nothing comes any more. */
export const closed = ({ state }: Pick<Purchase, 'state'>): DeskError =>
  new DeskError('error.purchase_closed', { state: { text: `purchase.state.${state}` } });
