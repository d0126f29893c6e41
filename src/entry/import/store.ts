import type { ClientSession, Model } from 'mongoose';
import { withoutContacts } from '../../audit/difference.ts';
import { auditModel } from '../../audit/model.ts';
import { isDuplicate, transact } from '../../database/transact.ts';
import { newId } from '../../id.ts';
import type { Kind } from '../../members/kinds.ts';
import type { ImportContext, Verdict } from './types.ts';

/** What is to be done about a unit. */
export type Decision<T> =
  | { verdict: 'imported'; fresh: T }
  | {
      verdict: 'updated';
      id: string;
      set: Partial<T>;
      unset?: readonly string[];
      before: object;
      after: object;
      push?: object;
    }
  | { verdict: Exclude<Verdict, 'imported' | 'updated'> };

export type Changed<T> = Extract<Decision<T>, { verdict: 'updated' }>;

type Plan<T> = {
  kind: Kind;
  model: Model<T>;
  /** Reads what is there and decides about each unit. Runs again when another transaction got in the way. */
  decide(session: ClientSession): Promise<Decision<T>[]>;
  /** What belongs to the new records: runs in the same transaction, before they are stored. */
  before?(fresh: T[], session: ClientSession): Promise<void>;
  /** What follows from the changes, in the same transaction. */
  changed?(changes: readonly Changed<T>[], session: ClientSession): Promise<void>;
  /** What follows from all that was stored, in the same transaction and after it. */
  after?(stored: { fresh: readonly T[]; changes: readonly Changed<T>[] }, session: ClientSession): Promise<void>;
};

/** Decides about a batch and stores what it decided, all in one transaction: a kill leaves the whole batch or nothing. */
export async function storeBatch<T extends { _id: string }>(context: ImportContext, plan: Plan<T>): Promise<Verdict[]> {
  const run = () =>
    transact(context.connection, async (session) => {
      const decisions = await plan.decide(session);
      if (!context.dryRun) await store(context, plan, decisions, session);
      return decisions.map((d) => d.verdict);
    });
  try {
    return await run();
  } catch (error) {
    // Somebody else stored the same key a moment ago: now it is found.
    if (isDuplicate(error)) return run();
    throw error;
  }
}

async function store<T extends { _id: string }>(
  context: ImportContext,
  plan: Plan<T>,
  decisions: readonly Decision<T>[],
  session: ClientSession,
): Promise<void> {
  const fresh = decisions.flatMap((d) => (d.verdict === 'imported' ? [d.fresh] : []));
  const changes = decisions.flatMap((d) => (d.verdict === 'updated' ? [d] : []));
  await plan.before?.(fresh, session);
  if (fresh.length) await plan.model.insertMany(fresh as never[], { session });
  if (changes.length) await plan.model.bulkWrite(changes.map(updateOf) as never[], { session });
  if (changes.length) await plan.changed?.(changes, session);
  if (fresh.length + changes.length > 0) await plan.after?.({ fresh, changes }, session);
  const lines = [
    ...fresh.map(({ _id }) => auditLine(context, plan.kind, _id)),
    ...changes.map((c) => auditLine(context, plan.kind, c.id, c)),
  ];
  if (lines.length) await auditModel(context.connection).insertMany(lines, { session });
}

function updateOf<T>(change: Changed<T>): object {
  const unset = Object.fromEntries((change.unset ?? []).map((name) => [name, 1]));
  const update = {
    $set: change.set,
    ...(change.unset?.length && { $unset: unset }),
    ...(change.push && { $push: change.push, $inc: { revision: 1 } }),
  };
  return { updateOne: { filter: { _id: change.id }, update } };
}

/** The operator at the command line is no member: the line says only from where. */
function auditLine(context: ImportContext, kind: Kind, id: string, change?: { before: object; after: object }) {
  const _id = newId();
  return {
    _id,
    at: context.now,
    from: 'cli:import',
    action: `${kind.toLowerCase()}.import`,
    subject: { kind, id },
    ...(change && {
      before: withoutContacts(kind, change.before) as Record<string, unknown>,
      after: withoutContacts(kind, change.after) as Record<string, unknown>,
    }),
    key: _id,
  };
}
