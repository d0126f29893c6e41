import { DeskError, FieldErrors } from '../../errors.ts';

/** Some cannot be done together with the others: nothing is stored, so that no number is wasted on them. */
export class Apart<I> extends Error {
  readonly items: readonly I[];
  constructor(items: readonly I[]) {
    super(`${items.length} are done alone`);
    this.items = items;
  }
}

/** Works something out; undefined where it is refused. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DeskError || error instanceof FieldErrors) return undefined;
    throw error;
  }
}

/**
 * Works out each of some items; throws `Apart` with those of which there is nothing, so that the others are tried without
 * them.
 */
export function eachOf<I, T>(items: readonly I[], work: (item: I, place: number) => T | undefined): T[] {
  const found = items.map((item, place) => unlessRefused(() => work(item, place)));
  const apart = items.filter((_, place) => found[place] === undefined);
  if (apart.length > 0) throw new Apart(apart);
  return found as T[];
}

/** Does as many of some items as can be done together, by one attempt or a second without those that cannot. */
export async function withoutApart<I, T>(
  items: readonly I[],
  attempt: (items: readonly I[]) => Promise<T>,
): Promise<T | undefined> {
  let left = items;
  for (let tries = 0; tries < 2 && left.length > 1; tries += 1)
    try {
      return await attempt(left);
    } catch (error) {
      if (!(error instanceof Apart)) throw error;
      left = left.filter((item) => !error.items.includes(item));
    }
  return undefined;
}
