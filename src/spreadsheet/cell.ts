/**
 * What a cell of a sheet holds: a text (always shown as text, never read as a formula), a day, a minute, or a number as an
 * integer of 1/10^`digits`, so that it is exact: money in minor units, a count, a part of one. `bold` is for heads and sums.
 */
export type Cell =
  | null
  | { text: string; bold?: true }
  | { date: string }
  /** `YYYY-MM-DD HH:mm`, in the time zone of whoever reads it. */
  | { time: string }
  | { number: number | bigint; digits: number; bold?: true; percent?: true };

/** An integer of 1/10^`digits` as a decimal text, without a number of the machine in between. */
export function decimal(number: number | bigint, digits: number): string {
  const text = String(number < 0 ? -number : number).padStart(digits + 1, '0');
  const sign = number < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The same number without needless zeros behind the point; `least` digits stay. */
export function shortened(number: bigint, digits: number, least: number): { number: bigint; digits: number } {
  let [value, left] = [number, digits];
  while (left > least && value % 10n === 0n) [value, left] = [value / 10n, left - 1];
  return { number: value, digits: left };
}
