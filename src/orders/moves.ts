import type { State } from './order.ts';

/** Who may make a move: the order's owner, a role, or whoever's turn it is in the approval. */
export type Who = 'owner' | 'manager' | 'finance' | 'operations' | 'approver';

/** One row of the table of moves. */
export type Move = {
  /** States it may start from, with who may start it there. */
  readonly from: Readonly<Partial<Record<State, readonly Who[]>>>;
  /** States it may end in; `back` is where the order was before it was held. */
  readonly to: readonly (State | 'back')[];
  /** A reason must be given. */
  readonly reason?: true;
  /** Asks before it counts, since it cannot be undone by the same person. */
  readonly confirm?: true;
};

/** The same people in each of several states. */
function each(states: readonly State[], who: readonly Who[]): Partial<Record<State, readonly Who[]>> {
  return Object.fromEntries(states.map((s) => [s, who]));
}

const agreed = ['approved', 'in_production', 'ready'] as const;

/**
 * The table of moves: the one place that says what can happen to an order. Buttons, help, refusals, rights and the
 * diagram in the docs are drawn from it. Admins may do what managers may.
 */
export const moves = {
  submit: { from: each(['draft'], ['owner']), to: ['pending', 'approved'] },
  withdraw: { from: each(['pending'], ['owner']), to: ['draft'] },
  approve: { from: each(['pending'], ['approver']), to: ['pending', 'approved'] },
  reject: { from: each(['pending'], ['approver']), to: ['rejected'], reason: true },
  return: { from: each(['pending'], ['approver']), to: ['draft'] },
  revise: { from: each(['rejected'], ['owner']), to: ['draft'] },
  start: { from: each(['approved'], ['operations']), to: ['in_production'] },
  ready: { from: each(['approved', 'in_production'], ['operations']), to: ['ready'] },
  ship: { from: each([...agreed, 'part_shipped'], ['operations']), to: ['part_shipped', 'shipped'] },
  deliver: {
    from: each(['part_shipped', 'shipped'], ['operations', 'owner']),
    to: ['part_shipped', 'shipped', 'delivered'],
  },
  close_short: { from: each(['part_shipped'], ['manager']), to: ['shipped', 'delivered'], reason: true, confirm: true },
  complete: { from: each(['delivered'], ['owner', 'manager']), to: ['completed'] },
  hold: { from: each([...agreed, 'part_shipped'], ['manager', 'finance']), to: ['on_hold'], reason: true },
  resume: { from: each(['on_hold'], ['manager', 'finance']), to: ['back'] },
  cancel: {
    from: { ...each(['draft', 'pending', 'rejected'], ['owner']), ...each([...agreed, 'on_hold'], ['manager']) },
    to: ['cancelled'],
    reason: true,
    confirm: true,
  },
  reopen: { from: each(['cancelled', 'rejected'], ['owner', 'manager']), to: ['draft'] },
} as const satisfies Record<string, Move>;

export type Action = keyof typeof moves;
export const actions = Object.keys(moves) as Action[];

/** The row of an action, without its literal types. */
export const moveOf = (action: Action): Move => moves[action];

/** Whether a word is an action. */
export const isAction = (word: string): word is Action => Object.hasOwn(moves, word);

/** The actions that can start from a state, whoever asks. */
export const actionsFrom = (state: State): Action[] => actions.filter((a) => moveOf(a).from[state] !== undefined);
