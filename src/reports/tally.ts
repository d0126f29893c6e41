import type { WorkClock } from '../calendar/work-clock.ts';
import type { CalendarDate } from '../dates.ts';
import { keysOf, type OrderSums, type Part, type ReviewFigures, type Sheet, type Sum } from '../rollups/part.ts';
import { averageOf, byWeight, type Group, medianOf, rateOf, type Spread, spreadOf } from './figures.ts';
import { bucketKey, type Unit, units } from './period.ts';
import { type Range, rangesOf } from './ranges.ts';
import { type Grouping, keyNameOf } from './vocabulary.ts';

/** Everything that is said about the orders of one period. Amounts are missing where they may not be read. */
export type Figures = {
  count: number;
  total?: number;
  average?: number;
  median?: number;
  spread?: Spread;
  /** Amounts by ranges. */
  ranges?: Range[];
  onTime: { onTime: number; late: number; rate?: number };
  /** Times in milliseconds of working days; decisions within the SLA, in basis points. */
  review: { reviewed: number; average?: number; median?: number; decisions: number; within: number; rate?: number };
  /** Groups, larger first, of every grouping that was asked for. */
  groups: Partial<Record<Grouping, Group[]>>;
};

/** What a tally needs to know. */
export type TallyOptions = {
  groupings: readonly Grouping[];
  money: boolean;
  today: CalendarDate;
  /** The present instant, milliseconds. */
  now: number;
  workTime: WorkClock['between'];
  /** The review SLA, milliseconds. */
  sla: number;
};

/** By which sheet orders are counted: `orders` has every figure, `totals` no more than how many and how much, of fewer sums. */
export type Base = 'orders' | 'totals';

/** Which sheet a grouping is told by: its own, else that by which orders are counted, if it knows it. */
function sheetOf(name: Grouping, base: Base): Sheet {
  if (name === 'customer') return 'customers';
  if (name === 'product') return 'products';
  if (name === 'category') return 'categories';
  const isInTotals = isUnit(name) || (keysOf.totals as readonly string[]).includes(keyNameOf(name));
  return isInTotals ? base : 'orders';
}

/** The sheets that groupings need, and that by which orders are counted. */
export const sheetsFor = (groupings: readonly Grouping[], base: Base = 'orders'): Sheet[] => [
  ...new Set([base, ...groupings.map((name) => sheetOf(name, base))]),
];

type Groups = Map<string, Group>;
type Adder = { sheet: Sheet; groups: Groups; add(part: Part): void };

/** Adds up parts one by one, of single orders or of roll-ups, so that a period of any size needs no list of its orders. */
export function createTally(
  options: TallyOptions,
  base: Base = 'orders',
): { add(part: Part): void; figures(): Figures } {
  const { money, groupings } = options;
  const amounts: number[] = [];
  const onTime = { onTime: 0, late: 0 };
  const reviews = createReviews(options);
  const sums = groupings.map((name) => [name, adderOf(name, base, options.today)] as const);
  let count = 0;
  let total = 0;

  function addOrders(own: OrderSums): void {
    if (money) for (const one of own.amounts ?? []) amounts.push(one);
    onTime.onTime += own.onTime;
    onTime.late += own.late;
    onTime.late += pastDue(own, options.today);
    for (const review of own.reviews) reviews.add(review);
  }

  function add(part: Part): void {
    if (part.sheet === base) {
      count += part.sum.count;
      total += part.sum.total ?? 0;
      if (part.sum.orders) addOrders(part.sum.orders);
    }
    for (const [, adder] of sums) if (adder.sheet === part.sheet) adder.add(part);
  }

  function figures(): Figures {
    const sorted = Float64Array.from(amounts).sort();
    return {
      count,
      ...(money && {
        total,
        average: averageOf(total, count),
        median: medianOf(sorted),
        spread: spreadOf(sorted),
        ranges: rangesOf(sorted),
      }),
      onTime: { ...onTime, rate: rateOf(onTime.onTime, onTime.onTime + onTime.late) },
      review: reviews.figures(),
      groups: Object.fromEntries(sums.map(([name, { groups }]) => [name, [...groups.values()].sort(byWeight)])),
    };
  }

  return { add, figures };
}

const isUnit = (name: Grouping): name is Unit => (units as readonly string[]).includes(name);

function adderOf(name: Grouping, base: Base, today: CalendarDate): Adder {
  const sheet = sheetOf(name, base);
  const groups: Groups = new Map();
  const names: readonly string[] = keysOf[sheet];
  const place = names.indexOf(keyNameOf(name));
  const named = names.indexOf('name');
  const keyOf = isUnit(name) ? ({ date }: Part) => bucketKey(date, name) : ({ sum }: Part) => sum.keys[place] ?? '';
  const add = (part: Part) => {
    const group = addToGroup(groups, keyOf(part), part.sum, named < 0 ? undefined : part.sum.keys[named]);
    if (part.sum.orders) addTimes(group, part.sum.orders, today);
  };
  return { sheet, groups, add };
}

/** Orders that are late by now, though they may still come. */
const pastDue = ({ due }: OrderSums, today: CalendarDate): number => due.filter((promised) => promised < today).length;

function addTimes(group: Group, own: OrderSums, today: CalendarDate): void {
  group.onTime = (group.onTime ?? 0) + own.onTime;
  group.late = (group.late ?? 0) + own.late + pastDue(own, today);
}

/** A group goes by one of the names that it had: the first by letters, whichever way it was added up. */
function addToGroup(groups: Groups, key: string, { count, total, quantity }: Sum, name: string | undefined): Group {
  const group = groups.get(key) ?? { key, name, count: 0, total: undefined };
  groups.set(key, group);
  group.count += count;
  if (name !== undefined && name < (group.name ?? name)) group.name = name;
  if (total !== undefined) group.total = (group.total ?? 0) + total;
  if (quantity !== undefined) group.quantity = (group.quantity ?? 0) + quantity;
  return group;
}

function createReviews({ workTime, sla, now }: Pick<TallyOptions, 'workTime' | 'sla' | 'now'>) {
  const times: number[] = [];
  let decisions = 0;
  let within = 0;

  function decide(time: number): void {
    decisions += 1;
    if (time <= sla) within += 1;
  }

  function add([submitted = 0, approved = 0, waitingSince = 0, ...decided]: ReviewFigures): void {
    if (approved > 0) times.push(workTime(submitted, approved));
    let start = submitted;
    for (const at of decided) {
      decide(workTime(start, at));
      start = at;
    }
    const waiting = waitingSince === 0 ? 0 : workTime(waitingSince, now);
    if (waiting > sla) decide(waiting);
  }

  function figures(): Figures['review'] {
    const sorted = Float64Array.from(times).sort();
    const sum = times.reduce((a, b) => a + b, 0);
    return {
      reviewed: times.length,
      average: averageOf(sum, times.length),
      median: medianOf(sorted),
      decisions,
      within,
      rate: rateOf(within, decisions),
    };
  }

  return { add, figures };
}
