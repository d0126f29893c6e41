import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { parted } from '../database/parted.ts';
import { transact } from '../database/transact.ts';
import { codeOf } from '../entry/plain.ts';
import { DeskError } from '../errors.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import type { Guard } from '../members/guard.ts';
import { type Person, personOf } from '../members/member.ts';
import { followProduct } from '../products/follow.ts';
import { productModel } from '../products/model.ts';
import { besides, longestLead, type OtherSupplier, type Product } from '../products/product.ts';
import { supplierModel } from './model.ts';
import type { Supplier } from './supplier.ts';

type Deps = { connection: Connection; audit: Pick<Audit, 'changed' | 'has'>; guard: Guard };

/** Other suppliers of one product at most. */
export const mostOthers = 10;

/** What a product that a supplier brings is called, and whether it is the one that it is usually bought from. */
export type SuppliedProduct = Pick<Product, '_id' | 'sku' | 'name' | 'unit' | 'onOrder' | 'leadTimeDays'> & {
  isMain: boolean;
};

type Sourced = Partial<Pick<Product, 'supplier' | 'supplierId' | 'suppliers' | 'leadTimeDays'>>;

/**
 * A product with one more supplier: the one that it is usually bought from where it had none, else another one. A lead time
 * is the product's own with the usual supplier, and the other's with another one. The usual one is none of the others.
 */
export function sourcedFrom(
  product: Pick<Product, 'supplierId' | 'suppliers'>,
  { _id, name }: Pick<Supplier, '_id' | 'name'>,
  leadTimeDays: number | undefined,
): Sourced {
  const lead = leadTimeDays !== undefined && { leadTimeDays };
  if (product.supplierId === _id) return { ...lead };
  const { others, known } = besides(product, _id);
  if (product.supplierId === undefined)
    return {
      ...{ supplierId: _id, supplier: name },
      ...(known?.leadTimeDays !== undefined && { leadTimeDays: known.leadTimeDays }),
      ...lead,
      ...(known && { suppliers: others.length > 0 ? others : undefined }),
    };
  const one: OtherSupplier = {
    supplier: _id,
    ...(known?.leadTimeDays !== undefined && { leadTimeDays: known.leadTimeDays }),
    ...lead,
  };
  return { suppliers: [...others, one] };
}

/** A product that is not bought from a supplier any more; the lead time was that of its usual one. */
export function unsourced(product: Pick<Product, 'supplierId' | 'suppliers'>, id: string): Sourced {
  const { others } = besides(product, id);
  return {
    ...(product.supplierId === id && { supplierId: undefined, supplier: undefined, leadTimeDays: undefined }),
    ...(product.suppliers && { suppliers: others.length > 0 ? others : undefined }),
  };
}

const noProduct = (sku: string) =>
  new DeskError('error.product_not_found', { text: sku, nearest: { text: 'entry.nearest_none' } }, { field: 'sku' });

/** Which products come from which suppliers. */
export function createSourcing({ connection, audit, guard }: Deps) {
  const products = productModel(connection);

  async function recordsOf(code: string, sku: string, session: ClientSession) {
    const supplier = await supplierModel(connection)
      .findOne({ code: codeOf(code) }, null, { session })
      .lean<Supplier>();
    const product = await products.findOne({ sku: codeOf(sku) }, null, { session }).lean<Product>();
    const nearest = { text: 'entry.nearest_none' };
    if (!supplier) throw new DeskError('error.supplier_not_found', { text: code, nearest }, { field: 'supplier' });
    if (!product) throw noProduct(sku);
    return { supplier, product };
  }

  /** What the trail says of where a product comes from: other suppliers by their names. */
  async function told({ supplier, leadTimeDays, suppliers: others = [] }: Product, session: ClientSession) {
    const ids = others.map((one) => one.supplier);
    const found = await supplierModel(connection)
      .find({ _id: { $in: ids } }, 'name', { session })
      .lean<Supplier[]>();
    const names = new Map(found.map(({ _id, name }) => [_id, name]));
    const suppliers = others.map(({ supplier: id, leadTimeDays: days }) =>
      [names.get(id) ?? '—', days].filter((part) => part !== undefined).join(' · '),
    );
    return { supplier, leadTimeDays, suppliers };
  }

  async function change(
    actor: Actor,
    { supplier: code, sku }: { supplier: string; sku: string },
    changeOf: (product: Product, supplier: Supplier) => Sourced,
  ): Promise<Product> {
    const named = await products.findOne({ sku: codeOf(sku) }, '_id').lean<Pick<Product, '_id'>>();
    if (!named) throw noProduct(sku);
    const about = { kind: 'Product', id: named._id } as const;
    await guard(actor, may(personOf(actor.member), 'supplier.edit'), 'supplier.supplies', about);
    return transact(connection, async (session) => {
      const { supplier, product: before } = await recordsOf(code, sku, session);
      const subject = { kind: 'Product', id: before._id } as const;
      if (await audit.has(actor, 'product.edit', subject, session)) return before;
      const changed = changeOf(before, supplier);
      const after = { ...before, ...changed } as Product;
      const { set, unset } = parted(changed);
      if (Object.keys(changed).length === 0) return before;
      const update = {
        ...(Object.keys(set).length > 0 && { $set: set }),
        ...(Object.keys(unset).length > 0 && { $unset: unset }),
        $inc: { __v: 1 },
      };
      await products.updateOne({ _id: before._id }, update, { session });
      await followProduct(connection, actor, before, after, session);
      const [was, is] = [await told(before, session), await told(after, session)];
      await audit.changed(actor, 'product.edit', subject, was, is, session);
      return after;
    });
  }

  return {
    /** A product can be bought from a supplier, in so many days where they are said. Throws `DeskError`. */
    supplies: (actor: Actor, about: { supplier: string; sku: string; leadTimeDays?: number }): Promise<Product> =>
      change(actor, about, (product, supplier) => {
        if (!supplier.active) throw new DeskError('error.supplier_inactive', { name: supplier.name });
        if ((about.leadTimeDays ?? 0) > longestLead)
          throw new DeskError(
            'error.field_range',
            { field: { text: 'field.lead_time_days' }, least: 0, most: longestLead },
            { field: 'lead_time_days' },
          );
        const changed = sourcedFrom(product, supplier, about.leadTimeDays);
        if ((changed.suppliers?.length ?? 0) > mostOthers)
          throw new DeskError('error.supplier_many', { sku: product.sku, most: mostOthers });
        return changed;
      }),

    /** A product is not bought from a supplier any more. Throws `DeskError`. */
    suppliesNoMore: (actor: Actor, about: { supplier: string; sku: string }): Promise<Product> =>
      change(actor, about, (product, supplier) => unsourced(product, supplier._id)),

    /** What a supplier brings, by SKU: first what is usually bought from it. */
    async productsOf(person: Person, supplier: string, limit: number): Promise<SuppliedProduct[]> {
      if (!mayRead(person, 'Product', {})) return [];
      const fields = 'sku name unit onOrder leadTimeDays suppliers';
      const read = (where: object) => products.find(where, fields).sort({ sku: 1 }).limit(limit).lean<Product[]>();
      const [main, other] = await Promise.all([
        read({ supplierId: supplier }),
        read({ 'suppliers.supplier': supplier }),
      ]);
      const lead = ({ suppliers = [] }: Product) => suppliers.find((one) => one.supplier === supplier)?.leadTimeDays;
      return [
        ...main.map((product) => ({ ...product, isMain: true })),
        ...other.map((product) => ({ ...product, leadTimeDays: lead(product), isMain: false })),
      ].slice(0, limit);
    },
  };
}
