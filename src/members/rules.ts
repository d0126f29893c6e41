import { AbilityBuilder, createMongoAbility, type ForcedSubject, type MongoAbility, subject } from '@casl/ability';
import { type Action, actions, isApprovers, type Move, moveOf, type Who } from '../orders/moves.ts';
import type { State } from '../orders/order.ts';
import { type DeedName, type DeedWho, deedNames, deedOf, sellers } from './deeds.ts';
import { asksGoods, decidedIn, type FieldClass, type Judged, type Kind, openReview, turnsIn } from './kinds.ts';
import type { Person, Role } from './member.ts';

/** `see` a class of fields in full; `glimpse` it masked or as a verdict; `read` a row; a move; or a deed. */
export type Verb = 'read' | 'see' | 'glimpse' | Action | DeedName;

/** What is judged about a record, with its absent values left out; without an owner it is null, as a database has it. */
type Facts = {
  owner: string | null;
  /** Of a case: the owner of its order. */
  orderOwner?: string | null;
  createdBy?: string;
  /** Of a price: for everybody, or for a tier. */
  shared?: boolean;
  team?: string;
  state?: State;
  /** Of a template: the owner's alone, or a team's. */
  scope?: 'own' | 'team';
  numbered: boolean;
  /** Who has a milestone to see to. */
  responsible: string[];
  /** Whose turn it is to decide. */
  turns: string[];
  /** Who decided earlier steps and other seats. */
  decided: string[];
  /** A change order is open. */
  changing: boolean;
  /** The owner is asked something. */
  asked: boolean;
  /** The owner is to say what becomes of goods that are missing. */
  missing: boolean;
};
type About = Kind | FieldClass;
export type Ability = MongoAbility<[Verb, About | (Facts & ForcedSubject<About>)]>;

/** A MongoDB condition on one record. */
type Condition = Record<string, unknown>;
type Can = (verb: Verb | Verb[], about: About, condition?: Condition) => unknown;

const everywhere: Condition[] = [{}];
const nowhere: Condition[] = [];
const deciding = actions.filter(isApprovers);

