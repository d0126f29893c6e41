import type { Action } from '../orders/moves.ts';
import { actionsFrom, canStart } from '../orders/moves.ts';
import { type DeedName, deedOf } from './deeds.ts';
import { fieldsOf } from './fields.ts';
import type { FieldClass, Judged, Kind } from './kinds.ts';
import type { Person } from './member.ts';
import { type Ability, buildAbility, factsOf } from './rules.ts';

/** Roles whose turn it usually is in a review. */
const stepRoles = ['manager', 'finance', 'admin'] as const;

/** A MongoDB filter, to be joined to a query by `$and`. */
export type RowFilter = Record<string, unknown>;
/** How much of a class of fields somebody reads; `verdict` is "within / over the limit". */
export type Sight = 'full' | 'masked' | 'none' | 'verdict';

const remembered = new Map<string, Ability>();

/** What the rights of a person are worked out from, as a text. */
const keyOf = ({ id, roles, teams, standsInFor = [] }: Person): string =>
  JSON.stringify([id ?? null, [...roles].sort(), [...teams].sort(), ...standsInFor.map(keyOf)]);

/** The rights of a member or an audience, remembered by what they are worked out from. */
export function abilityFor(person: Person): Ability {
  const key = keyOf(person);
  const known = remembered.get(key);
  if (known) return known;
  if (remembered.size >= 500) remembered.clear();
  const ability = buildAbility(person);
  remembered.set(key, ability);
  return ability;
}

/** The rows of a kind that the person may read, as a filter; it matches nothing where nothing may be read. */
export function readFilter(person: Person, kind: Kind): RowFilter {
  const conditions = abilityFor(person)
    .rulesFor('read', kind)
    .map((rule) => structuredClone(rule.conditions ?? {}) as RowFilter);
  if (conditions.length === 0) return { _id: { $in: [] } };
  if (conditions.some((c) => Object.keys(c).length === 0)) return {};
  return conditions.length === 1 ? conditions[0]! : { $or: conditions };
}

/** Whether the person may read this record at all. */
export const mayRead = (person: Person, kind: Kind, record: Judged): boolean =>
  abilityFor(person).can('read', factsOf(kind, record));

/** Whether which rows of a kind the person reads goes by their owner and team alone: then sums by these can be read, too. */
export const readsByWhose = (person: Person, kind: Kind): boolean =>
  abilityFor(person)
    .rulesFor('read', kind)
    .every(({ conditions }) => Object.keys(conditions ?? {}).every((name) => name === 'owner' || name === 'team'));

/** Whether the person may read the payments of an order or a customer: a payment has no owner of its own. */
export const mayReadPaymentsOf = (person: Person, record: Judged): boolean => mayRead(person, 'PaymentOf', record);

/** Whether the person may make a move on the order in the state it is in. */
export const mayMove = (person: Person, action: Action, order: Judged): boolean =>
  canStart(action, order) && mayRead(person, 'Order', order) && abilityFor(person).can(action, factsOf('Order', order));

/** Whether there can be an order at all on which the person may make the move: help shows only these. */
export const mayMoveAny = (person: Person, action: Action): boolean =>
  abilityFor(person)
    .rulesFor(action, 'Order')
    .some(({ conditions }) => isUsual((conditions ?? {}) as RowFilter));

/** Not by name, as a turn or a milestone is, nor a turn that was passed on or of a role that the usual rules do not ask. */
const isUsual = ({ turns, responsible }: RowFilter): boolean =>
  responsible === undefined && (turns === undefined || stepRoles.some((role) => role === turns));

/** Whether the person may change a milestone of the order: any one by role, else the own one. Without one: add one. */
export const mayKeep = (person: Person, order: Judged, { responsible }: { responsible?: string } = {}): boolean =>
  mayMove(person, 'milestone', { ...order, milestonesOf: responsible ? [responsible] : [] });

/** Whether there can be a record at all to which the person may do it. */
export const mayAny = (person: Person, deed: DeedName): boolean =>
  abilityFor(person).rulesFor(deed, deedOf(deed).kind).length > 0;

/** The moves that the person may make on the order now, in the order of the table. */
export const movesFor = (person: Person, order: Judged): Action[] =>
  actionsFrom(order).filter((a) => mayMove(person, a, order));

/** What `turns` of an order says where it can be the person's turn, the own or that of somebody who is away. */
export function turnsOf(person: Person): string[] {
  const asked = [person, ...(person.roles.length > 0 ? (person.standsInFor ?? []) : [])];
  return [...new Set(asked.flatMap(rulesOfTurn))];
}

const rulesOfTurn = (person: Person): string[] =>
  abilityFor(withoutOthers(person))
    .rulesFor('approve', 'Order')
    .flatMap(({ conditions }) => {
      const turn = (conditions as RowFilter | undefined)?.turns;
      return typeof turn === 'string' ? [turn] : [];
    });

/** Whether it is the person's turn to decide about the order. */
export const mayDecide = (person: Person, order: Judged): boolean => mayMove(person, 'approve', order);

/** Whether the person manages an order: only managers close short, so the table itself says so. */
export const manages = (person: Person, order: Judged): boolean =>
  mayMove(person, 'close_short', { ...order, state: 'part_shipped' });

/** Whether the person may do what is no move: `record` is what it is done to, where the table asks for one. */
export function may(person: Person, deed: DeedName, record?: Judged): boolean {
  const { kind } = deedOf(deed);
  if (record && !mayRead(person, kind, record)) return false;
  return abilityFor(person).can(deed, factsOf(kind, record));
}

/** How much of a class of fields the person reads in a record (or in general, when none is given). */
export function sees(person: Person, fieldClass: FieldClass, record?: Judged): Sight {
  const ability = abilityFor(person);
  const facts = factsOf(fieldClass, record);
  if (ability.can('see', facts)) return 'full';
  if (!ability.can('glimpse', facts)) return 'none';
  return fieldClass === 'credit' ? 'verdict' : 'masked';
}

/** The person without those for whom they stand in: figures and customers stay those of the own rights. */
export const withoutOthers = ({ standsInFor: _, ...own }: Person): Person => own;

/** Whether every row that the person reads is the person's own. */
const readsOnlyOwn = (person: Person, kind: Kind): boolean =>
  abilityFor(person)
    .rulesFor('read', kind)
    .every((rule) => person.id !== undefined && (rule.conditions as RowFilter | undefined)?.owner === person.id);

/**
 * The fields of a kind that the person may not filter, sort, group, search or count by: all that is not read in full in
 * every row that the person reads.
 */
export function forbiddenFields(person: Person, kind: Kind): string[] {
  const record: Judged = readsOnlyOwn(person, kind) ? { owner: person.id } : {};
  return Object.entries(fieldsOf(kind))
    .filter(([, fieldClass]) => sees(person, fieldClass, record) !== 'full')
    .map(([path]) => path);
}
