import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { withoutNulls } from '../database/parted.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { checked } from '../entry/checked.ts';
import { createProductFinder } from '../entry/find/finder.ts';
import { nearestWords } from '../entry/find/nearest.ts';
import { searchWords } from '../entry/find/words.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { codeOf } from '../entry/plain.ts';
import type { ShownMarks } from '../entry/shown-marks.ts';
import type { Row } from '../entry/table/row-reader.ts';
import { DeskError } from '../errors.ts';
import { may, readFilter, sees } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Person, personOf } from '../members/member.ts';
import type { GiveWay } from '../stock/give-way.ts';
import { addStockMoves } from '../stock/ledger.ts';
import { markShelves, noted } from '../stock/shelf.ts';
import { supplierFor } from '../suppliers/named.ts';
import { type CostChange, readCosts } from './costs.ts';
import { followProduct } from './follow.ts';
import { type ProductChanges, type ProductInput, productChanges, productInput, readChanges } from './input.ts';
import { productModel } from './model.ts';
import { besides, type Product } from './product.ts';
import { productRow } from './row.ts';

type Deps = { connection: Connection; audit: Pick<Audit, 'changed' | 'has'>; giveWay: GiveWay };

const priceFields = ['price', 'floorPrice', 'cost', 'referencePrice'];

function checkRights(actor: Actor, changes: ProductChanges): void {
  const person = personOf(actor.member);
  const names = Object.keys(changes);
  const prices = names.some((name) => priceFields.includes(name));
  const rest = names.some((name) => !priceFields.includes(name));
  if (prices && !may(person, 'product.price')) refuse('manager');
  if (rest && !may(person, 'product.edit')) refuse('operations');
}

function refuse(who: 'manager' | 'operations'): never {
  throw new DeskError('error.not_allowed', { who: { text: `entry.who.${who}` } }, { loudness: 'warn' });
}

