import { expect, test } from '@jest/globals';
import type { AgendaBackend } from 'agenda';
import { followSearches } from '../../scheduler/searches.ts';

/** Searches that end when the test says so. */
function backend() {
  const ends: { found(): void; failed(): void }[] = [];
  const repository = {
    getNextJobToRun: () =>
      new Promise<undefined>((resolve, reject) =>
        ends.push({ found: () => resolve(undefined), failed: () => reject(new Error('the database is away')) }),
      ),
  } as unknown as AgendaBackend['repository'];
  return { repository, ends };
}

const search = ({ repository }: Pick<AgendaBackend, 'repository'>) =>
  repository.getNextJobToRun('reminders', new Date(0), new Date(0), undefined, undefined);

test('a desk that ends waits for the searches under way, also for one that fails, before it frees its jobs', async () => {
  const one = backend();
  const ended = followSearches(one);
  const [first, second] = [search(one), search(one)];
  second.catch(() => {});
  const told: string[] = [];
  const waiting = ended().then(() => told.push('ended'));
  one.ends[0]!.found();
  await first;
  expect(told).toEqual([]);
  one.ends[1]!.failed();
  await waiting;
  await expect(second).rejects.toThrow('the database is away');
  await ended();
});
