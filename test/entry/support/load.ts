import { readFileSync } from 'node:fs';
import type { Connection, Model } from 'mongoose';
import { auditModel } from '../../../src/audit/model.ts';
import { outboxModel } from '../../../src/chat/outbox-row.ts';
import { customerModel } from '../../../src/customers/model.ts';
import { type ImportResult, runImport } from '../../../src/entry/import/run.ts';
import type { ImportOptions } from '../../../src/entry/import/types.ts';
import type { Table } from '../../../src/entry/table/columns.ts';
import { memberModel } from '../../../src/members/model.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Order } from '../../../src/orders/order.ts';
import { paymentModel } from '../../../src/payments/model.ts';
import { productModel } from '../../../src/products/model.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { now, settings } from './database.ts';

/** All that an import writes to. */
const models = [
  customerModel,
  productModel,
  orderModel,
  paymentModel,
  memberModel,
  auditModel,
  outboxModel,
] as unknown as ((connection: Connection) => Model<object>)[];

export const clear = async (connection: Connection): Promise<void> => {
  for (const model of models) await model(connection).deleteMany({});
};

export const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/import/${name}.csv`, import.meta.url));

/** Loads files into a database. */
export function loader(connection: Connection) {
  return {
    load: (table: Table, file: Buffer | string, options: Partial<ImportOptions> = {}, other: Partial<Settings> = {}) =>
      runImport({ connection, settings: { ...settings, ...other }, now }, table, Buffer.from(file), {
        update: false,
        openBalance: false,
        dryRun: false,
        ...options,
      }),
    order: (externalNo: string): Promise<Order> =>
      orderModel(connection).findOne({ externalNo }).lean<Order>().orFail().exec(),
  };
}

export const counts = ({ imported, updated, skipped, rejected }: ImportResult): number[] => [
  imported,
  updated,
  skipped,
  rejected,
];

/** The sentences of what was rejected, in English. */
export const sentences = ({ rejections }: ImportResult): string[] =>
  rejections.flatMap(({ reasons }) => reasons.map((r) => r.sentence('en')));

/** The codes of what was rejected. */
export const codes = ({ rejections }: ImportResult): string[] =>
  rejections.flatMap(({ reasons }) => reasons.map((r) => r.code));
