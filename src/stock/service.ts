import type { Audit } from '../audit/service.ts';
import type { Log } from '../log.ts';
import { createBooking } from './book.ts';
import type { NewsDeps } from './desk-news.ts';
import { createExpiry } from './expire.ts';
import { createStockReader } from './read.ts';
import { createServing } from './serve.ts';

type Deps = NewsDeps & { log: Log; audit: Audit; outbox: NewsDeps['outbox'] & { kick(): void } };

/** Stock as commands and jobs use it. */
export function createStock(deps: Deps) {
  const expire = createExpiry(deps);
  const serve = createServing(deps);
  return {
    ...createStockReader(deps),
    book: createBooking(deps),
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
