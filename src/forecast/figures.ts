export const sum = (values: readonly number[]): number => {
  let total = 0;
  for (const v of values) total += v;
  return total;
};

/** The mean, 0 of nothing. */
export const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);

/** The line nearest to evenly spaced values by least squares: its height at the first of them, and its slope. */
export function lineThrough(values: readonly number[]): { start: number; slope: number } {
  const middle = (values.length - 1) / 2;
  const height = mean(values);
  let together = 0;
  let apart = 0;
  for (const [t, v] of values.entries()) {
    together += (t - middle) * (v - height);
    apart += (t - middle) ** 2;
  }
  const slope = apart > 0 ? together / apart : 0;
  return { start: height - slope * middle, slope };
}
