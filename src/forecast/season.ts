import { lineThrough, mean, sum } from './figures.ts';

/** How a season sits on the level: it is added to it, or multiplies it. */
export type Way = 'added' | 'multiplied';

/** `shape[t % shape.length]` belongs to the value at `t`; `strength` is how much of the shape is no chance, 0 to 1. */
export type Season = { way: Way; shape: readonly number[]; strength: number };

/** What a season counts for beside the one after it: habits change. */
const fading = 0.8;
/** How heavily scatter weighs against a season. More than 1, since neighbours of a series err together. */
const doubt = 1.5;
/** The least part of the level that a season may leave, so that nothing is divided by nearly nothing. */
export const leastPart = 0.02;

/** Where there is no season. */
export const noSeason: Season = { way: 'added', shape: [0], strength: 0 };

/** Two whole seasons tell habit from chance; fewer do not. */
export const isLongEnough = (values: readonly number[], length: number): boolean =>
  length > 1 && values.length >= 2 * length;

/** Multiplied where all is above zero: larger sales have larger seasons. */
export const wayOf = (values: readonly number[]): Way => (values.every((v) => v > 0) ? 'multiplied' : 'added');

/** The means over one whole season around each value that has one. */
function middles(values: readonly number[], length: number): number[] {
  const half = Math.floor(length / 2);
  const edge = length % 2 === 0 ? 0.5 : 1;
  const found: number[] = [];
  for (let t = half; t + half < values.length; t++) {
    let total = edge * (values[t - half]! + values[t + half]!);
    for (let k = 1 - half; k < half; k++) total += values[t + k]!;
    found.push(total / length);
  }
  return found;
}

/** The level without its season at each value; at both ends it goes on as the season beside it went. */
export function levelsOf(values: readonly number[], length: number): number[] {
  const half = Math.floor(length / 2);
  const inner = middles(values, length);
  const head = lineThrough(inner.slice(0, length));
  const tail = lineThrough(inner.slice(-length));
  const tailFrom = half + Math.max(0, inner.length - length);
  return values.map((_, t) => {
    if (t < half) return head.start + head.slope * (t - half);
    return inner[t - half] ?? tail.start + tail.slope * (t - tailFrom);
  });
}

/** What the values of one place in the season (each March, say) had beside their level, and what each counts for. */
type Place = { parts: number[]; weights: number[] };

function placesOf(values: readonly number[], length: number, way: Way): Place[] {
  const places: Place[] = Array.from({ length }, () => ({ parts: [], weights: [] }));
  for (const [t, level] of levelsOf(values, length).entries()) {
    if (way === 'multiplied' && level <= 0) continue;
    const place = places[t % length]!;
    place.parts.push(way === 'added' ? values[t]! - level : values[t]! / level);
    place.weights.push(fading ** Math.floor((values.length - 1 - t) / length));
  }
  return places;
}

const weightedMean = ({ parts, weights }: Place, none: number): number =>
  parts.length === 0 ? none : sum(parts.map((p, i) => p * weights[i]!)) / sum(weights);

/** The variance of a place's mean, as a share of the variance of one value. */
const ofOne = ({ weights }: Place): number =>
  weights.length === 0 ? 1 : sum(weights.map((w) => w * w)) / sum(weights) ** 2;

/** How much of the shape is no chance: its spread beside the scatter within its places, as James and Stein shrink means. */
function strengthOf(shape: readonly number[], places: readonly Place[], none: number): number {
  const spread = sum(shape.map((s) => (s - none) ** 2)) / (shape.length - 1);
  const free = sum(places.map(({ parts }) => Math.max(0, parts.length - 1)));
  if (spread <= 0 || free === 0) return 0;
  const scatter = sum(places.map(({ parts }) => sum(parts.map((p) => (p - mean(parts)) ** 2)))) / free;
  const chance = (scatter * mean(places.map(ofOne)) * Math.max(0, shape.length - 3)) / (shape.length - 1);
  return Math.max(0, 1 - (doubt * chance) / spread);
}

/** The season of the values: later ones count more, and what may be chance is taken off. None where history is short. */
export function seasonOf(values: readonly number[], length: number, way: Way): Season {
  if (!isLongEnough(values, length)) return noSeason;
  const none = way === 'added' ? 0 : 1;
  const places = placesOf(values, length, way);
  const raw = places.map((p) => weightedMean(p, none));
  const middle = mean(raw);
  if (way === 'multiplied' && middle <= 0) return noSeason;
  const shape = raw.map((r) => (way === 'added' ? r - middle : r / middle));
  const strength = strengthOf(shape, places, none);
  return { way, shape: shape.map((s) => none + strength * (s - none)), strength };
}

/** The values without their season. */
export const without = (values: readonly number[], { way, shape }: Season): number[] =>
  values.map((v, t) => {
    const part = shape[t % shape.length]!;
    return way === 'added' ? v - part : v / Math.max(leastPart, part);
  });

/** The season put back on values of which the first is the one at `from`. */
export const withSeason = (values: readonly number[], from: number, { way, shape }: Season): number[] =>
  values.map((v, i) => {
    const part = shape[(from + i) % shape.length]!;
    return way === 'added' ? v + part : v * part;
  });
