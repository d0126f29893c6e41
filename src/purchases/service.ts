import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { transact } from '../database/transact.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { codeOf } from '../entry/plain.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import type { Guard } from '../members/guard.ts';
import { personOf } from '../members/member.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { markRisks } from '../risks/marks.ts';
import type { Settings } from '../settings/settings.ts';
import { takeIn } from '../stock/receive.ts';
import type { Stock } from '../stock/service.ts';
import { supplierModel } from '../suppliers/model.ts';
import type { Supplier } from '../suppliers/supplier.ts';
import { checkCost, checkExpected, checkPurchase, checkReceipt, closed, type PurchaseInput } from './check.ts';
import { purchaseModel } from './model.ts';
import { type Purchase, receivedOf, restOf } from './purchase.ts';
import { renewRate } from './rates.ts';
import { createPurchaseReader } from './read.ts';

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed' | 'has'>;
  guard: Guard;
  settings: { get(): Promise<Settings> };
  /** Looked up when goods come: stock itself is put together later. */
  stock: () => Pick<Stock, 'serve'>;
};

const gone = () => new DeskError('error.purchase_gone');

/** Orders from suppliers, takes in what comes, moves dates and cancels; every change is on the audit trail. */
export function createPurchases(deps: Deps) {
  const { connection, audit, guard, settings, stock } = deps;
  const purchases = purchaseModel(connection);
  const products = productModel(connection);
  const todayOf = async (now: Date) => dateAt(now, (await settings.get()).timezone);

  /** Everything that rests on a purchase: what is on order, how punctual the supplier is, and risks of open orders. */
  async function follow(
    actor: Actor,
    { before, after }: { before?: Purchase; after: Purchase },
    today: CalendarDate,
    session: ClientSession,
  ): Promise<void> {
    const { product, supplier } = after;
    const moved = restOf(after) - (before ? restOf(before) : 0);
    if (moved !== 0)
      await products.updateOne({ _id: product }, { $inc: { onOrder: moved } }, { session, timestamps: false });
    await renewRate(connection, supplier, { today, now: actor.now }, session);
    await markRisks(connection, [{ kind: 'product', about: product }], { now: actor.now, session });
  }

  type Change = (
    purchase: Purchase,
    today: CalendarDate,
    session: ClientSession,
  ) => Partial<Purchase> | Promise<Partial<Purchase>>;

  /** Changes a purchase once: the same key again gives what is there. */
  async function change(actor: Actor, id: string, action: string, deed: Change): Promise<Purchase> {
    const today = await todayOf(actor.now);
    const subject = { kind: 'Purchase', id } as const;
    return transact(connection, async (session) => {
      const before = await purchases.findById(id, null, { session }).lean<Purchase>();
      if (!before) throw gone();
      if (await audit.has(actor, action, subject, session)) return before;
      const set = await deed(before, today, session);
      const after: Purchase = { ...before, ...set };
      await purchases.updateOne({ _id: id }, { $set: set }, { session });
      await follow(actor, { before, after }, today, session);
      await audit.changed(actor, action, subject, told(before), told(after), session);
      return after;
    });
  }

  const mayEdit = (actor: Actor, action: string, subject: { kind: 'Purchase' | 'Supplier'; id: string }) =>
    guard(actor, may(personOf(actor.member), 'purchase.edit'), action, subject);

  function checkMayCost(actor: Actor): void {
    if (may(personOf(actor.member), 'purchase.cost')) return;
    const values = { field: { text: 'field.unit_cost' }, who: { text: 'entry.who.finance' } };
    throw new DeskError('error.field_not_yours', values, { field: 'unitCost', loudness: 'warn' });
  }

  return {
    ...createPurchaseReader({ connection }),

    /** Orders a product from a supplier. The same key again gives the purchase that is there. Throws `DeskError`. */
    async order(actor: Actor, input: PurchaseInput): Promise<Purchase> {
      const _id = idOfKey(`purchase:${actor.key}`);
      await mayEdit(actor, 'purchase.order', { kind: 'Purchase', id: _id });
      if (input.unitCost !== undefined) checkMayCost(actor);
      const today = await todayOf(actor.now);
      return transact(connection, async (session) => {
        const there = await purchases.findById(_id, null, { session }).lean<Purchase>();
        if (there) return there;
        const about = await named(input, session);
        checkPurchase(input, about, today);
        const fresh = freshOf(_id, input, about, actor, today);
        await purchases.create([fresh], { session });
        await follow(actor, { after: fresh }, today, session);
        await audit.changed(actor, 'purchase.order', { kind: 'Purchase', id: _id }, {}, told(fresh), session);
        return fresh;
      });
    },

    /**
     * Books a part that came, or all of it, into stock; the same key again books nothing. `seen` is what had come when the
     * person saw the purchase, thousandths: where more came since, it throws `error.changed_meanwhile`. Throws `DeskError`.
     */
    async receive(
      actor: Actor,
      id: string,
      part: { quantity: number; on?: CalendarDate; seen?: number },
    ): Promise<Purchase> {
      await mayEdit(actor, 'purchase.receive', { kind: 'Purchase', id });
      const after = await change(actor, id, 'purchase.receive', async (purchase, today, session) => {
        const product = await productOf({ _id: purchase.product }, session);
        const { quantity, on = today, seen } = part;
        if (seen !== undefined && seen !== receivedOf(purchase))
          throw new DeskError('error.changed_meanwhile', { order: `${purchase.sku} · ${purchase.supplierName}` });
        checkReceipt(purchase, { quantity, on }, product, today);
        const received = [...purchase.received, { on, quantity, by: actor.member._id, key: actor.key }];
        const reason = `${purchase.supplierName} · ${purchase.orderedOn}`;
        await takeIn(connection, { product: product._id, quantity, reason }, actor, session);
        const onHand = { before: { onHand: product.onHand }, after: { onHand: product.onHand + quantity, reason } };
        const subject = { kind: 'Product', id: product._id } as const;
        await audit.changed(actor, 'stock.receive', subject, onHand.before, onHand.after, session);
        const isAll = receivedOf({ received }) >= purchase.quantity;
        const last = received
          .map((one) => one.on)
          .sort()
          .at(-1);
        return { received, ...(isAll && { state: 'received' as const, endedOn: last }) };
      });
      await stock().serve(actor.now, [after.product]);
      return after;
    },

    /** Moves the day on which the rest is expected; the first promised day stays. Throws `DeskError`. */
    async move(actor: Actor, id: string, expectedOn: CalendarDate): Promise<Purchase> {
      await mayEdit(actor, 'purchase.move', { kind: 'Purchase', id });
      return change(actor, id, 'purchase.move', (purchase) => {
        if (purchase.state !== 'open') throw closed(purchase);
        checkExpected(expectedOn, purchase.orderedOn);
        return { expectedOn };
      });
    },

    /** What did not come yet comes no more. Throws `DeskError`. */
    async cancel(actor: Actor, id: string): Promise<Purchase> {
      await mayEdit(actor, 'purchase.cancel', { kind: 'Purchase', id });
      return change(actor, id, 'purchase.cancel', (purchase, today) => {
        if (purchase.state !== 'open') throw closed(purchase);
        return { state: 'cancelled', endedOn: today };
      });
    },

    /** Says what a unit costs, also of what came already. Throws `DeskError`. */
    async setCost(actor: Actor, id: string, unitCost: number): Promise<Purchase> {
      await guard(actor, may(personOf(actor.member), 'purchase.cost'), 'purchase.cost', { kind: 'Purchase', id });
      checkCost(unitCost);
      return change(actor, id, 'purchase.cost', () => ({ unitCost }));
    },
  };

  async function productOf(where: { _id: string } | { sku: string }, session: ClientSession): Promise<Product> {
    const found = await products.findOne(where, null, { session }).lean<Product>();
    if (found) return found;
    const text = 'sku' in where ? where.sku : '';
    throw new DeskError('error.product_not_found', { text, nearest: { text: 'entry.nearest_none' } }, { field: 'sku' });
  }

  async function named({ supplier: code, sku }: PurchaseInput, session: ClientSession) {
    const supplier = await supplierModel(connection)
      .findOne({ code: codeOf(code) }, null, { session })
      .lean<Supplier>();
    const words = { text: code, nearest: { text: 'entry.nearest_none' } };
    if (!supplier) throw new DeskError('error.supplier_not_found', words, { field: 'supplier' });
    return { supplier, product: await productOf({ sku: codeOf(sku) }, session) };
  }
}
export type Purchases = ReturnType<typeof createPurchases>;

/** A purchase as it is stored when it is ordered. */
function freshOf(
  _id: string,
  { quantity, unitCost, orderedOn, expectedOn, note }: PurchaseInput,
  { supplier, product }: { supplier: Supplier; product: Product },
  actor: Actor,
  today: CalendarDate,
): Purchase {
  return {
    _id,
    supplier: supplier._id,
    product: product._id,
    sku: product.sku,
    supplierName: supplier.name,
    quantity,
    ...(unitCost !== undefined && { unitCost }),
    orderedOn: orderedOn ?? today,
    promisedOn: expectedOn,
    expectedOn,
    received: [],
    state: 'open',
    ...(note?.trim() && { note: note.trim() }),
    by: actor.member._id,
    at: actor.now,
  };
}

/** What the trail says of a purchase. */
const told = (purchase: Purchase) => ({
  state: purchase.state,
  quantity: purchase.quantity,
  received: receivedOf(purchase) || undefined,
  unitCost: purchase.unitCost,
  orderedOn: purchase.orderedOn,
  expectedOn: purchase.expectedOn,
  note: purchase.note,
});
