import { reasonsOf } from '../../entry/import/once.ts';
import type { Rejection } from '../../entry/import/types.ts';
import type { Actor } from '../../members/actor.ts';
import type { Customers } from '../service.ts';
import { type CustomerPlan, type CustomerVerdict, createCustomerPlanner, type PlanDeps } from './plan.ts';
import type { SentTable } from './read.ts';

/** What is done with a table: new customers are made, or those that are there changed as well. */
export type WhichCustomers = 'new' | 'all';

/** What came of a table. */
export type CustomersDone = {
  plan: CustomerPlan;
  created: number;
  changed: number;
  /** The rows that were not taken, of the plan and on the way. */
  rejections: Rejection[];
};

type Deps = PlanDeps & { customers: Pick<Customers, 'create' | 'edit'> };

const byRow = (a: Rejection, b: Rejection): number => a.row.row - b.row.row;

/** The rows of a plan that have to be corrected, in the order of the table. */
export const wrongIn = ({ verdicts }: Pick<CustomerPlan, 'verdicts'>): Rejection[] =>
  verdicts.flatMap((v) => (v.kind === 'wrong' ? [v.rejection] : [])).sort(byRow);

/** Tables of customers that people send in chat: looked at first, and done by one click. */
export function createCustomerTables(deps: Deps) {
  const { customers } = deps;
  const look = createCustomerPlanner(deps);

  /** Does what a row says; undefined where its verdict asks for nothing. */
  async function take(
    actor: Actor,
    verdict: CustomerVerdict,
    { currency }: CustomerPlan,
    which: WhichCustomers,
  ): Promise<'created' | 'changed' | Rejection | undefined> {
    if (verdict.kind === 'wrong' || verdict.kind === 'same') return undefined;
    const { row } = verdict;
    const own = { ...actor, key: `${actor.key}:${row.row}` };
    try {
      if (verdict.kind === 'new') {
        await customers.create(own, verdict.input);
        return 'created';
      }
      if (which === 'new') return undefined;
      const { id, code, given, shown } = verdict;
      await customers.edit(own, code, given, { shown, currency, id });
      return 'changed';
    } catch (error) {
      return { row, reasons: reasonsOf(error) };
    }
  }

  return {
    look,
    /** Does what a table says, one customer after the other. Gives the plan alone where it is not what was `seen`. */
    async load(
      actor: Actor,
      sent: SentTable,
      { which, seen }: { which: WhichCustomers; seen: string },
    ): Promise<CustomersDone | { plan: CustomerPlan }> {
      const plan = await look(actor, sent);
      if (plan.seen !== seen) return { plan };
      const done: CustomersDone = { plan, created: 0, changed: 0, rejections: wrongIn(plan) };
      for (const verdict of plan.verdicts) {
        const came = await take(actor, verdict, plan, which);
        if (came === 'created' || came === 'changed') done[came] += 1;
        else if (came) done.rejections.push(came);
      }
      done.rejections.sort(byRow);
      return done;
    },
  };
}
export type CustomerTables = ReturnType<typeof createCustomerTables>;
