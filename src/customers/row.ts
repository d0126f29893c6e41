import type { Row } from '../entry/table/row-reader.ts';
import { moneyDecimal } from '../money.ts';
import type { Customer } from './customer.ts';

type Shown = Pick<Customer, 'code' | 'name'> & Partial<Customer>;

/** A customer as a row of a file; `owner` is the member's name. Reading it back gives the same customer. */
export const customerRow = (customer: Shown, owner: string | undefined, currency: string): Row => ({
  code: customer.code,
  name: customer.name,
  industry: customer.industry,
  tier: customer.tier,
  region: customer.region,
  address: customer.address,
  contact: customer.contacts?.[0]?.name,
  phone: customer.contacts?.[0]?.phone,
  email: customer.contacts?.[0]?.email,
  owner,
  credit_limit: customer.creditLimit === undefined ? undefined : moneyDecimal(customer.creditLimit, currency),
  payment_days: String(customer.paymentDays),
});
