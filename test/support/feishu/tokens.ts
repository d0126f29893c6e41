import type { StandInClock } from '../platform/clock.ts';
import type { Ids } from './ids.ts';

export type Tokens = ReturnType<typeof createTokens>;

/** auth-v3/auth/tenant_access_token_internal: two hours; within the last half hour a new one is given out too. */
const life = 7_200_000;
const renewal = 1_800_000;

/** The app's tenant access tokens. */
export function createTokens(clock: StandInClock, ids: Ids) {
  let given: { token: string; until: number }[] = [];

  return {
    /** The token that is asked for now, and its rest in seconds. */
    issue(): { token: string; expire: number } {
      let newest = given.at(-1);
      if (!newest || newest.until - clock.now() < renewal) {
        newest = { token: ids.token(), until: clock.now() + life };
        given.push(newest);
      }
      return { token: newest.token, expire: Math.floor((newest.until - clock.now()) / 1000) };
    },
    isValid: (token: string): boolean => given.some((g) => g.token === token && g.until > clock.now()),
    /** Every token given so far ends after so many seconds. */
    expire(seconds: number): void {
      for (const one of given) one.until = Math.min(one.until, clock.now() + seconds * 1000);
    },
    /** Every token given so far is dead, whatever was said of its end. */
    revoke(): void {
      given = [];
    },
  };
}
