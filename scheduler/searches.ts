import type { AgendaBackend } from 'agenda';

/**
 * Follows the searches for due jobs. Agenda, when it is drained, does not wait for one that is under way, and the job that
 * it then locks would stay locked. The result waits until none is under way.
 */
export function followSearches({ repository }: Pick<AgendaBackend, 'repository'>): () => Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  const search = repository.getNextJobToRun.bind(repository);
  repository.getNextJobToRun = (...given) => {
    const found = search(...given);
    underWay.add(found);
    const forget = () => void underWay.delete(found);
    found.then(forget, forget);
    return found;
  };
  return async () => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
}
