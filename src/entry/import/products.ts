import type { ClientSession } from 'mongoose';
import { newId } from '../../id.ts';
import { readProduct } from '../../products/input.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import { productRow } from '../../products/row.ts';
import { addStockMoves, type NewStockMove } from '../../stock/ledger.ts';
import { markShelves, noted } from '../../stock/shelf.ts';
import type { CsvFile, FileRow } from '../csv.ts';
import { searchWords } from '../find/words.ts';
import { codeOf } from '../plain.ts';
import { cellsOf } from './cells.ts';
import { attempt, oncePerKey } from './once.ts';
import { followProducts, idsOfSuppliers, makeSuppliersOf } from './product-follow.ts';
import { decideRecord, type Read } from './record.ts';
import { type Changed, type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Unit } from './types.ts';

/** The columns of a file and the fields that they fill. */
const fieldsOf: Readonly<Record<string, readonly (keyof Product)[]>> = {
  name: ['name', 'search'],
  unit: ['unit'],
  category: ['category'],
  price: ['price'],
  floor_price: ['floorPrice'],
  cost: ['cost'],
  reference_price: ['referencePrice'],
  on_hand: ['onHand'],
  reorder_point: ['reorderPoint'],
  lead_time_days: ['leadTimeDays'],
  supplier: ['supplier', 'supplierId'],
  moq: ['moq'],
};

async function build(row: FileRow, now: Date): Promise<Read<Product>> {
  const read = attempt(() => readProduct(cellsOf(row)));
  if ('reasons' in read) return read;
  const { sku, name, unit = 'pcs', onHand = 0 } = read.value;
  const search = await searchWords(sku, name);
  const fresh = { ...read.value, _id: newId(), unit, onHand, reserved: 0, active: true, search } as Product;
  return { value: read.value.onHand === undefined ? fresh : { ...fresh, ...noted(fresh, now) } };
}

/** The line of a product whose quantity on hand a file changes. */
function recount(product: string, before: Partial<Product>, after: Partial<Product>): NewStockMove[] {
  return 'onHand' in after ? [{ product, kind: 'count', quantity: (after.onHand ?? 0) - (before.onHand ?? 0) }] : [];
}

/** Products: one row each, known by their SKU. */
export function productsImporter(context: ImportContext, file: CsvFile): Importer {
  const model = productModel(context.connection);

  /** What the file says is on hand is a count; the ledger has by how much it differs. */
  const count = (lines: NewStockMove[], session: ClientSession) =>
    addStockMoves(context.connection, lines, { now: context.now, key: `import:${newId()}` }, session);
  const line = (product: string, quantity: number): NewStockMove => ({ product, kind: 'count', quantity });

  async function take(batch: readonly Unit[]) {
    const reads = await Promise.all(batch.map(({ rows }) => build(rows[0]!, context.now)));
    return storeBatch<Product>(context, {
      kind: 'Product',
      model,
      async before(fresh, session) {
        await makeSuppliersOf(context, fresh, session);
        await followProducts(
          context,
          fresh.map((p) => ({ product: p._id, before: {}, after: p })),
          session,
        );
        await count(
          fresh.map((p) => line(p._id, p.onHand)),
          session,
        );
      },
      async changed(changes: readonly Changed<Product>[], session) {
        await makeSuppliersOf(
          context,
          changes.map(({ after }) => after),
          session,
        );
        await followProducts(
          context,
          changes.map(({ id, before, after }) => ({ product: id, before, after, isChange: true })),
          session,
        );
        await count(
          changes.flatMap(({ id, before, after }) => recount(id, before, after)),
          session,
        );
        const counted = changes.filter(({ after }) => 'onHand' in after);
        const others = changes.filter(({ after }) => !('onHand' in after) && 'reorderPoint' in after);
        for (const [some, counts] of [
          [counted, true],
          [others, false],
        ] as const)
          await markShelves(
            context.connection,
            some.map(({ id }) => id),
            context.now,
            session,
            { counts },
          );
      },
      async decide(session): Promise<Decision<Product>[]> {
        const there = await model.find({ sku: { $in: batch.map((u) => u.key) } }, null, { session }).lean<Product[]>();
        const bySku = new Map(there.map((p) => [p.sku, p]));
        const linked = await idsOfSuppliers(context, reads, session);
        return batch.map((unit, i) =>
          decideRecord<Product>(context, {
            unit,
            read: linked[i]!,
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
