/**
 * Monthly sales series of shapes that no forecasting method here has the form of, for measuring forecasts: the same seed gives the
 * same series. Each generator gives `length` values of a series of its own.
 */

/** A small generator of random numbers in [0, 1): mulberry32, public domain. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const normal = (next) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

function poisson(next, rate) {
  if (rate > 60) return Math.max(0, Math.round(rate + Math.sqrt(rate) * normal(next)));
  const limit = Math.exp(-rate);
  let [count, product] = [0, next()];
  while (product > limit) {
    count += 1;
    product *= next();
  }
  return count;
}

/** A yearly pattern that drifts from year to year, with a peak somewhere. */
function habits(next, depth) {
  const shape = Array.from({ length: 12 }, () => depth * normal(next));
  const peak = Math.floor(next() * 12);
  shape[peak] += 3 * depth;
  return (t) => {
    if (t > 0 && t % 12 === 0) for (let m = 0; m < 12; m += 1) shape[m] += 0.15 * depth * normal(next);
    return shape[t % 12];
  };
}

const each = (length, valueAt) => Array.from({ length }, (_, t) => Math.max(0, valueAt(t)));

export const generators = {
  /** A walk in logarithms with a calendar of its own. */
  walk(next, length) {
    let level = 7 + 2 * next();
    const season = habits(next, 0.15);
    return each(length, (t) => {
      level += 0.004 + 0.04 * normal(next);
      return Math.exp(level + season(t) + 0.06 * normal(next));
    });
  },
  /** Errors that last for months, holiday peaks, and a slow straight rise. */
  lasting(next, length) {
    let error = 0;
    const [base, rise, season] = [800 + 900 * next(), 6 * next() - 1, habits(next, 90)];
    return each(length, (t) => {
      error = 0.7 * error + 70 * normal(next);
      return base + rise * t + season(t) + error;
    });
  },
  /** Growth that fills a market, multiplied by its season and by chance. */
  logistic(next, length) {
    const [top, speed, middle] = [3_000 + 4_000 * next(), 0.04 + 0.05 * next(), 30 + 40 * next()];
    const season = habits(next, 0.12);
    return each(
      length,
      (t) => (top / (1 + Math.exp(-speed * (t - middle)))) * Math.exp(season(t) + 0.08 * normal(next)),
    );
  },
  /** A customer who comes or goes: the level jumps. */
  jumps(next, length) {
    let level = 1_000 + 800 * next();
    const season = habits(next, 0.1);
    return each(length, (t) => {
      if (next() < 0.02) level *= 0.6 + 0.9 * next();
      return level * Math.exp(season(t) + 0.07 * normal(next));
    });
  },
  /** Promotions now and then, paid back a month later. */
  promotions(next, length) {
    let after = 0;
    const [base, season] = [600 + 900 * next(), habits(next, 0.1)];
    return each(length, (t) => {
      const promotion = next() < 0.08 ? 0.5 + next() : 0;
      const value = base * (1 + 0.003 * t) * Math.exp(season(t) + 0.08 * normal(next)) * (1 + promotion - after);
      after = promotion * 0.3;
      return value;
    });
  },
  /** Sales by working day: months have 20 to 23 of them. */
  workdays(next, length) {
    const [perDay, season] = [40 + 60 * next(), habits(next, 0.12)];
    let level = 1;
    return each(length, (t) => {
      level *= Math.exp(0.002 + 0.015 * normal(next));
      return perDay * (20 + ((t * 7 + Math.floor(t / 5)) % 4)) * level * Math.exp(season(t) + 0.05 * normal(next));
    });
  },
  /** Waves of which the height drifts, one of a year and one that is none. */
  waves(next, length) {
    let [yearly, other] = [200 + 100 * next(), 80 * next()];
    const [base, phase] = [1_200 + 500 * next(), 12 * next()];
    return each(length, (t) => {
      yearly *= Math.exp(0.02 * normal(next));
      other *= Math.exp(0.03 * normal(next));
      const year = yearly * Math.sin((2 * Math.PI * (t + phase)) / 12);
      return base + 2 * t + year + other * Math.sin((2 * Math.PI * t) / 17.3) + 60 * normal(next);
    });
  },
  /** Pieces: counts of a product that sells some tens a month, more so in its season. */
  pieces(next, length) {
    let rate = 15 + 40 * next();
    const season = habits(next, 0.2);
    return each(length, (t) => {
      rate *= Math.exp(0.03 * normal(next));
      return poisson(next, rate * Math.exp(season(t)));
    });
  },
};

/** `count` series of each generator, of 48 to 120 months and a hidden last year. */
export function seriesOf(count, { hidden = 12, seed = 20_301 } = {}) {
  return Object.entries(generators).flatMap(([kind, make], place) =>
    Array.from({ length: count }, (_, n) => {
      const next = random(seed + place * 1_000 + n);
      const length = 48 + Math.floor(next() * 73);
      const values = make(next, length + hidden);
      return { kind, known: values.slice(0, length), hidden: values.slice(length) };
    }),
  );
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/** The mean absolute error of a forecast. */
export const errorOf = (actual, forecast) => mean(actual.map((value, k) => Math.abs(value - forecast[k])));

/** The same period of the year before; of less than a year the last value. */
export const yearBefore = (known, season, ahead) =>
  Array.from({ length: ahead }, (_, k) =>
    known.length < season ? known.at(-1) : known[known.length - season + (k % season)],
  );

/**
 * Forecasts each series and holds it against what was hidden: its error in times of the seasonal naive one, and how many of the
 * hidden values lie within the interval.
 */
export function measure(all, forecast, season = 12) {
  return all.flatMap(({ kind, known, hidden }) => {
    const naive = errorOf(hidden, yearBefore(known, season, hidden.length));
    const start = performance.now();
    const found = forecast({ values: known, season, horizon: hidden.length });
    const ms = performance.now() - start;
    if (found.kind !== 'forecast' || naive === 0) return [];
    const ratio =
      errorOf(
        hidden,
        found.points.map(({ value }) => value),
      ) / naive;
    const within = found.points.filter(({ low, high }, k) => low <= hidden[k] && hidden[k] <= high).length;
    return [{ kind, ratio: Math.max(ratio, 1e-3), within, asked: hidden.length, ms, beatsNaive: found.beatsNaive }];
  });
}

/** The geometric mean of the ratios, and the share of hidden values within the interval. */
export function summary(measured) {
  const sum = (of) => measured.reduce((total, one) => total + of(one), 0);
  return {
    series: measured.length,
    ratio: Math.exp(sum(({ ratio }) => Math.log(ratio)) / measured.length),
    coverage: sum(({ within }) => within) / sum(({ asked }) => asked),
    naive: sum(({ beatsNaive }) => (beatsNaive ? 0 : 1)) / measured.length,
    ms: sum(({ ms }) => ms) / measured.length,
  };
}
