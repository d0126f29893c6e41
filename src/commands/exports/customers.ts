import type { Customer } from '../../customers/customer.ts';
import { type Redacted, redact, sees } from '../../members/ability.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

type Row = { customer: Customer; seen: Redacted<Customer, 'Customer'> };

/** The customers that somebody reads; contacts are masked row by row, as on their cards. */
export const customersExport = ({ desk }: CommandContext): ListExport<Row> => ({
  list: 'customers',
  columns(reader) {
    const { text, number, money, date } = columnsFor<Row>(reader);
    const contact = ({ seen }: Row) => seen.contacts[0];
    return [
      text('field.code', ({ customer }) => customer.code),
      text('field.name', ({ customer }) => customer.name),
      text('field.industry', ({ customer }) => customer.industry),
      text('field.tier', ({ customer }) => customer.tier),
      text('field.region', ({ customer }) => customer.region),
      text('field.owner', ({ customer }) => reader.memberName(customer.owner)),
      text('field.team', ({ customer }) => reader.teamName(customer.team)),
      text('field.contact', (row) => contact(row)?.name),
      text('field.phone', (row) => contact(row)?.phone),
      text('field.email', (row) => contact(row)?.email),
      text('field.address', ({ seen }) => seen.address),
      number('field.payment_days', ({ customer }) => customer.paymentDays),
      ...(sees(reader.person, 'credit') === 'full'
        ? [money('field.credit_limit', reader.currency, ({ seen }) => seen.creditLimit)]
        : []),
      date('audit.field.first_approved', ({ customer }) => customer.firstApprovedAt),
    ];
  },
  async *rows({ person }) {
    for await (const customer of desk.customers.each(person))
      yield { customer, seen: redact(person, 'Customer', customer) };
  },
});
