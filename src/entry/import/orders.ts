import type { ClientSession } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { customersByCode } from '../../customers/kept.ts';
import { customerModel } from '../../customers/model.ts';
import { DeskError } from '../../errors.ts';
import { orderModel } from '../../orders/model.ts';
import { numberText, reserveNumbers } from '../../orders/numbers.ts';
import type { Order } from '../../orders/order.ts';
import { moneyFollowsAll } from '../../payments/follow.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import { noteFigures } from '../../rollups/note.ts';
import type { CsvFile } from '../csv.ts';
import { hashOfRows } from './compare.ts';
import { attempt } from './once.ts';
import { creditFor, withApproval } from './order-approval.ts';
import { type BuiltOrder, buildOrder, wasAgreed } from './order-build.ts';
import { decideOrder } from './order-decide.ts';
import { type OrderRows, ordersOf, readOrder } from './order-rows.ts';
import { createOwners, type Owner } from './owners.ts';
import { wholeUnit } from './rejected.ts';
import { type Changed, type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Rejection, Unit, Verdict } from './types.ts';

type Read = { unit: Unit; order: OrderRows };

/** Orders: the rows of one number are one order, taken or rejected as a whole. */
export async function ordersImporter(context: ImportContext, file: CsvFile): Promise<Importer> {
  const { connection } = context;
  const orders = orderModel(connection);
  const owners = createOwners(context);
  const { reads, done } = readAll(ordersOf(file.rows));
  const lookups = await lookUp(context, reads);
  const known = reads.filter((read) => lookups.missing(read).length === 0).sort(byDate);
  const unknown = reads.filter((read) => lookups.missing(read).length > 0);
  const isFirst = firstOrders(known, lookups.customers);
  const byUnit = new Map(known.map((read) => [read.unit, read.order]));

  function build(unit: Unit, people: ReadonlyMap<string, Owner>): BuiltOrder {
    const order = byUnit.get(unit)!;
    const customer = lookups.customers.get(order.customer)!;
    const owner = people.get(order.owner ?? '');
    const known = { customer, owner, products: lookups.products, hasEarlierApproved: !isFirst(order) };
    return buildOrder(context, order, hashOfRows(unit.rows), known);
  }

  async function existing(batch: readonly Unit[], session: ClientSession): Promise<Map<string, Order>> {
    const keys = batch.map((unit) => unit.key);
    const find = (field: string) => orders.find({ [field]: { $in: keys } }, null, { session }).lean<Order[]>();
    const [numbered, drafts, external] = [await find('number'), await find('draftNo'), await find('externalNo')];
    return new Map([
      ...drafts.map((o) => [o.draftNo, o] as const),
      ...numbered.map((o) => [o.number!, o] as const),
      ...external.map((o) => [o.externalNo!, o] as const),
    ]);
  }

  async function take(batch: readonly Unit[]): Promise<Verdict[]> {
    const people = await owners.of(batch.map((unit) => byUnit.get(unit)!.owner));
    const waiting = batch.map((unit) => byUnit.get(unit)!).filter((order) => order.state === 'pending');
    const buyers = [...new Set(waiting.map((order) => lookups.customers.get(order.customer)!))];
    const members = waiting.length > 0 ? await owners.members() : [];
    const deciders = { products: lookups.products, members, credit: await creditFor(context, buyers) };
    const approve = (order: BuiltOrder) => withApproval(context, order, deciders);
    let found = new Map<string, Order>();
    return storeBatch<Order>(context, {
      kind: 'Order',
      model: orders,
      async decide(session) {
        const there = await existing(batch, session);
        found = new Map([...there.values()].map((order) => [order._id, order]));
        const names = await owners.names([...there.values()].map((o) => o.owner));
        const nameOf = new Map([...names, ...[...people.values()].map((p) => [p._id, p.name] as const)]);
        return batch.map((unit) => {
          const decide = () =>
            decideOrder(context, { unit, built: build(unit, people), there: there.get(unit.key), nameOf, approve });
          const decided = attempt(decide);
          return 'value' in decided ? decided.value : refused(unit, decided.reasons);
        });
      },
      async before(fresh, session) {
        await number(context, fresh, session);
        await markFirst(context, fresh, session);
      },
      async after({ fresh, changes }, session) {
        const { now, today, fileHash } = context;
        const made = fresh.map((after) => ({ after }));
        await noteFigures(connection, [...made, ...changes.map((c) => changeOf(found.get(c.id)!, c))], session);
        await moneyFollowsAll(connection, fresh, { now, today, key: `import:${fileHash}` }, session);
      },
    });
  }

  const notKnown = unknown.map((read): Verdict => ({ rejected: wholeUnit(read.unit, lookups.missing(read)) }));
  return { units: known.map((read) => read.unit), take, done: [...done, ...notKnown] };
}

