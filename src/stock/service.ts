import type { Audit } from '../audit/service.ts';
import type { Log } from '../log.ts';
import type { Person } from '../members/member.ts';
import type { MoveInput } from '../orders/deeds/deed.ts';
import type { Order } from '../orders/order.ts';
import type { Product } from '../products/product.ts';
import type { AwaitedGoods } from './awaited.ts';
import { type BookStock, createBooking } from './book.ts';
import type { NewsDeps } from './desk-news.ts';
import { createExpiry } from './expire.ts';
import type { GiveWay } from './give-way.ts';
import { createStockReader } from './read.ts';
import { readAwaited } from './read-awaited.ts';
import { type OvershipGap, readOvership } from './read-overship.ts';
import { createServing } from './serve.ts';

type Deps = NewsDeps & { log: Log; audit: Audit; giveWay: GiveWay; outbox: NewsDeps['outbox'] & { kick(): void } };

/** Stock as commands and jobs use it. */
export function createStock(deps: Deps) {
  const expire = createExpiry(deps);
  const serve = createServing(deps);
  const book = createBooking(deps);
  return {
    ...createStockReader(deps),
    /** What an order waits for, for its card and for the form of another date. */
    awaited: (order: Pick<Order, 'waitsFor'>): Promise<AwaitedGoods> => readAwaited(deps.connection, order),
    /** What an order would send so that is not there for it, with those who hold it. */
    overshipGaps: (person: Person, order: Order, parts: NonNullable<MoveInput['lines']>): Promise<OvershipGap[]> =>
      readOvership(deps.connection, person, order, parts),
    /** Books once what somebody counted, took in or wrote off. Throws `DeskError`. */
    async book(...given: Parameters<BookStock>): Promise<Product> {
      const booked = await book(...given);
      deps.outbox.kick();
      return booked;
    },
    /** Serves orders that wait for what came free; with `products`, only those. Gives how many got something. */
    async serve(now: Date, products?: readonly string[]): Promise<number> {
      const served = await serve(now, products);
      if (served > 0) deps.outbox.kick();
      return served;
    },
    /** Ends reservations whose time is over, then gives what came free to those who wait. */
    async tick(now: Date): Promise<{ ended: number; served: number }> {
      const ended = await expire(now);
      const served = await serve(now);
      if (ended + served > 0) deps.outbox.kick();
      return { ended, served };
    },
  };
}
export type Stock = ReturnType<typeof createStock>;
