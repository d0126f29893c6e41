import { type CalendarDate, daysBetween } from '../dates.ts';
import type { Line } from '../orders/order.ts';

/** What habits look at in an order. */
export type HabitOrder = {
  orderDate?: CalendarDate;
  /** Minor units of the base currency. */
  baseTotal: number;
  currency?: string;
  lines: readonly Pick<Line, 'sku' | 'name' | 'unit' | 'quantity' | 'unitPrice'>[];
};

/** An item that a customer usually takes. */
export type UsualItem = {
  sku: string;
  name: string;
  unit: string;
  /** Orders that it was in. */
  times: number;
  /** Median quantity, thousandths. */
  quantity: number;
  /** Of the newest order, 1/10,000 of the major unit of that order's currency. Commercial class. */
  lastPrice: number;
  currency?: string;
};

/** How a customer buys, from the newest orders. */
export type Habits = {
  orders: number;
  usual: UsualItem[];
  /** Days between two orders on average; undefined with less than two order dates. */
  interval?: number;
  /** Minor units of the base currency. Commercial class. */
  average?: number;
  /** Newer half of the orders against the older half, in whole percent; undefined with less than six orders. */
  trend?: number;
};

const mostUsual = 5;
const fewestForTrend = 6;

/** The middle value; of two middle ones the lower, so that it is a quantity that was really ordered. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

const mean = (values: readonly number[]): number => Math.round(values.reduce((sum, v) => sum + v, 0) / values.length);

/** Items of at least two orders (of one, while there are not three), most frequent first. */
function usualItems(newestFirst: readonly HabitOrder[]): UsualItem[] {
  const items = new Map<
    string,
    { newest: HabitOrder['lines'][number] & { currency?: string }; quantities: number[] }
  >();
  for (const order of newestFirst)
    for (const sku of new Set(order.lines.map((line) => line.sku))) {
      const lines = order.lines.filter((line) => line.sku === sku);
      const item = items.get(sku) ?? { newest: { ...lines[0]!, currency: order.currency }, quantities: [] };
      item.quantities.push(lines.reduce((sum, line) => sum + line.quantity, 0));
      items.set(sku, item);
    }
  const least = newestFirst.length < 3 ? 1 : 2;
  return [...items.entries()]
    .filter(([, item]) => item.quantities.length >= least)
    .sort(([a, x], [b, y]) => y.quantities.length - x.quantities.length || (a < b ? -1 : 1))
    .slice(0, mostUsual)
    .map(([sku, { newest, quantities }]) => ({
      sku,
      name: newest.name,
      unit: newest.unit,
      times: quantities.length,
      quantity: median(quantities),
      lastPrice: newest.unitPrice,
      currency: newest.currency,
    }));
}

function averageInterval(orders: readonly HabitOrder[]): number | undefined {
  const dates = [...new Set(orders.flatMap((o) => o.orderDate ?? []))].sort();
  if (dates.length < 2) return undefined;
  return Math.round(daysBetween(dates[0]!, dates.at(-1)!) / (dates.length - 1));
}

function trendOf(newestFirst: readonly HabitOrder[]): number | undefined {
  if (newestFirst.length < fewestForTrend) return undefined;
  const half = Math.floor(newestFirst.length / 2);
  const newer = mean(newestFirst.slice(0, half).map((o) => o.baseTotal));
  const older = mean(newestFirst.slice(-half).map((o) => o.baseTotal));
  return older === 0 ? undefined : Math.round(((newer - older) * 100) / older);
}

/** The habits that some orders show, newest order first. */
export function habitsOf(newestFirst: readonly HabitOrder[]): Habits {
  return {
    orders: newestFirst.length,
    usual: usualItems(newestFirst),
    interval: averageInterval(newestFirst),
    average: newestFirst.length ? mean(newestFirst.map((o) => o.baseTotal)) : undefined,
    trend: trendOf(newestFirst),
  };
}
