/** Ms between two looks. */
const lookEvery = 15;

/** Looks until a condition gives something other than `undefined` or `false`; fails with its words after `ms`. */
export async function until<T>(
  what: string,
  ms: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited ${ms} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}
