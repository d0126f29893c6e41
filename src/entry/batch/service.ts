import { DeskError, FieldErrors } from '../../errors.ts';
import type { Actor } from '../../members/actor.ts';
import type { Drafts } from '../../orders/draft.ts';
import type { Moves } from '../../orders/move.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { wholeUnit } from '../import/rejected.ts';
import { createLookup, type LookupDeps } from './lookup.ts';
import { createPlanner, type Plan, type Table } from './plan.ts';
import { requestKey } from './read.ts';
import { isDone, type RightOrder, type Verdict } from './verdict.ts';

/** Which orders are filed: those that are right, or all and otherwise none. */
export type Which = 'valid' | 'all';

/** What became of each order of a table. */
export type Outcome = { kind: 'filed'; order: Order } | Exclude<Verdict, RightOrder>;

/** What a filing did. `refused`: nothing, since not all of it is right (any more). */
export type Filed = { plan: Plan; refused: true } | { plan: Plan; refused: false; outcomes: Outcome[] };

type Deps = LookupDeps & { drafts: Pick<Drafts, 'create'>; move: Moves };

const isReadable = (error: unknown): error is DeskError | FieldErrors =>
  error instanceof FieldErrors || (error instanceof DeskError && error.code !== 'error.internal');

/** Orders from a table: a dry run, and the filing through the same doors as a form, each order under a key of its own. */
export function createBatch(deps: Deps) {
  const { drafts, move, settings } = deps;
  const plan = createPlanner({ lookUp: createLookup(deps), settings });

  /** Why an order was not filed after all; a draft that was made of it is named, since it stays. */
  function failed({ unit }: RightOrder, error: DeskError | FieldErrors, draft: Order | undefined): Outcome {
    const kept = draft ? [new DeskError('error.batch_kept', { order: orderName(draft) })] : [];
    const reasons = [...(error instanceof FieldErrors ? error.errors : [error]), ...kept];
    const named = { ...unit, key: unit.key || String(unit.rows[0]?.row) };
    return { kind: 'wrong', unit, rejections: wholeUnit(named, [{ row: unit.rows[0]!, reasons }]) };
  }

  /** Files one order, or finds that it was filed meanwhile. What is nobody's slip to mend ends the whole filing. */
  async function fileOne(actor: Actor, hash: string, right: RightOrder): Promise<Outcome> {
    const { unit, input } = right;
    const deed = { ...actor, key: requestKey(hash, unit) };
    let draft: Order | undefined;
    try {
      const order = await drafts.create(deed, input);
      if (order.createdBy !== actor.member._id)
        throw new DeskError('error.batch_elsewhere', { who: { text: 'entry.who.manager' } });
      if (isDone(order)) return { kind: 'there', unit, order };
      draft = order;
      const moved = await move(deed, order._id, 'submit');
      return moved.repeated ? { kind: 'there', unit, order: moved.order } : { kind: 'filed', order: moved.order };
    } catch (error) {
      if (!isReadable(error)) throw error;
      return failed(right, error, draft);
    }
  }

  return {
    /** What a table would do; nothing is stored. Throws a `DeskError` where it cannot be read as a whole. */
    plan,
    /**
     * Files a table. All of it is checked anew first; an order of an earlier try of the same table is completed or left as
     * it is, so that a filing that was cut off is finished by doing it again.
     */
    async file(actor: Actor, table: Table, which: Which): Promise<Filed> {
      const planned = await plan(actor, table);
      if (which === 'all' && planned.verdicts.some((v) => v.kind === 'wrong')) return { plan: planned, refused: true };
      const outcomes: Outcome[] = [];
      for (const verdict of planned.verdicts)
        outcomes.push(verdict.kind === 'right' ? await fileOne(actor, planned.hash, verdict) : verdict);
      return { plan: planned, refused: false, outcomes };
    },
  };
}
export type Batch = ReturnType<typeof createBatch>;
