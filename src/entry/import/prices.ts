import type { ClientSession } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { customersByCode } from '../../customers/kept.ts';
import { DeskError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { decimalText, priceScale } from '../../money.ts';
import { type PriceEntry, slotOf, whomOf } from '../../prices/entry.ts';
import { priceModel } from '../../prices/model.ts';
import { isListRow, nameOfRow, type PriceRow, readPrice } from '../../prices/row.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import type { CsvFile, FileRow } from '../csv.ts';
import { cellsOf } from './cells.ts';
import { hashOfRows } from './compare.ts';
import { attempt, oncePerKey } from './once.ts';
import { decideRecord } from './record.ts';
import { type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Rejection, Unit, Verdict } from './types.ts';

type Read = { unit: Unit; row: PriceRow };
type Known = { products: ReadonlyMap<string, Product>; customers: ReadonlyMap<string, Customer> };

type Rejected = { verdict: { rejected: Rejection[] } };
const rejected = (unit: Unit, ...reasons: readonly DeskError[]): Rejected => ({
  verdict: { rejected: [{ row: unit.rows[0]!, reasons }] },
});

/** What a row is known by in its file; one that cannot be read is known by its place. */
function keyOf(row: FileRow): string {
  const read = attempt(() => readPrice(cellsOf(row)));
  return 'value' in read ? nameOfRow(read.value) : '';
}

/** An entry as its row means it, or what it names that is not there. */
function entryOf({ unit, row }: Read, { products, customers }: Known, now: Date): { value: PriceEntry } | Rejected {
  const { sku, customer: code, ...rest } = row;
  const product = products.get(sku);
  if (!product) return rejected(unit, new DeskError('error.import_product', { code: sku }, { field: 'sku' }));
  const customer = code ? customers.get(code) : undefined;
  if (code && !customer) return rejected(unit, new DeskError('error.import_customer', { code }, { field: 'customer' }));
  const place = { ...rest, product: product._id, customer: customer?._id };
  const whom = whomOf(place);
  return { value: { ...place, _id: newId(), whom, slot: slotOf({ ...place, whom }), at: now } };
}

/** The list price of a product: a row for everybody, from the first and without an end. */
function decideList(context: ImportContext, { unit, row }: Read, product: Product | undefined): Decision<Product> {
  if (!product) return rejected(unit, new DeskError('error.import_product', { code: row.sku }, { field: 'sku' }));
  if (product.price === row.price) return { verdict: 'skipped' };
  const price = decimalText(product.price, priceScale);
  if (!context.update) return rejected(unit, new DeskError('error.import_price_list', { key: row.sku, price }));
  const set = { price: row.price };
  return { verdict: 'updated', id: product._id, set, before: { price: product.price }, after: set };
}

/**
 * Prices: one row each, known by product, customer or tier, quantity and days. A row with none of them is the list price of
 * its product.
 */
export function pricesImporter(context: ImportContext, file: CsvFile): Importer {
  const { connection, now } = context;
  const prices = priceModel(connection);
  const productsBySku = (reads: readonly Read[], session: ClientSession) =>
    productModel(connection)
      .find({ sku: { $in: reads.map(({ row }) => row.sku) } }, null, { session })
      .lean<Product[]>()
      .then((found) => new Map(found.map((p) => [p.sku, p])));

  async function known(reads: readonly Read[], session: ClientSession): Promise<Known> {
    const codes = reads.flatMap(({ row }) => row.customer ?? []);
    return {
      products: await productsBySku(reads, session),
      customers: await customersByCode(connection, codes, session),
    };
  }

  /** New, the same, another price (with `--update`), or rejected. One that was ended in the desk since does not come back. */
  async function decideEntries(reads: readonly Read[], old: Map<string, PriceEntry>, session: ClientSession) {
    const about = await known(reads, session);
    const built = reads.map((read) => entryOf(read, about, now));
    const slots = built.flatMap((one) => ('value' in one ? (one.value.slot ?? []) : []));
    const hashes = reads.map(({ unit }) => hashOfRows(unit.rows));
    const there = await prices.find({ slot: { $in: slots } }, null, { session }).lean<PriceEntry[]>();
    const ended = await prices
      .find({ importHash: { $in: hashes }, endedAt: { $gt: new Date(0) } }, 'importHash', { session })
      .lean<PriceEntry[]>();
    old.clear();
    const taken = new Set<string>();
    return built.map((one, i): Decision<PriceEntry> => {
      if ('verdict' in one) return one;
      const present = there.find((e) => e.slot === one.value.slot);
      const wasEnded = ended.some((e) => e.importHash === hashes[i]);
      const { customer: code } = reads[i]!.row;
      const isMerged = code !== undefined && about.customers.get(code)?.code !== code;
      // Of a record that was merged, its price gave way to the one that the customer has.
      if (wasEnded && (isMerged || !present?.importHash)) return { verdict: 'skipped' };
      const { slot } = one.value;
      if (slot !== undefined && taken.has(slot))
        return rejected(reads[i]!.unit, new DeskError('error.import_twice', { key: reads[i]!.unit.key }));
      if (slot !== undefined) taken.add(slot);
      const rowOf = ({ price }: PriceEntry) => ({ price: decimalText(price, priceScale) });
      const { unit } = reads[i]!;
      const fieldsOf = { price: ['price'] } as const;
      const decision = decideRecord<PriceEntry>(context, { unit, read: one, there: present, rowOf, fieldsOf });
      if (decision.verdict !== 'updated' || !present) return decision;
      old.set(present._id, present);
      return { ...decision, set: { ...decision.set, at: now }, unset: ['by'] };
    });
  }

  /** What was there before stays readable. */
  async function keep(old: readonly PriceEntry[], session: ClientSession): Promise<void> {
    const copies = old.map(({ slot: _slot, importHash: _hash, ...entry }) => ({
      ...entry,
      _id: newId(),
      endedAt: now,
    }));
    await prices.insertMany(copies, { session });
  }

  async function take(batch: readonly Unit[]): Promise<Verdict[]> {
    const verdicts = new Map<Unit, Verdict>();
    const reads = batch.flatMap((unit): Read[] => {
      const read = attempt(() => readPrice(cellsOf(unit.rows[0]!)));
      if ('value' in read) return [{ unit, row: read.value }];
      verdicts.set(unit, rejected(unit, ...read.reasons).verdict);
      return [];
    });
    const note = (some: readonly Read[], of: readonly Verdict[]) => {
      for (const [i, { unit }] of some.entries()) verdicts.set(unit, of[i]!);
    };
    const [list, entries] = [reads.filter(({ row }) => isListRow(row)), reads.filter(({ row }) => !isListRow(row))];
    const old = new Map<string, PriceEntry>();
    note(
      list,
      await storeBatch<Product>(context, {
        kind: 'Product',
        model: productModel(connection),
        async decide(session) {
          const products = await productsBySku(list, session);
          return list.map((read) => decideList(context, read, products.get(read.row.sku)));
        },
      }),
    );
    note(
      entries,
      await storeBatch<PriceEntry>(context, {
        kind: 'Price',
        model: prices,
        decide: (session) => decideEntries(entries, old, session),
        changed: (_changes, session) => keep([...old.values()], session),
      }),
    );
    return batch.map((unit) => verdicts.get(unit)!);
  }

  return { ...oncePerKey(file.rows, keyOf), take };
}
