import { type OrderSums, type Part, type Sheet, type Sum, separator } from './part.ts';

/** What was taken away had never been added: the sums are not those of the orders, and are to be counted anew. */
export class NotTheirs extends Error {}

/** Sums of some sheets and dates, to which parts are added and from which they are taken. */
export type Sums = ReturnType<typeof createSums>;

/** The name of the sums of a sheet on a date. */
export const idOf = (sheet: Sheet, date: string): string => `${sheet}:${date}`;

/** Keeps sums by sheet and date. */
export function createSums() {
  const all = new Map<string, { sheet: Sheet; date: string; sums: Map<string, Sum> }>();

  function pageOf(sheet: Sheet, date: string) {
    const id = idOf(sheet, date);
    const page = all.get(id) ?? { sheet, date, sums: new Map<string, Sum>() };
    all.set(id, page);
    return page;
  }

  return {
    /** Takes up what is stored. */
    load({ sheet, date, entries }: { sheet: Sheet; date: string; entries: readonly Sum[] }): void {
      const { sums } = pageOf(sheet, date);
      for (const sum of entries) sums.set(sum.keys.join(separator), sum);
    },

    /** Adds a part. */
    add({ sheet, date, sum }: Part): void {
      const { sums } = pageOf(sheet, date);
      const key = sum.keys.join(separator);
      const there = sums.get(key);
      if (!there) sums.set(key, structuredClone(sum));
      else addSum(there, sum);
    },

    /** Takes a part away. Throws `NotTheirs` where it is not in there. */
    take({ sheet, date, sum }: Part): void {
      const { sums } = pageOf(sheet, date);
      const key = sum.keys.join(separator);
      const there = sums.get(key);
      if (!there || there.count < sum.count) throw new NotTheirs(`${sheet} of ${date} do not have what is taken away`);
      takeSum(there, sum);
      if (there.count === 0) sums.delete(key);
    },

    /** Every sheet and date that was touched, with its sums in one order, also where none is left. */
    pages: () =>
      [...all.values()].map(({ sheet, date, sums }) => ({
        sheet,
        date,
        entries: [...sums.values()].sort(byKeys).map(sorted),
      })),

    /** The sums as parts. */
    *parts(): Generator<Part> {
      for (const { sheet, date, sums } of all.values()) for (const sum of sums.values()) yield { sheet, date, sum };
    },
  };
}

const byKeys = (a: Sum, b: Sum): number => {
  const [one, other] = [a.keys.join(separator), b.keys.join(separator)];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** The same orders give the same stored sums, in whatever order they were counted. */
function sorted(sum: Sum): Sum {
  if (!sum.orders) return sum;
  sum.orders.amounts?.sort((a, b) => a - b);
  sum.orders.due.sort();
  sum.orders.reviews.sort((a, b) => a[0]! - b[0]! || (String(a) < String(b) ? -1 : 1));
  return sum;
}

const plus = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);

function addSum(there: Sum, more: Sum): void {
  there.count += more.count;
  there.total = plus(there.total, more.total);
  there.quantity = plus(there.quantity, more.quantity);
  if (there.orders && more.orders) addOrders(there.orders, more.orders);
}

function addOrders(there: OrderSums, more: OrderSums): void {
  if (more.amounts) there.amounts = [...(there.amounts ?? []), ...more.amounts];
  there.onTime += more.onTime;
  there.late += more.late;
  there.due.push(...more.due);
  there.reviews.push(...structuredClone(more.reviews));
}

const minus = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined && b === undefined ? undefined : (a ?? 0) - (b ?? 0);

function takeSum(there: Sum, less: Sum): void {
  there.count -= less.count;
  there.total = minus(there.total, less.total);
  there.quantity = minus(there.quantity, less.quantity);
  if (!there.orders || !less.orders) return;
  there.orders.onTime -= less.orders.onTime;
  there.orders.late -= less.orders.late;
  if (there.orders.onTime < 0 || there.orders.late < 0) throw new NotTheirs('more on time or late than there are');
  takeEach(there.orders.amounts ?? [], less.orders.amounts ?? []);
  takeEach(there.orders.due, less.orders.due);
  takeEach(there.orders.reviews, less.orders.reviews, String);
}

/** Takes one equal value for each out of a list. */
function takeEach<T>(list: T[], gone: readonly T[], as: (value: T) => unknown = (value) => value): void {
  for (const value of gone) {
    const place = list.findIndex((one) => as(one) === as(value));
    if (place < 0) throw new NotTheirs('a value that is taken away was never added');
    list.splice(place, 1);
  }
}

/** The sums of a month are those of its days, without what only days keep: who asks for a year reads twelve, not 365. */
export function monthPart({ sheet, date, sum }: Part): Part {
  const { orders: _, ...plain } = sum;
  return { sheet, date: date.slice(0, 7), sum: plain };
}
