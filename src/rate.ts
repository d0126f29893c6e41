import type { Clock } from './clock.ts';

/** How many calls at once, and how many a second after that. */
export type Rate = { burst: number; perSecond: number };

/** Whether `who` may call once more. */
export type RateLimit = (who: string) => boolean;

/** A token bucket per caller. Full buckets are forgotten, so that the memory is bounded by the callers of one refill. */
export function createRateLimit(rate: Rate, clock: Clock): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  const refill = (rate.burst / rate.perSecond) * 1000;
  let swept = 0;

  function sweep(now: number): void {
    if (now - swept < refill) return;
    swept = now;
    for (const [who, bucket] of buckets) if (now - bucket.at >= refill) buckets.delete(who);
  }

  return (who) => {
    const now = clock().getTime();
    sweep(now);
    const bucket = buckets.get(who) ?? { left: rate.burst, at: now };
    const passed = Math.max(0, now - bucket.at);
    const left = Math.min(rate.burst, bucket.left + (passed / 1000) * rate.perSecond);
    buckets.set(who, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  };
}
