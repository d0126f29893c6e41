import { daysBetween } from '../../dates.ts';
import { type Redacted, redact, sees } from '../../members/ability.ts';
import { isLate } from '../../orders/cards/words.ts';
import { underReview } from '../../orders/content.ts';
import type { OrderBy, OrderQuery } from '../../orders/find.ts';
import { owed } from '../../orders/guards.ts';
import { type Order, orderName } from '../../orders/order.ts';
import type { Column } from '../../spreadsheet/index.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor, type Reader } from './columns.ts';
import type { ListExport } from './list.ts';

/** An order in a file: as it is, and as the reader may see it. */
export type OrderRow = { order: Order; seen: Redacted<Order, 'Order'> };

/** The columns of orders; who may not read amounts has none of them. */
export function orderColumns(reader: Reader, today: string): readonly Column<OrderRow>[] {
  const { locale, person } = reader;
  const { text, date, number, money } = columnsFor<OrderRow>(reader);
  const currency = ({ order }: OrderRow) => order.currency;
  const amounts = [
    text('audit.field.currency', currency),
    money('label.total', currency, ({ seen }) => seen.total),
    money('label.paid', currency, ({ seen }) => seen.paid),
    money('label.owed', currency, ({ order, seen }) => (seen.total === undefined ? undefined : owed(order))),
  ];
  return [
    text('field.order_no', ({ order }) => orderName(order)),
    text('label.po', ({ order }) => order.poNo),
    text('field.status', ({ order }) => t(locale, `state.${order.state}`)),
    text('export.customer_code', ({ order }) => order.customerSnapshot.code),
    text('field.customer', ({ order }) => order.customerSnapshot.name),
    text('field.region', ({ order }) => order.customerSnapshot.region),
    text('field.owner', ({ order }) => reader.memberName(order.owner)),
    text('field.team', ({ order }) => reader.teamName(order.team)),
    text('export.size', ({ order: { classes } }) => classes && t(locale, `size.${classes.size}`)),
    text('export.urgency', ({ order: { classes } }) => classes && t(locale, `urgency.${classes.urgency}`)),
    date('field.ordered_at', ({ order }) => order.orderDate),
    date('label.requested', ({ order }) => order.requestedDate),
    date('label.promised', ({ order }) => order.promisedDate),
    date('label.expected', ({ order }) => order.expectedDate),
    number('export.days_late', ({ order }) =>
      isLate(order, today) && order.promisedDate ? daysBetween(order.promisedDate, today) : undefined,
    ),
    date('label.shipped', ({ order }) => order.shippedAt),
    date('label.delivered', ({ order }) => order.deliveredAt),
    date('label.due', ({ order }) => order.dueDate),
    ...(sees(person, 'commercial') === 'none' ? [] : amounts),
  ];
}

/** Orders as the reader may see them, one by one. */
export async function* orderRows({ person }: Reader, orders: AsyncIterable<Order> | Iterable<Order>) {
  for await (const order of orders) yield { order, seen: redact(person, 'Order', order) };
}

/** The orders of a list, all pages of it. */
export const ordersExport = (
  { query, by, what }: { query: OrderQuery; by: OrderBy; what: string },
  { desk, today }: CommandContext,
): ListExport<OrderRow> => ({
  list: 'orders',
  what,
  columns: (reader) => orderColumns(reader, today),
  rows: (reader) => orderRows(reader, desk.orders.each(reader.person, query, by)),
});

/** What waits for a decision, as it is to be decided: of a change what it would become. */
export const pendingExport = (
  waiting: (reader: Reader) => Promise<Order[]>,
  { today }: CommandContext,
): ListExport<OrderRow> => ({
  list: 'pending',
  columns: (reader) => orderColumns(reader, today),
  rows: async function* (reader) {
    yield* orderRows(reader, (await waiting(reader)).map(underReview));
  },
});
