import type { Choice } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { sees } from '../../members/ability.ts';
import type { Person } from '../../members/member.ts';
import { decimalText, priceScale } from '../../money.ts';
import type { Product } from '../../products/product.ts';

/** A customer to choose. */
export const customerChoice = ({ code, name }: Pick<Customer, 'code' | 'name'>): Choice => ({
  value: code,
  label: name,
  detail: code,
});

/** A product to choose, with its list price for those who may read it. */
export function productChoice(person: Person, { sku, name, price }: Product): Choice {
  const shown = sees(person, 'commercial') === 'full' ? decimalText(price, priceScale) : undefined;
  return { value: sku, label: `${sku} · ${name}`, detail: shown, price: shown };
}
