import type { Choice } from '../chat/form.ts';
import { sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { decimalText, priceScale, quantityScale } from '../money.ts';
import type { Product } from './product.ts';

/** A product as forms offer it: its words, what of it is available now, and its list price for those who may read it. */
export function offerOf(person: Person, { sku, name, price, onHand, reserved }: Product): Choice {
  return {
    value: sku,
    label: `${sku} · ${name}`,
    available: decimalText(Math.max(0, onHand - reserved), quantityScale),
    ...(sees(person, 'commercial') === 'full' && { price: decimalText(price, priceScale) }),
  };
}
