import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import { type Action, actions, moveOf } from '../../src/orders/moves.ts';
import { type State, states } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { orderNow, seedOrder } from './support/seed.ts';

type Who = 'owner' | 'manager' | 'finance' | 'operations' | 'admin' | 'otherSales' | 'otherManager';

/** Written by hand from the contract: in which state who may do what, and what comes of it. */
const expected: Record<State, Partial<Record<Action, readonly [who: string, to: State]>>> = {
  draft: { submit: ['owner', 'approved'], cancel: ['owner', 'cancelled'] },
  pending: {
    withdraw: ['owner', 'draft'],
    approve: ['manager admin', 'approved'],
    reject: ['manager admin', 'rejected'],
    return: ['manager admin', 'draft'],
    cancel: ['owner', 'cancelled'],
    ask: ['manager admin', 'pending'],
    transfer: ['manager admin', 'pending'],
    add_approver: ['manager admin', 'pending'],
    urge: ['owner', 'pending'],
    contingency: ['operations owner manager admin', 'pending'],
  },
  approved: {
    start: ['operations', 'in_production'],
    ready: ['operations', 'ready'],
    ship: ['operations', 'shipped'],
    hold: ['manager finance admin', 'on_hold'],
    cancel: ['manager admin', 'cancelled'],
    change: ['owner', 'approved'],
    milestone: ['operations manager admin', 'approved'],
    approve_once: ['manager finance admin', 'approved'],
    contingency: ['operations owner manager admin', 'approved'],
  },
  in_production: {
    ready: ['operations', 'ready'],
    ship: ['operations', 'shipped'],
    hold: ['manager finance admin', 'on_hold'],
    cancel: ['manager admin', 'cancelled'],
    change: ['owner', 'in_production'],
    milestone: ['operations manager admin', 'in_production'],
    approve_once: ['manager finance admin', 'in_production'],
    contingency: ['operations owner manager admin', 'in_production'],
  },
  ready: {
    ship: ['operations', 'shipped'],
    hold: ['manager finance admin', 'on_hold'],
    cancel: ['manager admin', 'cancelled'],
    change: ['owner', 'ready'],
    milestone: ['operations manager admin', 'ready'],
    approve_once: ['manager finance admin', 'ready'],
    contingency: ['operations owner manager admin', 'ready'],
  },
  part_shipped: {
    ship: ['operations', 'shipped'],
    deliver: ['operations owner', 'part_shipped'],
    close_short: ['manager admin', 'shipped'],
    hold: ['manager finance admin', 'on_hold'],
    change: ['owner', 'part_shipped'],
    milestone: ['operations manager admin', 'part_shipped'],
    track: ['operations owner', 'part_shipped'],
    approve_once: ['manager finance admin', 'part_shipped'],
    contingency: ['operations owner manager admin', 'part_shipped'],
  },
  shipped: { deliver: ['operations owner', 'delivered'], track: ['operations owner', 'shipped'] },
  delivered: { complete: ['owner manager admin', 'completed'] },
  completed: {},
  on_hold: {
    resume: ['manager finance admin', 'approved'],
    cancel: ['manager admin', 'cancelled'],
    approve_once: ['manager finance admin', 'on_hold'],
    contingency: ['operations owner manager admin', 'on_hold'],
  },
  rejected: {
    revise: ['owner', 'draft'],
    cancel: ['owner', 'cancelled'],
    reopen: ['owner manager admin', 'draft'],
  },
  cancelled: { reopen: ['owner manager admin', 'draft'] },
};
const sees: readonly Who[] = ['owner', 'manager', 'finance', 'operations', 'admin'];

let desk: TestDesk;
let company: Company;
let people: Record<Who, Member>;
/** Somebody who may be asked in addition. */
let extra: Member;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  const west = await desk.desk.members.createTeam(
    { from: 'cli:test', key: 'west', now: desk.clock() },
    { name: 'West' },
  );
  const { anna: owner, bob: manager, fiona: finance, otto: operations, ada: admin } = company;
  const otherSales = await desk.member('Sam', ['sales'], { teams: [company.team._id] });
  const otherManager = await desk.member('Mia', ['manager'], { teams: [west._id] });
  extra = await desk.member('Extra', ['manager'], { teams: [company.team._id] });
  people = { owner, manager, finance, operations, admin, otherSales, otherManager };
});
afterAll(() => desk.close());

const everyone: Who[] = [...sees, 'otherSales', 'otherManager'];
const actionsOf = (state: State): Action[] => actions.filter((a) => expected[state][a]);
const mayHere = (state: State, who: Who): Action[] =>
  actions.filter((a) => sees.includes(who) && expected[state][a]?.[0].split(' ').includes(who));

function refusalFor(state: State, action: Action, who: Who): string {
  if (!sees.includes(who)) return 'error.order_not_found';
  if (state === 'pending' && action === 'answer') return 'error.not_asked';
  if (action === 'shortage' && (state === 'pending' || state === 'approved')) return 'error.shortage_over';
  if (expected[state][action]) return 'error.move_not_yours';
  return mayHere(state, who).some((a) => !moveOf(a).apart) ? 'error.move_refused' : 'error.move_refused_end';
}

