import type { Choice } from '../chat/form.ts';
import type { Customer } from './customer.ts';

/** A customer to choose. */
export const customerChoice = ({ code, name }: Pick<Customer, 'code' | 'name'>): Choice => ({
  value: code,
  label: name,
  detail: code,
});
