import type { WorkClock } from '../calendar/work-clock.ts';
import type { CalendarDate } from '../dates.ts';
import { averageOf, byWeight, type Group, medianOf, rateOf, type Spread, spreadOf, timeliness } from './figures.ts';
import { bucketKey, type Unit, units } from './period.ts';
import type { Review, Row } from './row.ts';
import type { Grouping } from './vocabulary.ts';

/** Everything that is said about the orders of one period. Amounts are missing where they may not be read. */
export type Figures = {
  count: number;
  total?: number;
  average?: number;
  median?: number;
  spread?: Spread;
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

type Sums = Map<string, Group & { last?: string }>;

/** Adds up rows one by one, so that a period of any size needs no list of its orders. */
export function createTally(options: TallyOptions): { add(row: Row): void; figures(): Figures } {
  const { money, groupings } = options;
  const amounts: number[] = [];
  const onTime = { onTime: 0, late: 0, notDue: 0 };
  const reviews = createReviews(options);
  const sums = groupings.map((name) => [name, new Map() as Sums] as const);
  let count = 0;
  let total = 0;

  function add(row: Row): void {
    count += 1;
    total += row.amount ?? 0;
    if (money) amounts.push(row.amount ?? 0);
    onTime[timeliness(row, options.today)] += 1;
    if (row.review) reviews.add(row.review);
    for (const [name, groups] of sums) addToGroups(groups, row, name);
  }

  function figures(): Figures {
    const sorted = Float64Array.from(amounts).sort();
    return {
      count,
      ...(money && { total, average: averageOf(total, count), median: medianOf(sorted), spread: spreadOf(sorted) }),
      onTime: {
        onTime: onTime.onTime,
        late: onTime.late,
        rate: rateOf(onTime.onTime, onTime.onTime + onTime.late),
      },
      review: reviews.figures(),
      groups: Object.fromEntries(sums.map(([name, groups]) => [name, sortedGroups(groups)])),
    };
  }

  return { add, figures };
}

const sortedGroups = (groups: Sums): Group[] =>
  [...groups.values()].map(({ last: _, ...group }) => group).sort(byWeight);

const isUnit = (name: Grouping): name is Unit => (units as readonly string[]).includes(name);

function addToGroups(groups: Sums, row: Row, name: Grouping): void {
  if (name === 'product' || name === 'category') {
    for (const line of row.lines) {
      const key = name === 'product' ? line.sku : (line.category ?? '');
      addToGroup(groups, row.id, key, line.amount, name === 'product' ? line : undefined);
    }
    return;
  }
  addToGroup(groups, row.id, keyOf(row, name), row.amount, name === 'customer' ? row.customer : undefined);
}

function addToGroup(
  groups: Sums,
  order: string,
  key: string,
  amount: number | undefined,
  from?: { name: string; quantity?: number },
): void {
  let group = groups.get(key);
  if (!group) {
    group = { key, name: from?.name, count: 0, total: amount === undefined ? undefined : 0 };
    groups.set(key, group);
  }
  if (group.last !== order) group.count += 1;
  group.last = order;
  if (amount !== undefined) group.total = (group.total ?? 0) + amount;
  if (from?.quantity !== undefined) group.quantity = (group.quantity ?? 0) + from.quantity;
}

/** Keys of dates that were asked for: a period has few dates and many orders. */
const dateKeys = new Map<string, string>();

function keyOfDate(date: CalendarDate, unit: Unit): string {
  const asked = `${unit}${date}`;
  const known = dateKeys.get(asked);
  if (known) return known;
  if (dateKeys.size > 20_000) dateKeys.clear();
  const key = bucketKey(date, unit);
  dateKeys.set(asked, key);
  return key;
}

function keyOf(row: Row, name: Exclude<Grouping, 'product' | 'category'>): string {
  if (isUnit(name)) return keyOfDate(row.date, name);
  if (name === 'customer') return row.customer.code;
  if (name === 'region') return row.customer.region ?? '';
  if (name === 'status') return row.state;
  if (name === 'owner' || name === 'team') return row[name] ?? '';
  if (name === 'customer-type') return row.classes?.customer ?? '';
  return row.classes?.[name] ?? '';
}

function createReviews({ workTime, sla, now }: Pick<TallyOptions, 'workTime' | 'sla' | 'now'>) {
  const times: number[] = [];
  let decisions = 0;
  let within = 0;

  function decide(time: number): void {
    decisions += 1;
    if (time <= sla) within += 1;
  }

  function add(review: Review): void {
    if (review.approved !== undefined) times.push(workTime(review.submitted, review.approved));
    let start = review.submitted;
    for (const at of review.decisions) {
      decide(workTime(start, at));
      start = at;
    }
    const waiting = review.waitingSince === undefined ? 0 : workTime(review.waitingSince, now);
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
