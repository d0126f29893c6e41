import { DeskError } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import { isMoney } from '../../payments/order-money.ts';
import { orderRows } from '../order-row.ts';
import { differing } from './compare.ts';
import type { BuiltOrder } from './order-build.ts';
import type { Decision } from './store.ts';
import type { ImportContext, Unit } from './types.ts';

type Case = {
  unit: Unit;
  /** The order that the rows mean. */
  built: BuiltOrder;
  /** The order with this number, if there is one. */
  there: Order | undefined;
  /** Names of owners by member id. */
  nameOf: ReadonlyMap<string, string>;
  /** Puts an order that waits before its approvers; asked only for an order that will be stored. */
  approve(built: BuiltOrder): BuiltOrder;
};

/** A draft keeps no order date: it has one when it is submitted. */
const comparable = (built: BuiltOrder, present: ReadonlySet<string>): ReadonlySet<string> =>
  built.state === 'draft' ? new Set([...present].filter((name) => name !== 'ordered_at')) : present;

/** The columns in which an order differs from what the rows say. */
function differences(context: ImportContext, { unit, built, nameOf }: Case, there: Order): string[] {
  const rowsOf = (order: BuiltOrder | Order) =>
    orderRows({ ...order, externalNo: unit.key }, order.owner && nameOf.get(order.owner), context.settings.timezone);
  // An order keeps the name under which it was filed; of one customer with another one that it took in, both are right.
  const customer = there.customer === built.customer && { customerSnapshot: built.customerSnapshot };
  return differing(rowsOf({ ...there, ...customer }), rowsOf(built), comparable(built, context.present));
}

const isSame = (built: BuiltOrder, there: Order): boolean =>
  there.timeline.filter((e) => e.action === 'import').at(-1)?.key === built.timeline[0]!.key;

const wasWorkedOn = ({ imported, timeline }: Order): boolean =>
  !imported || timeline.some((e) => e.action !== 'import' && !isMoney(e.action));

/** New, the same, or changed (with `--update`, while nobody has worked on it). Throws the reason of a rejection. */
export function decideOrder(context: ImportContext, of: Case): Decision<Order> {
  const { unit, built, there, approve } = of;
  if (!there) return { verdict: 'imported', fresh: approve(built) as Order };
  if (isSame(built, there)) return { verdict: 'skipped' };
  const names = differences(context, of, there);
  if (names.length === 0) return { verdict: 'skipped' };
  if (!context.update)
    throw new DeskError('error.import_differs', { key: unit.key, fields: { list: names.map((n) => `field.${n}`) } });
  if (wasWorkedOn(there)) throw new DeskError('error.import_worked_on', { key: unit.key });
  return updated(there, approve(built), names);
}

/** Everything but what the order is known by and what was paid. */
function updated(there: Order, built: BuiltOrder, names: readonly string[]): Decision<Order> {
  const { _id, draftNo, paid, timeline, revision, version, search, ...content } = built;
  const set = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  const optional: (keyof Order)[] = [
    ...['requestedDate', 'promisedDate', 'expectedDate', 'dueDate', 'poNo', 'notes', 'shippedAt', 'deliveredAt'],
    ...['completedAt', 'approvedAt', 'approval', 'turns', 'reviewAt', 'heldFrom', 'owner', 'team', 'shipTo'],
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
