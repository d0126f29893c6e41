import type { ClientSession } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { customerModel } from '../../customers/model.ts';
import { DeskError } from '../../errors.ts';
import { orderModel } from '../../orders/model.ts';
import { numberText, reserveNumbers } from '../../orders/numbers.ts';
import type { Order } from '../../orders/order.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import type { CsvFile } from '../csv.ts';
import { orderRows } from '../order-row.ts';
import { differing, hashOfRows } from './compare.ts';
import { attempt } from './once.ts';
import { buildOrder, wasAgreed } from './order-build.ts';
import { type OrderRows, ordersOf, readOrder } from './order-rows.ts';
import { createOwners, type Owner } from './owners.ts';
import { wholeUnit } from './rejected.ts';
import { type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Rejection, Unit, Verdict } from './types.ts';

type Read = { unit: Unit; order: OrderRows };
type Built = Omit<Order, 'createdAt' | 'updatedAt'>;

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

  function build(order: OrderRows, hash: string, people: ReadonlyMap<string, Owner>) {
    const customer = lookups.customers.get(order.customer)!;
    const owner = people.get(order.owner ?? '');
    const hasEarlierApproved = !isFirst(order);
    return attempt(() => {
      const built = buildOrder(context, order, { customer, owner, products: lookups.products, hasEarlierApproved });
      return { ...built, timeline: built.timeline.map((e) => ({ ...e, key: `import:${hash}` })), draftNo: '' };
    });
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
    return storeBatch<Order>(context, {
      kind: 'Order',
      model: orders,
      async decide(session) {
        const there = await existing(batch, session);
        const names = await owners.names([...there.values()].map((o) => o.owner));
        return batch.map((unit) => {
          const hash = hashOfRows(unit.rows);
          const built = build(byUnit.get(unit)!, hash, people);
          if ('reasons' in built) return refused(unit, built.reasons);
          const nameOf = new Map([...names, ...[...people.values()].map((p) => [p._id, p.name] as const)]);
          return decideOrder(context, { unit, hash, built: built.value, there: there.get(unit.key), nameOf });
        });
      },
      async before(fresh, session) {
        await number(context, fresh, session);
        await markFirst(context, fresh, session);
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
  const customers = new Map(
    (
      await customerModel(connection)
        .find({ code: { $in: codes } })
        .lean<Customer[]>()
    ).map((c) => [c.code, c]),
  );
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
  for (const { order } of reads)
    if (wasAgreed(order.state) && !first.has(order.customer)) first.set(order.customer, order);
  const place = new Map(reads.map(({ order }, i) => [order, i]));
  return (order) => {
    const since = customers.get(order.customer)?.firstApprovedAt;
    if (since !== undefined && since < order.orderDate) return false;
    const other = first.get(order.customer);
    return other === undefined || place.get(order)! <= place.get(other)!;
  };
}

type Case = {
  unit: Unit;
  hash: string;
  built: Built;
  there: Order | undefined;
  nameOf: ReadonlyMap<string, string>;
};

/** The whole order is left out; its first row says why. */
const refused = (unit: Unit, reasons: readonly DeskError[]): { verdict: Verdict & object } => ({
  verdict: { rejected: wholeUnit(unit, [{ row: unit.rows[0]!, reasons }]) },
});

/** A draft keeps no order date: it has one when it is submitted. */
const comparable = (built: Built, present: ReadonlySet<string>): ReadonlySet<string> =>
  built.state === 'draft' ? new Set([...present].filter((name) => name !== 'ordered_at')) : present;

/** New, the same, changed (with `--update`, while nobody has worked on it), or rejected with the reason. */
function decideOrder(context: ImportContext, { unit, hash, built, there, nameOf }: Case): Decision<Order> {
  if (!there) return { verdict: 'imported', fresh: built as Order };
  const imports = there.timeline.filter((e) => e.action === 'import');
  if (imports.at(-1)?.key === `import:${hash}`) return { verdict: 'skipped' };
  const rowsOf = (order: Built | Order) =>
    orderRows({ ...order, externalNo: unit.key }, order.owner && nameOf.get(order.owner), context.settings.timezone);
  const names = differing(rowsOf(there), rowsOf(built), comparable(built, context.present));
  if (names.length === 0) return { verdict: 'skipped' };
  const reject = (error: DeskError): Decision<Order> => ({
    verdict: { rejected: [{ row: unit.rows[0]!, reasons: [error] }] },
  });
  if (!context.update)
    return reject(
      new DeskError('error.import_differs', { key: unit.key, fields: { list: names.map((n) => `field.${n}`) } }),
    );
  if (!there.imported || there.timeline.some((e) => e.action !== 'import' && e.action !== 'pay'))
    return reject(new DeskError('error.import_worked_on', { key: unit.key }));
  return updated(there, built, names);
}

/** Everything but what the order is known by and what was paid. */
function updated(there: Order, built: Built, names: readonly string[]): Decision<Order> {
  const { _id, draftNo, paid, timeline, revision, version, search, ...content } = built;
  const set = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  const optional: (keyof Order)[] = [
    ...['requestedDate', 'promisedDate', 'expectedDate', 'dueDate', 'poNo', 'notes', 'shippedAt', 'deliveredAt'],
    ...['completedAt', 'approvedAt', 'approval', 'heldFrom', 'owner', 'team', 'shipTo'],
  ] as (keyof Order)[];
  const mine = [there.draftNo, there.number].filter((n) => n !== undefined).map((n) => n.toLowerCase());
  return {
    verdict: 'updated',
    id: there._id,
    set: { ...set, search: [...mine, ...search], version: there.version + 1 } as Partial<Order>,
    unset: optional.filter((field) => set[field] === undefined && there[field] !== undefined).map(String),
    push: { timeline: { ...timeline[0]!, from: there.state } },
    before: { state: there.state, total: there.total, fields: names },
    after: { state: built.state, total: built.total, fields: names },
  };
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
