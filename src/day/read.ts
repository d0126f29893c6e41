import { waitingFor } from '../approvals/waiting.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { sees } from '../members/ability.ts';
import type { Person, Role } from '../members/member.ts';
import { type OrderFinder, openStates, type Page } from '../orders/find.ts';
import { type Milestone, openMilestones } from '../orders/goods.ts';
import { owed } from '../orders/guards.ts';
import type { Order, State } from '../orders/order.ts';
import { billed, undelivered } from '../orders/stages.ts';

/** A milestone that somebody is responsible for, with its order. */
export type OwnMilestone = { order: Order; milestone: Milestone };

/** What My day shows; each list is short, whatever the history. */
export type Day = {
  waiting: Order[];
  stages: { state: State; count: number }[];
  deliveries: Order[];
  /** What the person has to see to in production and purchasing, the earliest first. */
  milestones: OwnMilestone[];
  /** Undefined for who may not read amounts. */
  overdue?: Order[];
};

/** How many entries a list has at most. */
const most = 8;
/** How many orders one page looks through, and how many are looked through at most. */
const looked = 60;
const furthest = 1200;
const week = 7;

const has = (person: Person, ...wanted: Role[]): boolean => wanted.some((r) => person.roles.includes(r));

/** Reads on, page by page, until enough orders fit or `furthest` were looked at. */
async function firstThatFit(read: (skip: number) => Promise<Page>, fits: (order: Order) => boolean): Promise<Order[]> {
  const found: Order[] = [];
  for (let skip = 0; found.length < most && skip < furthest; skip += looked) {
    const page = await read(skip);
    found.push(...page.orders.filter(fits));
    if (!page.more) break;
  }
  return found.slice(0, most);
}

async function toPrepare(finder: OrderFinder, person: Person): Promise<Order[]> {
  if (!has(person, 'operations')) return [];
  return (await finder.list(person, { states: undelivered }, { limit: most })).orders;
}

async function ownTurn(finder: OrderFinder, person: Person): Promise<Order[]> {
  if (!person.id) return [];
  const states: State[] = ['draft', 'rejected', 'delivered'];
  return (await finder.list(person, { owner: person.id, states }, { limit: most })).orders;
}

async function actionsOf(finder: OrderFinder, person: Person): Promise<Order[]> {
  const lists = await Promise.all([
    waitingFor(finder, person, most),
    toPrepare(finder, person),
    ownTurn(finder, person),
  ]);
  const all = new Map(lists.flat().map((o) => [o._id, o]));
  return [...all.values()].slice(0, most);
}

async function overdueOf(finder: OrderFinder, person: Person, today: CalendarDate): Promise<Order[] | undefined> {
  if (sees(person, 'commercial') !== 'full') return undefined;
  return firstThatFit(
    (skip) => finder.list(person, { states: billed, dueBefore: today }, { by: 'due', skip, limit: looked }),
    (o) => owed(o) > 0,
  );
}

/** The person's milestones up to a date, of the orders that have one: overdue ones, too. */
async function milestonesOf(
  finder: OrderFinder,
  { id, ...person }: Person,
  upTo: CalendarDate,
): Promise<OwnMilestone[]> {
  if (!id) return [];
  const own = (order: Order) => openMilestones(order).filter((m) => m.responsible === id && m.planned <= upTo);
  const query = { milestones: { of: id, upTo } };
  const orders = await firstThatFit(
    (skip) => finder.list({ id, ...person }, query, { by: 'milestone', skip, limit: looked }),
    (order) => own(order).length > 0,
  );
  const all = orders.flatMap((order) => own(order).map((milestone) => ({ order, milestone })));
  return all.sort((a, b) => (a.milestone.planned < b.milestone.planned ? -1 : 1)).slice(0, most);
}

/** Reads a person's day: what needs action, open orders by stage, the next deliveries, overdue payments. */
export async function readDay(finder: OrderFinder, person: Person, today: CalendarDate): Promise<Day> {
  const count = async (state: State) => ({ state, count: await finder.count(person, { states: [state] }) });
  const [waiting, stages, deliveries, milestones, overdue] = await Promise.all([
    actionsOf(finder, person),
    Promise.all(openStates.map(count)),
    finder.list(person, { states: undelivered, promisedUpTo: addDays(today, week) }, { by: 'promised', limit: most }),
    milestonesOf(finder, person, addDays(today, week)),
    overdueOf(finder, person, today),
  ]);
  return { waiting, stages: stages.filter((s) => s.count > 0), deliveries: deliveries.orders, milestones, overdue };
}
