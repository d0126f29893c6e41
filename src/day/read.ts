import { fallbackOf } from '../approvals/eligible.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { mayDecide, sees } from '../members/ability.ts';
import type { Person, Role } from '../members/member.ts';
import { type OrderFinder, openStates } from '../orders/find.ts';
import { owed } from '../orders/guards.ts';
import type { Order, State } from '../orders/order.ts';

/** What My day shows; each list is short, whatever the history. */
export type Day = {
  waiting: Order[];
  stages: { state: State; count: number }[];
  deliveries: Order[];
  /** Undefined for who may not read amounts. */
  overdue?: Order[];
};

/** How many entries a list has at most. */
const most = 8;
/** How many pending orders are looked through for those whose turn it is. */
const looked = 60;
const week = 7;

const inDelivery: readonly State[] = ['approved', 'in_production', 'ready', 'part_shipped'];
const unpaid: readonly State[] = ['shipped', 'delivered', 'part_shipped'];

const has = (person: Person, ...wanted: Role[]): boolean => wanted.some((r) => person.roles.includes(r));

async function toDecide(finder: OrderFinder, person: Person): Promise<Order[]> {
  if (!has(person, 'manager', 'admin')) return [];
  const { orders } = await finder.list(person, { states: ['pending'] }, { limit: looked, whole: true });
  return orders.filter((o) => mayDecide(person, o, fallbackOf(o)));
}

async function toPrepare(finder: OrderFinder, person: Person): Promise<Order[]> {
  if (!has(person, 'operations')) return [];
  return (await finder.list(person, { states: inDelivery }, { limit: most })).orders;
}

async function ownTurn(finder: OrderFinder, person: Person): Promise<Order[]> {
  if (!person.id) return [];
  const states: State[] = ['draft', 'rejected', 'delivered'];
  return (await finder.list(person, { owner: person.id, states }, { limit: most })).orders;
}

async function waitingFor(finder: OrderFinder, person: Person): Promise<Order[]> {
  const lists = await Promise.all([toDecide(finder, person), toPrepare(finder, person), ownTurn(finder, person)]);
  const all = new Map(lists.flat().map((o) => [o._id, o]));
  return [...all.values()].slice(0, most);
}

async function overdueOf(finder: OrderFinder, person: Person, today: CalendarDate): Promise<Order[] | undefined> {
  if (sees(person, 'commercial') !== 'full') return undefined;
  const { orders } = await finder.list(person, { states: unpaid, dueBefore: today }, { by: 'due', limit: looked });
  return orders.filter((o) => owed(o) > 0).slice(0, most);
}

/** Reads a person's day: what needs action, open orders by stage, the next deliveries, overdue payments. */
export async function readDay(finder: OrderFinder, person: Person, today: CalendarDate): Promise<Day> {
  const count = async (state: State) => ({ state, count: await finder.count(person, { states: [state] }) });
  const [waiting, stages, deliveries, overdue] = await Promise.all([
    waitingFor(finder, person),
    Promise.all(openStates.map(count)),
    finder.list(person, { states: inDelivery, promisedUpTo: addDays(today, week) }, { by: 'promised', limit: most }),
    overdueOf(finder, person, today),
  ]);
  return { waiting, stages: stages.filter((s) => s.count > 0), deliveries: deliveries.orders, overdue };
}
