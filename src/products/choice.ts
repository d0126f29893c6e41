import type { Choice } from '../chat/form.ts';
import { sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { decimalText, priceScale } from '../money.ts';
import type { Product } from './product.ts';

/** A product to choose, with its list price for those who may read it. */
export function productChoice(person: Person, { sku, name, price }: Product): Choice {
  const shown = sees(person, 'commercial') === 'full' ? decimalText(price, priceScale) : undefined;
  return { value: sku, label: `${sku} · ${name}`, detail: shown, price: shown };
}
