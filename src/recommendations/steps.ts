/** Something long, done in small steps so that others can go between. */
export type Steps<T> = Generator<unknown, T>;

/** All of it at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}
