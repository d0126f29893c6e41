/** What came of some that were done together: of those that are not there each is done alone. */
export type Together<I, O> = {
  done: ReadonlyMap<I, O>;
  /** Ms for which others had to wait for what they wrote. */
  heldMs: number;
};

type Ways<I, O> = {
  /** Does some of them at once. What it throws is nobody's answer: each is done alone then, and gets its own. */
  together(items: readonly I[]): Promise<Together<I, O>>;
  alone(item: I): Promise<O>;
  /** Hears what `together` threw. */
  failed(error: unknown): void;
};

type Waiting<I, O> = { item: I; resolve(result: O): void; reject(error: unknown): void };

/** How many are done at once: at first, at most, and where those before held what they wrote for too long. */
const sizes = { first: 8, most: 20, least: 4 };
/** Ms for which what is done together may hold what it wrote: under half of what is promised, since a machine has its moments. */
const mostHeldMs = 45;

/** How many are done together next: fewer than those that held for too long, else a few more. */
export const nextSize = (size: number, heldMs: number): number =>
  heldMs > mostHeldMs ? Math.max(sizes.least, Math.floor(size / 2)) : Math.min(sizes.most, size + 2);

/**
 * Does what has to come one after the other, since all of it begins with the same counter: whoever comes alone is done
 * alone, at once; who comes while others are at it is done together with all who wait then, in the order in which they
 * came. So a crowd costs one transaction for many, and a single one waits for nobody.
 */
export function gathered<I, O>({ together, alone, failed }: Ways<I, O>): (item: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let size = sizes.first;
  let isRunning = false;

  const doAlone = ({ item, resolve, reject }: Waiting<I, O>): Promise<void> => alone(item).then(resolve, reject);

  async function doTogether(some: readonly Waiting<I, O>[]): Promise<void> {
    const { done, heldMs } = await together(some.map(({ item }) => item)).catch((error): Together<I, O> => {
      failed(error);
      return { done: new Map(), heldMs: 0 };
    });
    if (done.size > 0) size = nextSize(size, heldMs);
    for (const one of some) {
      const result = done.get(one.item);
      if (result === undefined) void doAlone(one);
      else one.resolve(result);
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const some = waiting.splice(0, size);
      await (some.length === 1 ? doAlone(some[0]!) : doTogether(some));
    }
    isRunning = false;
  }

  return (item) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void run();
    });
}
