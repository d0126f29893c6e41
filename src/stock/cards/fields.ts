import type { Field } from '../../chat/card.ts';
import { decimalText, quantityScale } from '../../money.ts';
import type { Product } from '../../products/product.ts';
import { type Locale, t } from '../../text/index.ts';
import { availableOf, isLow } from '../shelf.ts';

/** A quantity of a product with its unit. */
export const quantityOf = ({ unit }: Pick<Product, 'unit'>, quantity: number): string =>
  `${decimalText(quantity, quantityScale)} ${unit}`;

/** What there is of a product, for everybody: never a price. */
export function shelfFields(locale: Locale, product: Product): Field[] {
  const quantity = (n: number) => quantityOf(product, n);
  const { onHand, reserved, waiting = 0, onOrder = 0, reorderPoint } = product;
  const available = quantity(availableOf(product));
  const low = isLow(product);
  return [
    { label: t(locale, 'product.on_hand'), value: quantity(onHand) },
    ...(reserved ? [{ label: t(locale, 'product.reserved'), value: quantity(reserved) }] : []),
    {
      label: t(locale, 'product.available'),
      value: low ? t(locale, 'stock.low', { n: available }) : available,
      ...(low && { tone: 'warn' as const }),
    },
    ...(waiting > 0 ? [{ label: t(locale, 'stock.waiting'), value: quantity(waiting), tone: 'warn' as const }] : []),
    ...(onOrder > 0 ? [{ label: t(locale, 'product.on_order'), value: quantity(onOrder) }] : []),
    ...(reorderPoint === undefined ? [] : [{ label: t(locale, 'field.reorder_point'), value: quantity(reorderPoint) }]),
  ];
}
