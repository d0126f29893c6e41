import type { Forecast, ForecastAsked } from '../../src/forecast/forecast.ts';

type Series = { kind: string; known: number[]; hidden: number[] };
type Measured = { kind: string; ratio: number; within: number; asked: number; ms: number; beatsNaive: boolean };

export const generators: Record<string, (next: () => number, length: number) => number[]>;
export function seriesOf(count: number, options?: { hidden?: number; seed?: number }): Series[];
export function measure(
  all: readonly Series[],
  forecast: (asked: ForecastAsked) => Forecast,
  season?: number,
): Measured[];
export function summary(measured: readonly Measured[]): {
  series: number;
  ratio: number;
  coverage: number;
  naive: number;
  ms: number;
};
