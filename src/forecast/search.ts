/** Where one number may lie, and where the search for it begins. */
export type Bound = { low: number; high: number; start: number };

type Cost = (at: readonly number[]) => number;
type Corner = { at: number[]; cost: number };

/** After so many steps what was found is taken: a forecast is no better for the last digit of a parameter. */
const mostSteps = 120;
/** Corners whose costs differ by less, relatively, are one place. */
const near = 1e-7;

/** From the middle, so many times the way to `corner`, kept within the bounds. */
const along = (
  middle: readonly number[],
  corner: readonly number[],
  times: number,
  bounds: readonly Bound[],
): number[] =>
  bounds.map(({ low, high }, i) => Math.min(high, Math.max(low, middle[i]! + times * (corner[i]! - middle[i]!))));

function middleOf(corners: readonly Corner[]): number[] {
  const others = corners.slice(0, -1);
  return others[0]!.at.map((_, i) => others.reduce((total, c) => total + c.at[i]!, 0) / others.length);
}

function firstCorners(cost: Cost, bounds: readonly Bound[]): Corner[] {
  const start = bounds.map((b) => b.start);
  const beside = bounds.map(({ low, high }, i) => {
    const step = (high - low) / 4;
    return start.map((s, k) => (k !== i ? s : s + step <= high ? s + step : s - step));
  });
  return [start, ...beside].map((at) => ({ at, cost: cost(at) }));
}

/** What takes the place of the worst corner (the last of the sorted ones); nothing where no try was better. */
function better(corners: readonly Corner[], cost: Cost, bounds: readonly Bound[]): Corner | undefined {
  const worst = corners.at(-1)!;
  const middle = middleOf(corners);
  const tried = (times: number): Corner => {
    const at = along(middle, worst.at, times, bounds);
    return { at, cost: cost(at) };
  };
  const mirrored = tried(-1);
  if (mirrored.cost < corners[0]!.cost) {
    const further = tried(-2);
    return further.cost < mirrored.cost ? further : mirrored;
  }
  if (mirrored.cost < corners.at(-2)!.cost) return mirrored;
  const nearer = tried(mirrored.cost < worst.cost ? -0.5 : 0.5);
  return nearer.cost < Math.min(mirrored.cost, worst.cost) ? nearer : undefined;
}

/**
 * The place within the bounds where `cost` is least, as the simplex of Nelder and Mead finds it (The Computer Journal 7, 1965):
 * it needs no slopes, and the same series goes the same way each time.
 */
export function leastCost(cost: Cost, bounds: readonly Bound[]): number[] {
  let corners = firstCorners(cost, bounds);
  for (let step = 0; step < mostSteps; step++) {
    corners.sort((a, b) => a.cost - b.cost);
    const best = corners[0]!;
    if (corners.at(-1)!.cost - best.cost <= near * best.cost) break;
    const found = better(corners, cost, bounds);
    if (found) corners[corners.length - 1] = found;
    else
      corners = corners.map((c, i) => {
        if (i === 0) return c;
        const at = along(best.at, c.at, 0.5, bounds);
        return { at, cost: cost(at) };
      });
  }
  return corners.reduce((a, b) => (b.cost < a.cost ? b : a)).at;
}