/** Makes, changes and reads products. Every change is on the audit trail. */
export function createProducts({ connection, audit, giveWay }: Deps) {
  const products = productModel(connection);
  const finder = createProductFinder({ connection });

  /** What is on hand was set, and is so much more or less than before. */
  const counted = (actor: Actor, product: string, quantity: number, session: ClientSession) =>
    addStockMoves(connection, [{ product, kind: 'count', quantity }], actor, session);

  /**
   * The usual supplier is another one: it is none of the others any more, and a lead time that nobody said anew was that of
   * the one before; of one that was among the others its own is known.
   */
  async function boughtElsewhere(
    actor: Actor,
    before: Product,
    after: Product,
    isLeadSaid: boolean,
    session: ClientSession,
  ) {
    const supplierId = await supplierFor(connection, audit, actor, after.supplier, session);
    if (supplierId === before.supplierId) return { supplierId };
    const { others, known } = besides(before, supplierId);
    const isKept = isLeadSaid || (before.supplierId === undefined && known?.leadTimeDays === undefined);
    return {
      supplierId,
      ...(known && { suppliers: others.length > 0 ? others : undefined }),
      ...(!isKept && { leadTimeDays: known?.leadTimeDays }),
    };
  }

  /** What is stored beside a name and a supplier, where they change. */
  async function following(
    actor: Actor,
    { before, after, wanted }: { before: Product; after: Product; wanted: ProductChanges },
    session: ClientSession,
  ) {
    const isRenamed = after.name !== before.name;
    const isBoughtElsewhere = after.supplier !== before.supplier;
    return {
      ...(isRenamed && { search: await searchWords(after.sku, after.name) }),
      ...(isBoughtElsewhere && (await boughtElsewhere(actor, before, after, 'leadTimeDays' in wanted, session))),
    };
  }

  /** Changes what `decide` says, as it follows from the product as it is in the transaction. */
  async function change(actor: Actor, sku: string, decide: (before: Product) => ProductChanges): Promise<Product> {
    return transact(connection, async (session) => {
      const found = await products.findOne({ sku: codeOf(sku) }, null, { session });
      if (!found)
        throw new DeskError('error.product_not_found', { text: sku, nearest: { text: 'entry.nearest_none' } });
      const before = found.toObject<Product>();
      if (await audit.has(actor, 'product.edit', { kind: 'Product', id: found._id }, session)) return before;
      const wanted = decide(before);
      if (Object.keys(wanted).length === 0) return before;
      found.set(withoutNulls(wanted));
      found.set(await following(actor, { before, after: found, wanted }, session));
      await found.save({ session });
      const after = found.toObject<Product>();
      await followProduct(connection, actor, before, after, session);
      await counted(actor, found._id, after.onHand - before.onHand, session);
      const counts = wanted.onHand !== undefined;
      if (counts || 'reorderPoint' in wanted)
        await markShelves(connection, [found._id], actor.now, session, { counts });
      if (counts) await giveWay([found._id], { ...actor, cause: 'count' }, session);
      await audit.changed(actor, 'product.edit', { kind: 'Product', id: found._id }, before, after, session);
      return counts ? (await products.findById(found._id, null, { session }).lean<Product>())! : after;
    });
  }

  return {
    /** Makes a product; who may price products may. The same key again gives the one that is there. */
    async create(actor: Actor, input: ProductInput): Promise<Product> {
      if (!may(personOf(actor.member), 'product.price')) refuse('manager');
      const given = checked(productInput, input);
      const search = await searchWords(given.sku, given.name);
      const fresh = { ...withoutNulls(given), _id: idOfKey(actor.key), search };
      const there = await products.findById(fresh._id).lean<Product>();
      if (there) return there;
      try {
        return await transact(connection, async (session) => {
          const shelf = { onHand: given.onHand ?? 0, reserved: 0, reorderPoint: given.reorderPoint ?? undefined };
          const first = given.onHand === undefined ? {} : noted(shelf, actor.now);
          const supplierId = await supplierFor(connection, audit, actor, given.supplier, session);
          const [made] = await products.create([{ ...fresh, ...first, supplierId }], { session });
          await counted(actor, fresh._id, given.onHand ?? 0, session);
          await followProduct(connection, actor, {}, made!.toObject<Product>(), session);
          await audit.changed(actor, 'product.create', { kind: 'Product', id: fresh._id }, {}, fresh, session);
          return made!.toObject<Product>();
        });
      } catch (error) {
        if (isDuplicate(error, '_id')) return (await products.findById(fresh._id).lean<Product>())!;
        if (!isDuplicate(error)) throw error;
        const other = await products.findOne({ sku: given.sku }).lean<Product>();
        throw new DeskError('error.product_exists', { code: given.sku, name: other?.name ?? '' }, { field: 'sku' });
      }
    },

    /** Changes what is named in `changes`; the same key again changes nothing. Throws `FieldErrors` or `DeskError`. */
    async update(actor: Actor, sku: string, changes: ProductChanges): Promise<Product> {
      checkRights(actor, changes);
      const wanted = checked(productChanges, changes);
      return change(actor, sku, () => wanted);
    },

    /**
     * Changes what a person changed in a form that showed these values: nothing else is written, and what somebody else
     * changed meanwhile is not lost. Throws `FieldErrors` or `DeskError`.
     */
    edit: (actor: Actor, sku: string, given: Row, shown: ShownMarks): Promise<Product> =>
      change(actor, sku, (before) => {
        const wanted = readChanges(productRow(before), given, shown);
        checkRights(actor, wanted);
        return checked(productChanges, wanted);
      }),

    /** By what some products are counted, by their ids. */
    async units(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const found = await products.find({ _id: { $in: [...new Set(ids)] } }, 'unit').lean();
      return new Map(found.map(({ _id, unit }) => [_id, unit]));
    },

    /** The last changes of cost, floor price and reference price; nothing for who reads no costs. */
    costs: async (person: Person, id: string, limit: number): Promise<CostChange[]> =>
      sees(person, 'cost') === 'full' ? readCosts(connection, id, limit) : [],

    /** Every product that the person reads, by SKU, one by one. */
    each: (person: Person): AsyncIterable<Product> =>
      products.find(readFilter(person, 'Product')).sort({ sku: 1 }).lean<Product[]>().cursor({ batchSize: 500 }),

    /** The product with this SKU, also one that is no longer sold. Throws `error.product_not_found`. */
    async get(person: Person, sku: string): Promise<Product> {
      const found = await products.findOne({ sku: codeOf(sku) }).lean<Product>();
      if (found) return found;
      const { several, nearest } = await finder.find(person, sku);
      throw new DeskError('error.product_not_found', { text: sku, nearest: nearestWords([...several, ...nearest]) });
    },
  };
}
export type Products = ReturnType<typeof createProducts>;
