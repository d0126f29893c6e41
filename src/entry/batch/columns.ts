import { type ColumnOf, columns } from '../table/columns.ts';

/** Columns of an order's row that a new order takes: what happened to it later is none of its beginning. */
const taken = [
  'customer',
  'sku',
  'quantity',
  'unit price',
  'discount',
  'requested at',
  'po no',
  'ship to',
  'note',
  'order no',
] as const;

/** Columns that must be there. */
export const neededColumns = ['customer', 'sku', 'quantity'] as const;

/** Further headers, where a chat's tables say more than the files of the command line. */
const also: Readonly<Record<string, readonly string[]>> = {
  'ship to': [
    ...['delivery address', 'shipping address', 'ship to address', 'address'],
    ...['收货地址', '送货地址', '交货地址', '地址'],
  ],
  customer: ['customer name', '客户名称', '客户名'],
  'requested at': [
    ...['delivery date', 'delivery', 'requested delivery date', 'requested delivery'],
    ...['交货日期', '交货期', '要货日期', '要求交货日期'],
  ],
};

/** The columns of a table of new orders: those of the import that make sense, with the same headers, and where it goes. */
export const batchColumns: readonly ColumnOf[] = taken.map((name) => {
  const column = columns.orders.find((c) => c.name === name);
  return { name, also: [...(column?.also ?? []), ...(also[name] ?? [])] };
});
