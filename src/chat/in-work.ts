/** Work that goes on after a request was answered, so that the desk can wait for it before it ends. */
export function createInWork() {
  const all = new Set<Promise<unknown>>();
  return {
    /** Remembers the work until it ends. */
    add<T>(work: Promise<T>): Promise<T> {
      all.add(work);
      const done = () => all.delete(work);
      work.then(done, done);
      return work;
    },
    /** Resolves when nothing is worked on any more. */
    async idle(): Promise<void> {
      while (all.size > 0) await Promise.allSettled(all);
    },
  };
}
