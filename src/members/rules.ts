import { AbilityBuilder, createMongoAbility, type ForcedSubject, type MongoAbility, subject } from '@casl/ability';
import { type Action, actions, moveOf, type Who } from '../orders/moves.ts';
import type { State } from '../orders/order.ts';
import { type DeedName, type DeedWho, deedNames, deedOf, sellers } from './deeds.ts';
import { currentStep, type Fallback, type FieldClass, type Judged, type Kind } from './kinds.ts';
import type { Person } from './member.ts';

/** `see` a class of fields in full; `glimpse` it masked or as a verdict; `read` a row; a move; or a deed. */
export type Verb = 'read' | 'see' | 'glimpse' | Action | DeedName;

/** What is judged about a record, with its absent values left out; without an owner it is null, as a database has it. */
type Facts = {
  owner: string | null;
  /** Of a case: the owner of its order. */
  orderOwner?: string | null;
  createdBy?: string;
  team?: string;
  state?: State;
  numbered: boolean;
  /** The role whose turn it is to decide. */
  turn?: string;
  fallback?: Fallback;
  /** Who decided earlier steps. */
  decided: string[];
};
type About = Kind | FieldClass;
export type Ability = MongoAbility<[Verb, About | (Facts & ForcedSubject<About>)]>;

/** A MongoDB condition on one record. */
type Condition = Record<string, unknown>;
type Can = (verb: Verb | Verb[], about: About, condition?: Condition) => unknown;

const everywhere: Condition[] = [{}];
const nowhere: Condition[] = [];
const deciding = ['approve', 'reject', 'return'] as const;

/** What rights look at in a record. Nothing is written to the record itself. */
export function factsOf(about: About, record: Judged = {}, fallback?: Fallback) {
  const decided = (record.approval?.steps ?? []).flatMap((s) => (s.decision && s.by ? [s.by] : []));
  const facts: Facts = { owner: record.owner || null, numbered: typeof record.number === 'string', decided };
  if (about === 'Case') facts.orderOwner = record.orderOwner || null;
  if (record.createdBy) facts.createdBy = record.createdBy;
  if (record.team) facts.team = record.team;
  if (record.state) facts.state = record.state;
  const step = currentStep(record.approval?.steps);
  if (step) facts.turn = step.role;
  const passedOn = fallback ?? step?.fallback;
  if (passedOn) facts.fallback = passedOn;
  return subject(about, facts);
}

const has = (person: Person, ...some: readonly string[]): boolean => person.roles.some((r) => some.includes(r));

/** Records of these teams; one without an owner is nobody's, so no team's manager sees it. */
const ofTeams = (teams: readonly string[]): Condition => ({
  team: { $in: [...teams] },
  owner: { $ne: null },
});

/** The person's own records: an audience has no id and owns nothing; a member without a role may do nothing. */
const own = (person: Person): Condition[] => (person.id && person.roles.length > 0 ? [{ owner: person.id }] : nowhere);

/** What a manager manages: the own teams, or everything where there is no team. Admins may do what managers may. */
function managed(person: Person): Condition[] {
  if (has(person, 'admin')) return everywhere;
  if (!has(person, 'manager')) return nowhere;
  return person.teams.length > 0 ? [ofTeams(person.teams)] : everywhere;
}

/** Whether the person may own orders and customers. Who lost the role sees the own ones still; a manager hands them over. */
export const mayOwn = (person: Person): boolean => has(person, ...sellers);

/** The records for which the person is what the table says. */
function standing(person: Person, who: DeedWho): Condition[] {
  if (who === 'holder') return own(person);
  if (who === 'owner') return mayOwn(person) ? own(person) : nowhere;
  if (who === 'manager') return managed(person);
  return has(person, who) ? everywhere : nowhere;
}

/** The rows of a salesperson: the own ones. A shared conversation of salespeople shows its teams' rows. */
function sold(person: Person): Condition[] {
  if (!has(person, 'sales')) return nowhere;
  if (person.id) return [{ owner: person.id }];
  return person.teams.length > 0 ? [ofTeams(person.teams)] : nowhere;
}

function rows(person: Person): Condition[] {
  if (has(person, 'finance', 'operations', 'admin')) return everywhere;
  const manages = managed(person);
  return manages.some((c) => Object.keys(c).length === 0) ? everywhere : [...sold(person), ...manages];
}