/** What rights look at in a record. Nothing is written to the record itself. */
export function factsOf(about: About, record: Judged = {}) {
  const facts: Facts = {
    owner: record.owner || null,
    numbered: typeof record.number === 'string',
    responsible: [...(record.milestonesOf ?? [])],
    turns: turnsIn(record),
    decided: decidedIn(record),
    changing: !!record.change,
    asked: !!openReview(record)?.question,
    missing: asksGoods(record),
  };
  if (about === 'Price') facts.shared = record.shared === true;
  if (about === 'Case' || about === 'Feedback') facts.orderOwner = record.orderOwner || null;
  if (record.createdBy) facts.createdBy = record.createdBy;
  if (record.team) facts.team = record.team;
  if (record.state) facts.state = record.state;
  if (record.scope) facts.scope = record.scope;
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
function standing(person: Person, who: DeedWho | 'responsible'): Condition[] {
  if (who === 'responsible') return person.id && person.roles.length > 0 ? [{ responsible: person.id }] : nowhere;
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

/** A case or a feedback is read with its order: what says whose the order is stands on it under another name. */
const withOrder = ({ owner, ...condition }: Condition): Condition =>
  owner === undefined ? condition : { ...condition, orderOwner: owner };

function caseRules(person: Person, can: Can): void {
  for (const kind of ['Case', 'Feedback'] as const)
    for (const condition of [...rows(person).map(withOrder), ...own(person)]) can('read', kind, condition);
}

/** A price for one customer is read with the customer, any other by all who read prices; both where prices are read. */
function priceRules(person: Person, can: Can): void {
  if (!sightsOf(person).some(([verb, fieldClass]) => verb === 'see' && fieldClass === 'commercial')) return;
  for (const condition of [...rows(person), { shared: true }]) can('read', 'Price', condition);
}

/**
 * Templates are read by those who file orders with them: the own ones, and those of the own teams; of every team by whoever
 * manages all. Another's own template is nobody else's.
 */
function templateRules(person: Person, can: Can): void {
  if (!person.id || !mayOwn(person)) return;
  for (const condition of own(person)) can('read', 'Template', { ...condition, scope: 'own' });
  const teams = { team: { $in: [...person.teams] } };
  for (const condition of [teams, ...managed(person)]) can('read', 'Template', { ...condition, scope: 'team' });
}

function readRules(person: Person, can: Can): void {
  if (person.roles.length === 0) return;
  for (const condition of rows(person)) for (const kind of ['Order', 'Customer'] as const) can('read', kind, condition);
  for (const { condition } of waiting(person)) can('read', 'Order', condition);
  caseRules(person, can);
  priceRules(person, can);
  templateRules(person, can);
  for (const kind of ['Product', 'Supplier', 'Purchase', 'Member', 'Team', 'Report'] as const) can('read', kind, {});
  if (has(person, 'admin'))
    for (const kind of ['Audit', 'Settings', 'Channel', 'Token'] as const) can('read', kind, {});
  const money = has(person, 'finance') ? everywhere : [...sold(person), ...managed(person)];
  for (const condition of money) can('read', 'PaymentOf', condition);
  if (money.some((c) => Object.keys(c).length === 0)) can('read', 'Payment', {});
}

/** The classes of fields that a person reads, whosever the record is: in full, or as a glimpse. */
function sightsOf(person: Person): ['see' | 'glimpse', FieldClass][] {
  const classes: Readonly<Record<Role, readonly FieldClass[]>> = {
    sales: ['commercial'],
    manager: ['commercial', 'cost', 'contact', 'shipping', 'credit'],
    finance: ['commercial', 'cost', 'credit'],
    operations: ['shipping'],
    admin: ['commercial', 'cost', 'contact', 'shipping', 'credit'],
  };
  const glimpsed: FieldClass[] = has(person, 'sales') ? ['contact', 'shipping', 'credit'] : ['contact', 'shipping'];
  return [
    ...person.roles.flatMap((role) => classes[role]).map((c): ['see', FieldClass] => ['see', c]),
    ...glimpsed.map((c): ['glimpse', FieldClass] => ['glimpse', c]),
  ];
}

/** Owners read the contacts of their own records in full; stand-ins what the other person reads in the orders that wait. */
function fieldRules(person: Person, can: Can): void {
  if (person.roles.length === 0) return;
  for (const [verb, fieldClass] of sightsOf(person)) can(verb, fieldClass, {});
  for (const condition of own(person))
    for (const contact of ['contact', 'shipping'] as const) can('see', contact, condition);
  for (const { other, condition } of waiting(person))
    for (const [verb, fieldClass] of sightsOf(other)) can(verb, fieldClass, { ...condition });
}

/** The states of a column of the table in which `who` may act. */
const statesFor = (column: Move['from'], who: Who): State[] =>
  (Object.entries(column) as [State, readonly Who[]][]).filter(([, w]) => w.includes(who)).map(([s]) => s);

/** The states in which `who` may make a move, and what else must hold there. */
function placesFor(action: Action, who: Who): Condition[] {
  const { from, ofChange = {}, asked, missing } = moveOf(action);
  const also: Condition = { ...(asked && { asked }), ...(missing && { missing }) };
  const places = [
    { states: statesFor(from, who), also },
    { states: statesFor(ofChange, who), also: { ...also, changing: true } },
  ];
  return places.filter(({ states }) => states.length > 0).map((p) => ({ state: { $in: p.states }, ...p.also }));
}

function moveRules(person: Person, can: Can): void {
  for (const action of actions)
    for (const who of ['owner', 'manager', 'finance', 'operations', 'responsible'] as const)
      for (const place of placesFor(action, who))
        for (const condition of standing(person, who)) {
          const theirs = moveOf(action).foreign ? foreign([person], condition) : condition;
          can(action, 'Order', { ...theirs, ...place });
        }
}

/** The records in which it is a person's turn: by role, by name, or passed on to the admins. */
function turnConditions(person: Person): Condition[] {
  if (person.roles.length === 0) return nowhere;
  const turns = [
    ...person.roles.filter((role) => role !== 'manager'),
    ...(has(person, 'admin') ? ['+admin'] : []),
    ...(person.id ? [`@${person.id}`] : []),
  ];
  const asManager = ['manager', '+manager'].flatMap((turn) => managed(person).map((c) => ({ ...c, turns: turn })));
  return [...asManager, ...turns.map((turn) => ({ turns: turn }))];
}

/** None of these people. */
const noneOf = (people: readonly Person[]): Condition => ({ $nin: people.flatMap(({ id }) => (id ? [id] : [])) });

/** The same records without those that these people own or created: nobody decides an order of their own. */
const foreign = (people: readonly Person[], condition: Condition): Condition => ({
  ...condition,
  owner: { ...(condition.owner as Condition | undefined), ...noneOf(people) },
  createdBy: noneOf(people),
});

/** The orders whose decision waits for somebody for whom the person stands in, and is not about an order of either. */
const waiting = (person: Person): { other: Person; condition: Condition }[] =>
  (person.roles.length > 0 ? (person.standsInFor ?? []) : []).flatMap((other) =>
    turnConditions(other).map((c) => ({ other, condition: foreign([person, other], c) })),
  );

/**
 * Whoever's turn it is decides, or who stands in for them, and nobody in two steps; the owner only where nobody else is
 * left.
 */
function decisionRules(person: Person, can: Can): void {
  const theirs = [
    ...turnConditions(person).map((c) => ({ ...foreign([person], c), decided: noneOf([person]) })),
    ...waiting(person).map(({ other, condition }) => ({ ...condition, decided: noneOf([person, other]) })),
  ];
  const owned = own(person).map((c) => ({ ...c, turns: '+owner' }));
  for (const condition of [...theirs, ...owned])
    for (const place of placesFor('approve', 'approver')) can(deciding, 'Order', { ...condition, ...place });
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
