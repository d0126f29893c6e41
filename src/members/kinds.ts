import { changeable } from '../orders/moves.ts';
import type { ApprovalStep, Seat, State } from '../orders/order.ts';

/** The kinds of record that rights are about. `PaymentOf` is an order or customer whose payments are asked for. */
export const kinds = [
  'Order',
  'Customer',
  'Product',
  'Price',
  'Payment',
  'PaymentOf',
  'Case',
  'Member',
  'Team',
  'Audit',
  'Settings',
  'Channel',
  'Report',
  'Token',
  'Template',
  'Supplier',
  'Purchase',
  'Feedback',
] as const;
export type Kind = (typeof kinds)[number];

/** Classes of fields; a field in none of them is read by whoever may read the record. */
export const fieldClasses = ['commercial', 'cost', 'contact', 'shipping', 'credit'] as const;
export type FieldClass = (typeof fieldClasses)[number];

/**
 * A seat that nobody whom it names may take is passed on: that of one person to the managers of the order, every one to
 * an admin, then (by a setting) to the owner.
 */
export type Fallback = 'manager' | 'admin' | 'owner';

type Step = Pick<ApprovalStep, 'seats' | 'decision' | 'by'>;
type Review = { readonly steps: readonly Step[]; readonly submittedBy?: string; readonly question?: unknown };

/**
 * What a record says that rights depend on. Orders, customers and members fit as they are; whatever else a record has
 * is not looked at.
 */
export type Judged = {
  readonly owner?: string | null;
  /** Of an after-sales case or a feedback: who owns its order, of a feedback without one its customer. */
  readonly orderOwner?: string | null;
  readonly createdBy?: string | null;
  /** Of a price: it is no single customer's. */
  readonly shared?: boolean;
  readonly team?: string | null;
  readonly number?: string | null;
  /** Of a template: the owner's alone, or the team's. */
  readonly scope?: 'own' | 'team';
  readonly state?: State;
  /** Who has a milestone of the order to see to. */
  readonly milestonesOf?: readonly string[] | null;
  readonly approval?: Review | null;
  readonly change?: { readonly approval: Review } | null;
  /** Whose turn it is, where the review itself was not read. */
  readonly turns?: readonly string[];
  /** Products of which an order holds less than it still has to send, and when its owner said what becomes of that. */
  readonly waitsFor?: readonly string[] | null;
  readonly shortageSaid?: Date | null;
};

/** The fields of an order by which it is judged, for who reads little else of it. */
export const judgedFields = {
  ...{ owner: 1, createdBy: 1, team: 1, number: 1, state: 1 },
  ...{ milestonesOf: 1, turns: 1, approval: 1, 'change.approval': 1 },
  ...{ waitsFor: 1, shortageSaid: 1 },
} as const;

/** The step whose turn it is: the first that is not decided. */
export const currentStep = <S extends Pick<ApprovalStep, 'decision'>>(steps: readonly S[] = []): S | undefined =>
  steps.find((s) => s.decision === undefined || s.decision === null);

/** States in which a change order can be decided: while an order is on hold, its change order waits, too. */
const canChange = (state: State | undefined): boolean => (changeable as readonly (State | undefined)[]).includes(state);

/** The review that is open: the order's own while it is pending, else that of its change order. */
export function openReview<R extends Review>(record: {
  readonly state?: State;
  readonly approval?: R | null;
  readonly change?: { readonly approval: R } | null;
}): R | undefined {
  if (record.state === 'pending') return record.approval ?? undefined;
  return canChange(record.state) ? record.change?.approval : undefined;
}

/**
 * Whether the owner is to say what becomes of goods that are missing: of an order that nobody decided about yet, or that
 * needed nobody. Of any other the approver was asked.
 */
export function asksGoods({ state, waitsFor, shortageSaid, approval, change }: Judged): boolean {
  if (!waitsFor?.length || shortageSaid || change) return false;
  return state === 'pending' || (state === 'approved' && approval?.steps.length === 0);
}

/** Whose turn a seat is: a role, `@<member>`, or `+manager`, `+admin` and `+owner` where it was passed on. */
export const turnOf = ({ role, person, fallback }: Seat): string =>
  fallback ? `+${fallback}` : person ? `@${person}` : (role ?? '');

/** The seats that are asked now: those of the present step that have not approved. */
export const openSeats = (record: Pick<Judged, 'state' | 'approval' | 'change'>): Seat[] =>
  currentStep(openReview(record)?.steps)?.seats.filter((seat) => !seat.by) ?? [];

/** Whose turn it is in the open review; nobody's where none is open. */
export function turnsIn(record: Judged): string[] {
  return openReview(record) ? openSeats(record).map(turnOf) : [...(record.turns ?? [])];
}

/**
 * Who has had their say in the open review: who decided something, for whom as a stand-in, and who asked for it. None of
 * them decides once more.
 */
export function decidedIn(record: Judged): string[] {
  const review = openReview(record);
  const said = (review?.steps ?? []).flatMap((step) => [step.by, ...step.seats.flatMap((seat) => [seat.by, seat.for])]);
  return [review?.submittedBy, ...said].filter((id): id is string => !!id);
}
