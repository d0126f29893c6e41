import type { OrderSums, Sum } from './part.ts';

/**
 * Sums as two texts, one of them without any amount, for who may read none: read as one text they take a tenth of the time
 * that they take as documents. Keys are places in `words`, since few people and classes come again and again.
 */
export type Packed = { words: string[]; sums: string; money: string };

type PackedSum = [keys: number[], count: number, quantity: number | null, orders: PackedOrders | null];
type PackedOrders = [onTime: number, late: number, due: string[], reviews: number[][]];
type PackedMoney = [total: number | null, amounts: number[] | null];

/** Packs sums. */
export function packed(entries: readonly Sum[]): Packed {
  const places = new Map<string, number>();
  const placeOf = (word: string): number => {
    const place = places.get(word) ?? places.size;
    places.set(word, place);
    return place;
  };
  const sums = entries.map(
    ({ keys, count, quantity, orders }): PackedSum => [
      keys.map(placeOf),
      count,
      quantity ?? null,
      orders ? [orders.onTime, orders.late, orders.due, orders.reviews] : null,
    ],
  );
  const money = entries.map(({ total, orders }): PackedMoney => [total ?? null, orders?.amounts ?? null]);
  return { words: [...places.keys()], sums: JSON.stringify(sums), money: JSON.stringify(money) };
}

/** Unpacks sums; without amounts where those were not read. */
export function unpacked({ words, sums, money }: Omit<Packed, 'money'> & { money?: string }): Sum[] {
  const amounts = money === undefined ? [] : (JSON.parse(money) as PackedMoney[]);
  return (JSON.parse(sums) as PackedSum[]).map(([keys, count, quantity, orders], place): Sum => {
    const own = amounts[place];
    return {
      keys: keys.map((key) => words[key] ?? ''),
      count,
      total: own?.[0] ?? undefined,
      quantity: quantity ?? undefined,
      orders: orders ? ordersOf(orders, own?.[1] ?? undefined) : undefined,
    };
  });
}

const ordersOf = ([onTime, late, due, reviews]: PackedOrders, amounts: number[] | undefined): OrderSums => ({
  amounts,
  onTime,
  late,
  due,
  reviews,
});
