import type { Connection, Model } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import { customerRow } from '../customers/row.ts';
import { memberModel } from '../members/model.ts';
import { orderModel } from '../orders/model.ts';
import { paymentModel } from '../payments/model.ts';
import type { PriceEntry } from '../prices/entry.ts';
import { priceModel } from '../prices/model.ts';
import { priceRow } from '../prices/row.ts';
import { productModel } from '../products/model.ts';
import { productRow } from '../products/row.ts';
import { neutralCell } from '../spreadsheet/neutral.ts';
import { csvText } from './csv.ts';
import { fileNumber, orderRows } from './order-row.ts';
import { paymentRow } from './payment-row.ts';
import { columnKey, columns, type Table } from './table/columns.ts';
import type { Row } from './table/row-reader.ts';

type Deps = { connection: Connection; currency: string; timezone: string };
/** The rows of each record of a page. */
type Page = Row[][];

const perPage = 500;

/** All records by id, page by page, so that a large table needs little memory. */
async function* pages<T extends { _id: string }>(model: Model<T>): AsyncIterable<T[]> {
  let after = '';
  for (;;) {
    const page = await model
      .find({ _id: { $gt: after } } as object)
      .sort({ _id: 1 })
      .limit(perPage)
      .lean<T[]>();
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!._id;
  }
}

/** The records of some ids. */
async function byId<T extends { _id: string }>(model: Model<T>, ids: readonly (string | undefined)[], fields: string) {
  const wanted = [...new Set(ids.filter((id) => id !== undefined))];
  const found = await model.find({ _id: { $in: wanted } } as object, fields).lean<T[]>();
  return new Map(found.map((record) => [record._id, record]));
}

async function* customerPages({ connection, currency }: Deps): AsyncIterable<Page> {
  for await (const page of pages(customerModel(connection))) {
    const owners = await byId(
      memberModel(connection),
      page.map((c) => c.owner),
      'name',
    );
    // What became a part of another customer is none any more.
    const kept = page.filter((c) => !c.mergedInto);
    yield kept.map((c) => [customerRow(c, owners.get(c.owner ?? '')?.name, currency)]);
  }
}

async function* productPages({ connection }: Deps): AsyncIterable<Page> {
  for await (const page of pages(productModel(connection))) yield page.map((p) => [productRow(p)]);
}

/** Ended prices are history: they would count again where they are imported. */
async function* pricePages({ connection }: Deps): AsyncIterable<Page> {
  for await (const page of pages<PriceEntry>(priceModel(connection))) {
    const live = page.filter((p) => !p.endedAt);
    const products = await byId(
      productModel(connection),
      live.map((p) => p.product),
      'sku',
    );
    const customers = await byId(
      customerModel(connection),
      live.map((p) => p.customer),
      'code',
    );
    const known = live.filter((p) => products.has(p.product) && (!p.customer || customers.has(p.customer)));
    yield known.map((p) => [
      priceRow(p, { sku: products.get(p.product)!.sku, customer: customers.get(p.customer ?? '')?.code }),
    ]);
  }
}

async function* orderPages({ connection, timezone }: Deps): AsyncIterable<Page> {
  for await (const page of pages(orderModel(connection))) {
    const owners = await byId(
      memberModel(connection),
      page.map((o) => o.owner),
      'name',
    );
    const customers = await byId(
      customerModel(connection),
      page.map((o) => o.customer),
      'code',
    );
    // An order keeps the name under which it was filed; a file names the customer that it has now.
    yield page.map((o) => {
      const code = customers.get(o.customer)?.code ?? o.customerSnapshot.code;
      const now = { ...o, customerSnapshot: { ...o.customerSnapshot, code } };
      return orderRows(now, owners.get(o.owner ?? '')?.name, timezone);
    });
  }
}

async function* paymentPages({ connection }: Deps): AsyncIterable<Page> {
  for await (const page of pages(paymentModel(connection))) {
    const customers = await byId(
      customerModel(connection),
      page.map((p) => p.customer),
      'code',
    );
    const orders = await byId(
      orderModel(connection),
      page.map((p) => p.order),
      'externalNo number draftNo',
    );
    yield page.map((p) => {
      const order = orders.get(p.order ?? '');
      return [paymentRow(p, { customer: customers.get(p.customer)?.code ?? '', order: order && fileNumber(order) })];
    });
  }
}

const sources: Record<Table, (deps: Deps) => AsyncIterable<Page>> = {
  customers: customerPages,
  products: productPages,
  prices: pricePages,
  orders: orderPages,
  payments: paymentPages,
};

/** Everything of a kind as a CSV text in the columns of the import, with the number of records in it. */
export async function exportTable(deps: Deps, table: Table): Promise<{ text: string; records: number }> {
  const names = columns[table].map(columnKey);
  const rows: string[][] = [];
  let records = 0;
  for await (const page of sources[table](deps)) {
    records += page.length;
    for (const row of page.flat()) rows.push(names.map((name) => neutralCell(row[name] ?? '')));
  }
  return { text: csvText(names, rows), records };
}
