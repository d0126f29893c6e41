import type { State } from './order.ts';

/** Who may make a move: the order's owner, a role, whoever's turn it is in the approval, or who has a milestone to see to. */
export type Who = 'owner' | 'manager' | 'finance' | 'operations' | 'approver' | 'responsible';

/** One row of the table of moves. */
export type Move = {
  /** States it may start from, with who may start it there. */
  readonly from: Readonly<Partial<Record<State, readonly Who[]>>>;
  /** States it may end in; `back` is where the order was before it was held, `same` where it is. */
  readonly to: readonly (State | 'back' | 'same')[];
  /** States it may end in besides, by the state it starts from. */
  readonly orTo?: Readonly<Partial<Record<State, readonly State[]>>>;
  /** A reason must be given. */
  readonly reason?: true;
  /** Asks before it counts, since it cannot be undone by the same person. */
  readonly confirm?: true;
  /** States in which it is about the change order that is open there, with who may start it. */
  readonly ofChange?: Readonly<Partial<Record<State, readonly Who[]>>>;
  /** It is offered with the risk that it is about, not among the ways on. */
  readonly apart?: true;
  /** Nobody does it to an order that they own or made. */
  readonly foreign?: true;
  /** It leaves the state as it is: a word of the review, or news of the goods. */
  readonly aside?: true;
  /** It is possible only while the owner is asked something. */
  readonly asked?: true;
  /** It is possible only while the owner is to say what becomes of goods that are missing. */
  readonly missing?: true;
};

/** The same people in each of several states. */
function each(states: readonly State[], who: readonly Who[]): Partial<Record<State, readonly Who[]>> {
  return Object.fromEntries(states.map((s) => [s, who]));
}

const agreed = ['approved', 'in_production', 'ready'] as const;
/** States in which an agreed order can be changed without cancelling it. */
export const changeable = [...agreed, 'part_shipped'] as const satisfies readonly State[];
/** Where a change leads that leaves nothing to ship, or more to prepare. */
const changed = { ready: ['approved'], part_shipped: ['shipped', 'delivered'] } as const;
/** A word of the review: said while the order is pending, or about the change order that is open. */
const review = (who: readonly Who[]) => ({ from: each(['pending'], who), ofChange: each(changeable, who) });

/**
 * The table of moves: the one place that says what can happen to an order. Buttons, help, refusals, rights and the
 * diagram in the docs are drawn from it. Admins may do what managers may.
 */
export const moves = {
  submit: { from: each(['draft'], ['owner']), to: ['pending', 'approved'] },
  withdraw: { ...review(['owner']), ofChange: each([...changeable, 'on_hold'], ['owner']), to: ['draft'] },
  approve: { ...review(['approver']), to: ['pending', 'approved'] },
  reject: { ...review(['approver']), to: ['rejected'], reason: true },
  return: { ...review(['approver']), to: ['draft'] },
  revise: { from: each(['rejected'], ['owner']), to: ['draft'] },
  start: { from: each(['approved'], ['operations']), to: ['in_production'] },
  ready: { from: each(['approved', 'in_production'], ['operations']), to: ['ready'] },
  ship: { from: each([...agreed, 'part_shipped'], ['operations']), to: ['part_shipped', 'shipped'] },
  deliver: {
    from: each(['part_shipped', 'shipped'], ['operations', 'owner']),
    to: ['part_shipped', 'shipped', 'delivered'],
  },
  track: {
    from: each(['part_shipped', 'shipped'], ['operations', 'owner']),
    to: ['part_shipped', 'shipped', 'delivered'],
  },
  milestone: { from: each(changeable, ['operations', 'manager', 'responsible']), to: ['same'], aside: true },
  close_short: { from: each(['part_shipped'], ['manager']), to: ['shipped', 'delivered'], reason: true, confirm: true },
  complete: { from: each(['delivered'], ['owner', 'manager']), to: ['completed'] },
  hold: { from: each([...agreed, 'part_shipped'], ['manager', 'finance']), to: ['on_hold'], reason: true },
  resume: { from: each(['on_hold'], ['manager', 'finance']), to: ['back'] },
  approve_once: {
    from: each([...changeable, 'on_hold'], ['finance', 'manager']),
    to: ['same'],
    aside: true,
    apart: true,
    foreign: true,
  },
  contingency: {
    from: each(['pending', ...changeable, 'on_hold'], ['operations', 'owner', 'manager']),
    to: ['same'],
    aside: true,
    apart: true,
  },
  cancel: {
    from: { ...each(['draft', 'pending', 'rejected'], ['owner']), ...each([...agreed, 'on_hold'], ['manager']) },
    to: ['cancelled'],
    reason: true,
    confirm: true,
  },
  reopen: { from: each(['cancelled', 'rejected'], ['owner', 'manager']), to: ['draft'] },
  change: { from: each(changeable, ['owner']), to: ['same'], orTo: changed },
  shortage: {
    from: each(['pending', 'approved'], ['owner']),
    to: ['same'],
    orTo: { pending: ['approved'] },
    missing: true,
  },
  ask: { ...review(['approver']), to: ['same'], aside: true },
  answer: { ...review(['owner']), to: ['same'], aside: true, asked: true },
  transfer: { ...review(['approver']), to: ['same'], aside: true },
  add_approver: { ...review(['approver']), to: ['same'], aside: true },
  urge: { ...review(['owner']), to: ['same'], aside: true },
} as const satisfies Record<string, Move>;

export type Action = keyof typeof moves;
export const actions = Object.keys(moves) as Action[];

/** The row of an action, without its literal types. */
export const moveOf = (action: Action): Move => moves[action];

/** The states that a move may end in when it starts from a state. */
export function targetsOf(action: Action, from: State): State[] {
  const { to, orTo } = moveOf(action);
  const ends = to.flatMap((end): State[] => {
    if (end === 'back') return Object.keys(moveOf('hold').from) as State[];
    return [end === 'same' ? from : end];
  });
  return [...ends, ...(orTo?.[from] ?? [])];
}

/** What the table looks at in an order. */
type Standing = { readonly state?: State; readonly change?: unknown };

/** Whether the table lets a move start where the order is, whoever asks. */
export function canStart(action: Action, { state, change }: Standing): boolean {
  const { from, ofChange } = moveOf(action);
  return state !== undefined && (from[state] !== undefined || (!!change && ofChange?.[state] !== undefined));
}

/** The actions that can start where an order is, whoever asks. */
export const actionsFrom = (order: Standing): Action[] => actions.filter((a) => canStart(a, order));

/** Whether a move is made by whoever has a milestone to see to, whatever the role. */
export const isResponsibles = (action: Action): boolean =>
  Object.values(moveOf(action).from).some((who) => who.includes('responsible'));

/** Whether a move is a decision, or another word of whoever's turn it is. */
export const isApprovers = (action: Action): boolean => moveOf(action).from.pending?.includes('approver') === true;

/** The moves that end a review, of an order or of a change: the owner's withdrawal, and the decisions. */
export const reviewEnds: readonly string[] = actions.filter((a) => moveOf(a).ofChange && !moveOf(a).aside);

/** The moves with which a review is decided. */
export const decisions: readonly string[] = actions.filter((a) => reviewEnds.includes(a) && isApprovers(a));
