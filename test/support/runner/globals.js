/** Ms that a test or a hook may take where it does not say how many; the runner itself knows no limit. */
const usualMs = 30_000;

const inTime =
  (work, ms = usualMs) =>
  async (...given) => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms.`)), ms);
    });
    try {
      return await Promise.race([work(...given), late]);
    } finally {
      clearTimeout(timer);
    }
  };

const timed = (run) => (name, work, ms) => run(name, inTime(work, ms));
const timedTest = (run) => Object.assign(timed(run), { each: (...table) => timed(run.each(...table)) });
const timedHook = (run) => (work, ms) => run(inTime(work, ms));

export const { describe, expect, jest } = globalThis;
export const test = Object.assign(timedTest(globalThis.test), {
  only: timedTest(globalThis.test.only),
  skip: timedTest(globalThis.test.skip),
});
export const it = test;
export const beforeAll = timedHook(globalThis.beforeAll);
export const afterAll = timedHook(globalThis.afterAll);
export const beforeEach = timedHook(globalThis.beforeEach);
export const afterEach = timedHook(globalThis.afterEach);
