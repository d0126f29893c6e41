import type { StandInClock } from '../platform/clock.ts';
import type { Met } from './faults.ts';

/** docs.slack.dev/apis/web-api/rate-limits: calls a minute, per method and team. */
const tiers: Readonly<Record<string, number>> = {
  'chat.postEphemeral': 100,
  'chat.update': 50,
  'chat.delete': 50,
  'conversations.open': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'users.info': 100,
  'users.lookupByEmail': 50,
  'views.open': 100,
  'views.update': 100,
  'views.push': 100,
  'views.publish': 100,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'files.info': 100,
};

export type Rates = ReturnType<typeof createRates>;

/** Which rules hold: a message a second and channel (Slack lets short bursts pass; `burst` says how many), and tiers. */
export type RateRules = { perChannel?: boolean; burst?: number; tiers?: boolean };

/** Counts calls by Slack's clock, and says how many seconds one that came too early has to wait. */
export function createRates(clock: StandInClock, { perChannel = false, burst = 1, tiers: byTier = false }: RateRules) {
  const [posts, calls] = [new Map<string, number[]>(), new Map<string, number[]>()];

  /** At most `most` calls in `window` ms: 0, or the seconds to wait. */
  function counted(known: Map<string, number[]>, key: string, most: number, window: number): number {
    const recent = (known.get(key) ?? []).filter((at) => clock.now() - at < window);
    if (recent.length >= most) return Math.max(1, Math.ceil((recent[0]! + window - clock.now()) / 1000));
    known.set(key, [...recent, clock.now()]);
    return 0;
  }

  return {
    /** Seconds until the call may come again; 0 if it may now. */
    wait({ method, channel }: Met, teamId: string): number {
      const tier = tiers[method];
      const tierWait = byTier && tier ? counted(calls, `${teamId} ${method}`, tier, 60_000) : 0;
      if (tierWait > 0 || !perChannel || !channel || method !== 'chat.postMessage') return tierWait;
      return counted(posts, `${teamId} ${channel}`, burst, burst * 1_000);
    },
  };
}
