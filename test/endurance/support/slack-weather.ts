import fc from 'fast-check';
import type { LocalSlack, SlackDesk } from '../../support/slack-desk.ts';
import { until } from '../../support/until.ts';

/** What may be wrong with Slack for a while. */
export type Weather = {
  kind: 'fine' | 'limit' | 'fail' | 'hiccup' | 'slow' | 'lost' | 'lostAndLate' | 'away' | 'hangs';
  method: string;
  times: number;
  seconds: number;
};

/** Calls for notices; of answers to people only those that Slack surely did not take. */
const methods = ['chat.postMessage', 'chat.postMessage', 'chat.update', 'conversations.open', 'conversations.history'];
const kinds = ['fine', 'limit', 'fail', 'hiccup', 'slow', 'lost', 'lostAndLate', 'away', 'hangs'] as const;

/** A forecast, the same for the same seed. */
export const forecast = (steps: number, seed: number): Weather[] =>
  fc.sample(
    fc.record({
      kind: fc.constantFrom<Weather['kind']>('fine', 'fine', ...kinds),
      method: fc.constantFrom(...methods, 'response_url', '*'),
      times: fc.integer({ min: 1, max: 2 }),
      seconds: fc.integer({ min: 1, max: 40 }),
    }),
    { numRuns: steps, seed },
  );

/** Makes it so; what is given ends the slowness of what is slow. */
export async function befall({ faults }: LocalSlack, { kind, method, times, seconds }: Weather): Promise<() => void> {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const forPosts = { method: method === 'response_url' || method === '*' ? 'chat.postMessage' : method, times };
  if (kind === 'limit') faults.rateLimit({ method, times, retryAfter: seconds });
  if (kind === 'fail') faults.fail({ method, times, status: 500 + (seconds % 4) });
  if (kind === 'hiccup') faults.refuse({ ...forPosts, error: 'internal_error' });
  if (kind === 'slow') faults.slow({ ...forPosts, until: answered });
  if (kind === 'lost' || kind === 'lostAndLate') faults.loseAnswer(forPosts);
  if (kind === 'lostAndLate') faults.late({ method: 'chat.postMessage', ms: 20_000, times });
  if (kind === 'away') await faults.down();
  if (kind === 'hangs') faults.hang();
  return answer;
}

/** While the desk works: time passes for what is slow, and what hangs is cut off. Not every step has a call for it. */
export async function passes({ slack, later }: Pick<SlackDesk, 'slack' | 'later'>, { kind }: Weather): Promise<void> {
  const { faults } = slack;
  const met = (what: string, look: () => boolean) => until(what, 200, look).catch(() => {});
  if (kind === 'slow') {
    const before = faults.waiting().length;
    await met('something is slow', () => faults.waiting().length < before);
    later(4_000);
  }
  if (kind !== 'hangs') return;
  await met('something hangs', () => faults.hanging() > 0);
  await faults.up();
}