const byDate = (a: Read, b: Read): number =>
  a.order.orderDate < b.order.orderDate ? -1 : a.order.orderDate > b.order.orderDate ? 1 : 0;

function readAll(units: readonly Unit[]): { reads: Read[]; done: Verdict[] } {
  const reads: Read[] = [];
  const done: Verdict[] = [];
  for (const unit of units) {
    const read = readOrder(unit);
    if ('value' in read) reads.push({ unit, order: read.value });
    else done.push({ rejected: wholeUnit(unit, read.rejected) });
  }
  return { reads, done };
}

/** The customers and products that a file speaks of, read at once. */
async function lookUp({ connection }: ImportContext, reads: readonly Read[]) {
  const codes = [...new Set(reads.map((r) => r.order.customer))];
  const skus = [...new Set(reads.flatMap((r) => r.order.lines.map((l) => l.sku)))];
  const customers = await customersByCode(connection, codes);
  const products = new Map(
    (
      await productModel(connection)
        .find({ sku: { $in: skus } })
        .lean<Product[]>()
    ).map((p) => [p.sku, p]),
  );

  /** The rows that name somebody or something that is not there. */
  function missing({ unit, order }: Read): Rejection[] {
    const noCustomer = customers.has(order.customer)
      ? []
      : [new DeskError('error.import_customer', { code: order.customer })];
    const lines = order.lines.flatMap(({ row, sku }) =>
      products.has(sku) ? [] : [{ row, reasons: [new DeskError('error.import_product', { code: sku })] }],
    );
    return noCustomer.length ? [{ row: unit.rows[0]!, reasons: noCustomer }, ...lines] : lines;
  }
  return { customers, products, missing };
}

/** Tells which orders are a customer's first approved one, by date, then by their place in the file. */
function firstOrders(reads: readonly Read[], customers: ReadonlyMap<string, Customer>): (order: OrderRows) => boolean {
  const first = new Map<string, OrderRows>();
  const idOf = ({ customer }: OrderRows) => customers.get(customer)?._id ?? customer;
  for (const { order } of reads) if (wasAgreed(order.state) && !first.has(idOf(order))) first.set(idOf(order), order);
  const place = new Map(reads.map(({ order }, i) => [order, i]));
  return (order) => {
    const since = customers.get(order.customer)?.firstApprovedAt;
    if (since !== undefined && since < order.orderDate) return false;
    const other = first.get(idOf(order));
    return other === undefined || place.get(order)! <= place.get(other)!;
  };
}

/** The whole order is left out; its first row says why. */
const refused = (unit: Unit, reasons: readonly DeskError[]): Decision<Order> => ({
  verdict: { rejected: wholeUnit(unit, [{ row: unit.rows[0]!, reasons }]) },
});

/** An order before and after a change by a file. */
function changeOf(before: Order, { set, unset = [] }: Changed<Order>) {
  const after = { ...before, ...set };
  for (const name of unset) delete after[name as keyof Order];
  return { before, after };
}

/** Draws the numbers of a batch at once; a draft has none of an order yet. */
async function number({ connection }: ImportContext, fresh: Order[], session: ClientSession): Promise<void> {
  if (fresh.length === 0) return;
  const submitted = fresh.filter((order) => order.state !== 'draft');
  const firstDraft = await reserveNumbers(connection, 'draft', fresh.length, session);
  fresh.forEach((order, i) => {
    order.draftNo = numberText('draft', firstDraft + i);
  });
  if (submitted.length) {
    const first = await reserveNumbers(connection, 'order', submitted.length, session);
    submitted.forEach((order, i) => {
      order.number = numberText('order', first + i);
    });
  }
  for (const order of fresh)
    order.search = [
      ...new Set([...[order.draftNo, order.number ?? ''].filter(Boolean).map((n) => n.toLowerCase()), ...order.search]),
    ];
}

/** The date of a customer's first approved order, so that the next one is an existing customer's. */
async function markFirst(
  { connection }: ImportContext,
  fresh: readonly Order[],
  session: ClientSession,
): Promise<void> {
  const dates = new Map<string, string>();
  for (const { customer, state, orderDate } of fresh)
    if (wasAgreed(state) && orderDate && orderDate < (dates.get(customer) ?? '9')) dates.set(customer, orderDate);
  if (dates.size === 0) return;
  const writes = [...dates].map(([_id, date]) => ({
    updateOne: { filter: { _id }, update: { $min: { firstApprovedAt: date } }, timestamps: false },
  }));
  await customerModel(connection).bulkWrite(writes, { session });
}
