/** Ms that a test or a hook may take where it does not say how many; the runner itself knows no limit. */
const usualMs = 30_000;

const inTime =
  (what, work, ms = usualMs) =>
  async (...given) => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms: ${what}`)), ms);
    });
    try {
      return await Promise.race([work(...given), late]);
    } finally {
      clearTimeout(timer);
    }
  };

const timed = (run) => (name, work, ms) => run(name, inTime(name, work, ms));
const timedHook = (name, run) => (work, ms) => run(inTime(name, work, ms));

/**
 * What suites import as `@jest/globals`. The runner knows less than jest: it ignores `expect.assertions` and
 * `expect.hasAssertions`, `restoreMocks` and its like of the configuration, and has neither `test.failing` nor
 * `test.concurrent`. Here is what suites use of the rest: `test` with `each` and `skip`, and hooks.
 */
export const { describe, expect, jest } = globalThis;
export const test = Object.assign(timed(globalThis.test), {
  each: (...table) => timed(globalThis.test.each(...table)),
  skip: globalThis.test.skip,
});
export const it = test;
export const beforeAll = timedHook('beforeAll', globalThis.beforeAll);
export const afterAll = timedHook('afterAll', globalThis.afterAll);
export const beforeEach = timedHook('beforeEach', globalThis.beforeEach);
export const afterEach = timedHook('afterEach', globalThis.afterEach);
