import type { Posts } from '../chat/posts.ts';
import type { Swept } from '../chat/sweep.ts';

/**
 * The keys of rows that would bring the cards of an order up to date of which none is shown anywhere. A card that is posted
 * later is looked after by whoever posts it (`keepTrue`, `createAnswers`).
 */
export async function needlessOf(posts: Pick<Posts, 'shown'>, rows: readonly Swept[]): Promise<string[]> {
  const refreshes = rows.flatMap(({ _id, job, order, data }) =>
    job === 'refresh' && order && typeof data?.batch !== 'string' ? [{ kind: 'order' as const, id: order, _id }] : [],
  );
  if (refreshes.length === 0) return [];
  const shown = new Set(await posts.shown(refreshes));
  return refreshes.filter((one) => !shown.has(one)).map(({ _id }) => _id);
}
