import { DeskError, FieldErrors } from '../../errors.ts';
import type { Actor } from '../../members/actor.ts';
import type { Drafts } from '../../orders/draft.ts';
import type { Moves } from '../../orders/move.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { wholeUnit } from '../import/rejected.ts';
import { named } from './group.ts';
import { isDone, type RightOrder, type Verdict } from './verdict.ts';

/** What became of an order of a table. */
export type Outcome = { kind: 'filed'; order: Order } | Exclude<Verdict, RightOrder>;

type Deps = { drafts: Pick<Drafts, 'create'>; move: Moves };

const isReadable = (error: unknown): error is DeskError | FieldErrors =>
  error instanceof FieldErrors || (error instanceof DeskError && error.code !== 'error.internal');

/** Why an order was not filed after all; a draft that was made of it is named, since it stays. */
function failed({ unit }: RightOrder, error: DeskError | FieldErrors, draft: Order | undefined): Outcome {
  const kept = draft ? [new DeskError('error.batch_kept', { order: orderName(draft) })] : [];
  const reasons = [...(error instanceof FieldErrors ? error.errors : [error]), ...kept];
  return { kind: 'wrong', unit, rejections: wholeUnit(named(unit), [{ row: unit.rows[0]!, reasons }]) };
}

/**
 * Files one order of a table as a form does, or finds that it was filed meanwhile. What is nobody's slip to mend ends the
 * whole filing.
 */
export function createFileOne({ drafts, move }: Deps) {
  return async function fileOne(deed: Actor, right: RightOrder): Promise<Outcome> {
    const { unit, input } = right;
    let draft: Order | undefined;
    try {
      const order = await drafts.create(deed, input);
      if (order.createdBy !== deed.member._id)
        throw new DeskError('error.batch_elsewhere', { who: { text: 'entry.who.manager' } });
      if (isDone(order)) return { kind: 'there', unit, order };
      draft = order;
      const moved = await move(deed, order._id, 'submit');
      return moved.repeated ? { kind: 'there', unit, order: moved.order } : { kind: 'filed', order: moved.order };
    } catch (error) {
      if (!isReadable(error)) throw error;
      return failed(right, error, draft);
    }
  };
}
export type FileOne = ReturnType<typeof createFileOne>;
