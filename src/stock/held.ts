import type { Line, Order, State } from '../orders/order.ts';

/** States in which an order holds nothing: not yet submitted, or given up. */
const letGo: readonly State[] = ['draft', 'rejected', 'cancelled'];

/** What of an order decides about stock. */
export type Stocked = Pick<Order, 'state' | 'imported' | 'lines' | 'lapsedAt'>;

/** What there is of a product, and what orders wait for beyond what they hold; in thousandths. Missing is none. */
export type Shelf = { onHand: number; reserved: number; waiting?: number };

/** What an order does to one product; all in thousandths. */
export type Part = {
  product: string;
  /** Held by the order before. */
  held: number;
  /** What it waited for before: what it still had to send and did not hold. */
  waited: number;
  /** What the order still has to send. */
  wanted: number;
  /** What leaves the warehouse now. */
  sent: number;
  /** Whether more is taken now, where there is more. */
  takes: boolean;
};

/** What comes of a part: what the order gives free, takes anew and sends, what it holds then, and waits for more or less. */
export type Movement = {
  product: string;
  released: number;
  taken: number;
  sent: number;
  held: number;
  /** How much more it waits for than before; below 0 where it is less. */
  waits: number;
};

/** Whether an order lost its reservation, since it was not decided in time. */
const isLapsed = ({ state, lapsedAt }: Stocked): boolean => state === 'pending' && !!lapsedAt;

/** Whether an order holds stock at all, and waits for what it misses. History that was loaded from a file never does. */
export const holds = (order: Stocked): boolean =>
  order.imported !== true && !letGo.includes(order.state) && !isLapsed(order);

/** What is held for a line, in thousandths. */
export const heldOf = (line: Pick<Line, 'reserved'>): number => line.reserved ?? 0;
/** What of a line is still to be sent, in thousandths. */
export const openOf = (line: Pick<Line, 'quantity' | 'shipped'>): number => Math.max(0, line.quantity - line.shipped);

/** A sum over the lines of each product, in the order of the lines. */
export function perProduct(lines: readonly Line[], of: (line: Line) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(line.product, (sums.get(line.product) ?? 0) + of(line));
  return sums;
}

/**
 * What a change of an order means for each of its products. Stock is taken when the order is submitted, again for what was
 * missing when it is approved, and when it asks for more of a product than before.
 */
export function partsOf(before: Stocked, after: Stocked): Part[] {
  const held = perProduct(before.lines, heldOf);
  const asked = perProduct(holds(before) ? before.lines : [], openOf);
  const wanted = perProduct(holds(after) ? after.lines : [], openOf);
  const isHistory = before.imported === true || after.imported === true;
  const shipped = (order: Stocked) => perProduct(isHistory ? [] : order.lines, (l) => l.shipped);
  const [sentBefore, sentAfter] = [shipped(before), shipped(after)];
  const begins = !holds(before) || (before.state === 'pending' && after.state !== 'pending');
  const of = (sums: ReadonlyMap<string, number>, product: string) => sums.get(product) ?? 0;
  return [...new Set([...held.keys(), ...wanted.keys(), ...sentAfter.keys()])].toSorted().map((product) => ({
    product,
    held: of(held, product),
    waited: Math.max(0, of(asked, product) - of(held, product)),
    wanted: of(wanted, product),
    sent: Math.max(0, of(sentAfter, product) - of(sentBefore, product)),
    takes: begins || of(wanted, product) > of(asked, product),
  }));
}

/** What stays held when nothing is taken: what is sent goes out of what the order holds first. */
const keptOf = ({ held, sent, wanted }: Part): number => Math.min(wanted, Math.max(0, held - sent));

/** Whether a part can move anything, so that its product has to be looked at. */
export function moves(part: Part): boolean {
  const { sent, held, wanted, waited, takes } = part;
  const kept = keptOf(part);
  return sent > 0 || kept !== held || wanted - kept !== waited || (takes && wanted > kept);
}

/**
 * What a part moves on its shelf; without the shelf (the product is gone) nothing is held. Never takes what is not there,
 * what others hold, or what others wait for; what is sent goes all the same, since it has gone.
 */
function movementOf(part: Part, shelf: Shelf | undefined): Movement {
  const { product, held, waited, wanted, sent, takes } = part;
  if (!shelf) return { product, released: held, taken: 0, sent: 0, held: 0, waits: 0 };
  const kept = keptOf(part);
  const others = Math.max(0, (shelf.waiting ?? 0) - waited);
  const free = shelf.onHand - sent - (shelf.reserved - held) - kept - others;
  const taken = takes ? Math.max(0, Math.min(wanted - kept, free)) : 0;
  return { product, released: held - kept, taken, sent, held: kept + taken, waits: wanted - kept - taken - waited };
}

/** Shares out what is held of each product among the lines, the earlier line first; lines that stay are the same. */
export function shared(lines: readonly Line[], held: ReadonlyMap<string, number>): Line[] {
  const left = new Map(held);
  return lines.map((line) => {
    const there = left.get(line.product) ?? 0;
    const reserved = Math.min(there, openOf(line));
    left.set(line.product, there - reserved);
    return reserved === heldOf(line) ? line : { ...line, reserved };
  });
}

/** An order of which a product is given so much more, in thousandths; less where it is below 0. */
export function given(order: Order, product: string, quantity: number): Order {
  const held = perProduct(order.lines, heldOf);
  held.set(product, (held.get(product) ?? 0) + quantity);
  return { ...order, lines: shared(order.lines, held) };
}

/** Lines and movements of a change of an order; `shelves` are those of the products of every part that moves. */
export function settle(
  before: Stocked,
  after: Stocked,
  shelves: ReadonlyMap<string, Shelf>,
): { lines: Line[]; movements: Movement[] } {
  const parts = partsOf(before, after);
  const movements = parts.filter(moves).map((part) => movementOf(part, shelves.get(part.product)));
  const held = new Map(parts.map((part) => [part.product, part.held]));
  for (const movement of movements) held.set(movement.product, movement.held);
  return { lines: shared(after.lines, held), movements: movements.filter((m) => shelves.has(m.product)) };
}
