import { customerCard } from '../customers/card.ts';
import type { Customer } from '../customers/customer.ts';
import { readCustomer } from '../customers/input.ts';
import { may } from '../members/ability.ts';
import { recordCommand } from './record.ts';

/** A customer's card; `new` makes one. */
export const customer = recordCommand<Customer>({
  name: 'customer',
  words: { en: ['customer'], zh: ['客户'] },
  does: 'does.customer',
  usage: { en: 'Acme | new', zh: '华信 | 新建' },
  example: '/order customer Acme',
  finder: ({ desk }) => desk.findCustomer,
  codeOf: (record) => record.code,
  byCode: (code, { desk, person }) => desk.customers.get(person, code),
  notFound: 'error.customer_not_found',
  mayMake: (person) => may(person, 'customer.create'),
  makers: 'role.manager',
  title: 'form.customer.title',
  columns: ['code', 'name', 'industry', 'tier', 'region', 'address', 'contact', 'phone', 'email'],
  required: ['code', 'name'],
  async show(record, { desk, viewer, person, today }) {
    const { currency } = await desk.settings.get();
    const profile = await desk.profiles.of(person, record, currency, today);
    return { card: customerCard(viewer, record, profile, { currency, today }) };
  },
  async make(row, { desk, actor }) {
    const { currency } = await desk.settings.get();
    return desk.customers.create(actor, readCustomer(row, currency));
  },
});