/** A case is read with its order: what says whose the order is stands on the case under another name. */
const withOrder = ({ owner, ...condition }: Condition): Condition =>
  owner === undefined ? condition : { ...condition, orderOwner: owner };

function caseRules(person: Person, can: Can): void {
  for (const condition of [...rows(person).map(withOrder), ...own(person)]) can('read', 'Case', condition);
}

function readRules(person: Person, can: Can): void {
  if (person.roles.length === 0) return;
  for (const condition of rows(person)) for (const kind of ['Order', 'Customer'] as const) can('read', kind, condition);
  caseRules(person, can);
  for (const kind of ['Product', 'Member', 'Team', 'Report'] as const) can('read', kind, {});
  if (has(person, 'admin'))
    for (const kind of ['Audit', 'Settings', 'Channel', 'Token'] as const) can('read', kind, {});
  const money = has(person, 'finance') ? everywhere : [...sold(person), ...managed(person)];
  for (const condition of money) can('read', 'PaymentOf', condition);
  if (money.some((c) => Object.keys(c).length === 0)) can('read', 'Payment', {});
}

function fieldRules(person: Person, can: Can): void {
  if (person.roles.length === 0) return;
  const everyField = has(person, 'manager', 'admin');
  if (has(person, 'sales', 'manager', 'finance', 'admin')) can('see', 'commercial', {});
  if (has(person, 'manager', 'finance', 'admin')) for (const c of ['cost', 'credit'] as const) can('see', c, {});
  if (has(person, 'sales')) can('glimpse', 'credit', {});
  for (const contact of ['contact', 'shipping'] as const) {
    can('glimpse', contact, {});
    for (const condition of everyField ? everywhere : own(person)) can('see', contact, condition);
  }
  if (has(person, 'operations')) can('see', 'shipping', {});
}

/** The states of one row of the table in which `who` may act. */
const statesFor = (action: Action, who: Who): State[] =>
  (Object.entries(moveOf(action).from) as [State, readonly Who[]][]).filter(([, w]) => w.includes(who)).map(([s]) => s);

function moveRules(person: Person, can: Can): void {
  for (const action of actions) {
    for (const who of ['owner', 'manager', 'finance', 'operations'] as const) {
      const states = statesFor(action, who);
      if (states.length === 0) continue;
      for (const condition of standing(person, who)) can(action, 'Order', { ...condition, state: { $in: states } });
    }
  }
}

/**
 * The same records without those that the person owns or created, and without a second step for who decided one: nobody
 * decides an order of their own, and two steps are two people.
 */
function foreign(person: Person, condition: Condition): Condition {
  if (!person.id) return condition;
  const owner = { ...(condition.owner as Condition | undefined), $nin: [person.id] };
  return { ...condition, owner, createdBy: { $nin: [person.id] }, decided: { $nin: [person.id] } };
}

/** Whoever's turn it is decides; `fallback` passes a step on that nobody with its role may decide. */
function decisionRules(person: Person, can: Can): void {
  const state = { $in: statesFor('approve', 'approver') };
  const decide = (condition: Condition, turn: Condition) =>
    can([...deciding], 'Order', { ...condition, ...turn, state });
  for (const condition of managed(person)) decide(foreign(person, condition), { turn: 'manager' });
  for (const turn of person.roles.filter((r) => r !== 'manager')) decide(foreign(person, {}), { turn });
  if (has(person, 'admin')) decide(foreign(person, {}), { fallback: 'admin' });
  for (const condition of own(person)) decide(condition, { fallback: 'owner' });
}

function deedRules(person: Person, can: Can): void {
  for (const name of deedNames) {
    const deed = deedOf(name);
    if ('roles' in deed) {
      if (has(person, ...deed.roles)) can(name, deed.kind, {});
      continue;
    }
    const limits: Condition = {
      ...(deed.states && { state: { $in: [...deed.states] } }),
      ...(deed.unnumbered && { numbered: false }),
    };
    for (const who of deed.who)
      for (const condition of standing(person, who)) can(name, deed.kind, { ...condition, ...limits });
  }
}

/** Works the rights of a person out from nothing but id, roles and teams. */
export function buildAbility(person: Person): Ability {
  const builder = new AbilityBuilder<Ability>(createMongoAbility);
  const can: Can = (verb, about, condition = {}) => builder.can(verb as never, about as never, condition as never);
  readRules(person, can);
  fieldRules(person, can);
  moveRules(person, can);
  decisionRules(person, can);
  deedRules(person, can);
  return builder.build();
}
