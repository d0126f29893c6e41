import { addDays, type CalendarDate } from '../dates.ts';
import type { Line, Order } from '../orders/order.ts';
import type { Product } from '../products/product.ts';
import { missing } from './queue.ts';

/** The products that an order waits for and that stock is kept of, with what is known of when more of them can be here. */
export type AwaitedGoods = ReadonlyMap<string, Pick<Product, 'leadTimeDays'>>;

/** A line that misses goods: what is held and what is missing of it, in thousandths, and when more can be here. */
export type AwaitedLine = { line: Line; held: number; short: number; expected?: CalendarDate };

/** The lines of an order that miss goods that stock is kept of. More can be here once its lead time is over, from today. */
export const awaitedLines = (
  { lines }: Pick<Order, 'lines'>,
  awaited: AwaitedGoods,
  today: CalendarDate,
): AwaitedLine[] =>
  lines.flatMap((line) => {
    const [product, short] = [awaited.get(line.product), missing(line)];
    if (!product || short === 0) return [];
    const { leadTimeDays: days } = product;
    return [{ line, held: line.reserved ?? 0, short, ...(days !== undefined && { expected: addDays(today, days) }) }];
  });

/** When all that is missing can be here, as far as it is known. */
export const expectedGoods = (lines: readonly AwaitedLine[]): CalendarDate | undefined =>
  lines
    .flatMap(({ expected }) => expected ?? [])
    .sort()
    .at(-1);
