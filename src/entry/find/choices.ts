import type { Choice } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import type { Person } from '../../members/member.ts';
import { offerOf } from '../../products/offer.ts';
import type { Product } from '../../products/product.ts';

type Named = Pick<Customer, 'code' | 'name'>;

/** A customer to choose. */
export const customerChoice = ({ code, name }: Named): Choice => ({ value: code, label: name, detail: code });

/** A product to choose, with what of it is available, and its list price for those who may read it. */
export function productChoice(person: Person, product: Product): Choice {
  const offer = offerOf(person, product);
  return { ...offer, detail: offer.price };
}