/** Tries a move and gives the state it ended in, or the error. */
async function attempt(order: string, action: Action, who: Who): Promise<State | DeskError> {
  try {
    const input = {
      reason: 'because',
      text: 'why?',
      person: extra._id,
      change: { paymentDays: 20 },
      milestone: { name: 'cutting', planned: '2026-12-05' },
      event: 'in_transit' as const,
    };
    return (await desk.desk.move(desk.actor(people[who]), order, action, input)).order.state;
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
}

const refusals = () => auditModel(desk.connection).countDocuments({ refused: { $exists: true } });

describe('every move from every state by everybody does what the contract says', () => {
  test.each(states.flatMap((s) => everyone.map((w) => [s, w] as const)))('%s, by %s', async (state, who) => {
    const order = await seedOrder(desk, company, state);
    const before = await refusals();
    const mine = mayHere(state, who);
    const tried = sees.includes(who) ? actions : actionsOf(state);
    const refused = tried.filter((a) => !mine.includes(a));
    await Promise.all(
      refused.map(async (action) => {
        const error = (await attempt(order._id, action, who)) as DeskError;
        expect([action, error.code]).toEqual([action, refusalFor(state, action, who)]);
        if (error.code === 'error.move_refused')
          expect(error.values.possible).toEqual({
            list: mine.filter((a) => !moveOf(a).apart).map((a) => `action.${a}`),
          });
      }),
    );
    expect((await refusals()) - before).toBe(refused.length);
    expect(await orderNow(desk, order._id)).toMatchObject({ state, revision: 0 });
    await Promise.all(
      mine.map(async (action) => {
        const { _id } = await seedOrder(desk, company, state);
        const result = await attempt(_id, action, who);
        // Nothing is to be approved once while the customer is within the limit.
        if (action === 'approve_once') {
          expect(result).toMatchObject({ code: 'error.within_limit' });
          return;
        }
        expect([action, result]).toEqual([action, expected[state][action]?.[1]]);
        const { timeline } = await orderNow(desk, _id);
        const entry = timeline.findLast((e) => e.action === action);
        expect(entry).toMatchObject({ from: state, to: result, by: people[who]._id });
      }),
    );
  });
});

describe('a refused move', () => {
  test('is told with the reason and what is possible now, in the language of the person', async () => {
    const order = await seedOrder(desk, company, 'pending');
    const error = (await attempt(order._id, 'ship', 'manager')) as DeskError;
    expect(error.sentence('en')).toContain('is pending approval');
    expect(error.sentence('en')).toContain('Approve, Reject, Return');
    expect(error.sentence('zh')).toContain('批准、驳回、退回修改');
  });

  test.each(['reject', 'close_short', 'hold', 'cancel'] as const)(
    '%s is refused without a reason, blanks are none',
    async (action) => {
      const [state, who] = {
        reject: ['pending', 'manager'],
        close_short: ['part_shipped', 'manager'],
        hold: ['ready', 'finance'],
        cancel: ['draft', 'owner'],
      }[action] as [State, Who];
      const order = await seedOrder(desk, company, state);
      for (const reason of [undefined, '', '   '])
        await expect(desk.desk.move(desk.actor(people[who]), order._id, action, { reason })).rejects.toMatchObject({
          code: 'error.reason_required',
          field: 'reason',
        });
      expect(await orderNow(desk, order._id)).toMatchObject({ state, revision: 0 });
    },
  );

  test('a reason that fills a book is refused, and nothing is stored', async () => {
    const order = await seedOrder(desk, company, 'draft');
    const move = desk.desk.move(desk.actor(people.owner), order._id, 'cancel', { reason: 'x'.repeat(10_000) });
    await expect(move).rejects.toMatchObject({ code: 'error.too_long' });
    expect(await orderNow(desk, order._id)).toMatchObject({ state: 'draft', revision: 0 });
  });

  test('the same move under the same key is made once', async () => {
    const order = await seedOrder(desk, company, 'approved');
    const actor = desk.actor(people.operations, 'once');
    const first = await desk.desk.move(actor, order._id, 'start');
    const again = await desk.desk.move(actor, order._id, 'start');
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect((await orderNow(desk, order._id)).timeline).toHaveLength(2);
  });

  test('of two people who decide at the same moment one wins, and the other reads what happened', async () => {
    const order = await seedOrder(desk, company, 'pending');
    const results = await Promise.all([
      attempt(order._id, 'approve', 'manager'),
      attempt(order._id, 'reject', 'admin'),
    ]);
    const lost = results.filter((r): r is DeskError => r instanceof DeskError);
    expect(lost).toHaveLength(1);
    expect(['error.move_refused', 'error.changed_meanwhile']).toContain(lost[0]?.code);
  });
});
