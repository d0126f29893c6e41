import { newId } from '../../id.ts';
import { readProduct } from '../../products/input.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import { productRow } from '../../products/row.ts';
import type { CsvFile, FileRow } from '../csv.ts';
import { searchWords } from '../find/words.ts';
import { codeOf } from '../plain.ts';
import { cellsOf } from './cells.ts';
import { attempt, oncePerKey } from './once.ts';
import { decideRecord, type Read } from './record.ts';
import { type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Unit } from './types.ts';

/** The columns of a file and the fields that they fill. */
const fieldsOf: Readonly<Record<string, readonly (keyof Product)[]>> = {
  name: ['name', 'search'],
  unit: ['unit'],
  category: ['category'],
  price: ['price'],
  floor_price: ['floorPrice'],
  cost: ['cost'],
  on_hand: ['onHand'],
  reorder_point: ['reorderPoint'],
  lead_time_days: ['leadTimeDays'],
  supplier: ['supplier'],
  moq: ['moq'],
};

async function build(row: FileRow): Promise<Read<Product>> {
  const read = attempt(() => readProduct(cellsOf(row)));
  if ('reasons' in read) return read;
  const { sku, name, unit = 'pcs', onHand = 0 } = read.value;
  const search = await searchWords(sku, name);
  return { value: { ...read.value, _id: newId(), unit, onHand, reserved: 0, active: true, search } as Product };
}

/** Products: one row each, known by their SKU. */
export function productsImporter(context: ImportContext, file: CsvFile): Importer {
  const model = productModel(context.connection);

  async function take(batch: readonly Unit[]) {
    const reads = await Promise.all(batch.map(({ rows }) => build(rows[0]!)));
    return storeBatch<Product>(context, {
      kind: 'Product',
      model,
      async decide(session): Promise<Decision<Product>[]> {
        const there = await model.find({ sku: { $in: batch.map((u) => u.key) } }, null, { session }).lean<Product[]>();
        const bySku = new Map(there.map((p) => [p.sku, p]));
        return batch.map((unit, i) =>
          decideRecord<Product>(context, {
            unit,
            read: reads[i]!,
            there: bySku.get(unit.key),
            rowOf: productRow,
            fieldsOf,
          }),
        );
      },
    });
  }

  return { ...oncePerKey(file.rows, (row) => codeOf(row.values.sku ?? '')), take };
}
