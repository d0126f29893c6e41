import { isDeepStrictEqual } from 'node:util';
import type { ClientSession, Connection } from 'mongoose';
import { addOutboxRows } from '../chat/outbox-row.ts';
import { native } from '../database/native.ts';
import { parted } from '../database/parted.ts';
import { transact } from '../database/transact.ts';
import { inParts } from '../in-parts.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import type { Looked } from './look.ts';
import { markRisks } from './marks.ts';
import { type KeptRisk, type Risk, riskKey, worsened } from './risk.ts';
import { weightsOf } from './weigh.ts';

/** Orders that one transaction writes. */
const atOnce = 15;

/** An order whose risks changed: what it keeps from now on, and what is new or worse. */
export type Turned = Looked & { kept: KeptRisk[]; worse: Risk[] };

/** A risk without its time, and without what is not there. */
const bare = ({ since: _, ...risk }: KeptRisk): Risk => JSON.parse(JSON.stringify(risk));

/** What an order keeps: what was there already is there since then. */
function keptOf(before: readonly KeptRisk[], after: readonly Risk[], worse: readonly Risk[], now: Date): KeptRisk[] {
  const known = new Map(before.map((risk) => [riskKey(risk), risk]));
  return after.map((risk) => {
    const there = worse.includes(risk) ? undefined : known.get(riskKey(risk));
    return { ...risk, since: there?.since ?? now };
  });
}

/** Whether an order's risks are others than it keeps, and how. */
export function turned({ order, risks }: Looked, now: Date): Turned | undefined {
  const before = order.risks ?? [];
  if (isDeepStrictEqual(before.map(bare), JSON.parse(JSON.stringify(risks)))) return undefined;
  const worse = worsened(before, risks);
  return { order, risks, kept: keptOf(before, risks, worse, now), worse };
}

/** Those that are still as they were looked at; the others are looked at again. */
async function unchanged(connection: Connection, some: readonly Turned[], now: Date, session: ClientSession) {
  const found = await orderModel(connection)
    .find({ _id: { $in: some.map(({ order }) => order._id) } }, { revision: 1 }, { session })
    .lean<Pick<Order, '_id' | 'revision'>[]>();
  const revisions = new Map(found.map(({ _id, revision }) => [_id, revision]));
  const isSame = ({ order }: Turned) => revisions.get(order._id) === order.revision;
  const others = some.filter((one) => !isSame(one)).map(({ order }) => ({ kind: 'order' as const, about: order._id }));
  await markRisks(connection, others, { now, session });
  return some.filter(isSame);
}

const updateOf = ({ order, kept }: Turned) => {
  const { set, unset } = parted({
    risks: kept.length > 0 ? JSON.parse(JSON.stringify(kept), asDates) : undefined,
    ...weightsOf(kept, order.priority),
  });
  return {
    updateOne: {
      filter: { _id: order._id, revision: order.revision },
      update: {
        ...(Object.keys(set).length > 0 && { $set: set }),
        ...(Object.keys(unset).length > 0 && { $unset: unset }),
        $inc: { revision: 1 },
      },
    },
  };
};

/** Times are dates again. */
const asDates = (name: string, value: unknown): unknown => (name === 'since' ? new Date(String(value)) : value);

/**
 * Keeps what became of the risks of some orders: orders, their cards and what is to be told in one transaction for some of
 * them. An order that changed since it was looked at is looked at again. `tell` is given what changed, in the transaction.
 */
export async function keepRisks(
  connection: Connection,
  all: readonly Turned[],
  now: Date,
  tell: (some: readonly Turned[], session: ClientSession) => Promise<void>,
): Promise<number> {
  let kept = 0;
  for (const part of inParts(all, atOnce)) {
    kept += await transact(connection, async (session) => {
      const some = await unchanged(connection, part, now, session);
      if (some.length === 0) return 0;
      await native(orderModel(connection)).bulkWrite(some.map(updateOf) as never[], { session });
      const rows = some.map(({ order: { _id, revision } }) => ({
        _id: `refresh:${_id}:${revision + 1}`,
        job: 'refresh' as const,
        order: _id,
      }));
      await addOutboxRows(connection, rows, now, session);
      await tell(some, session);
      return some.length;
    });
  }
  return kept;
}
