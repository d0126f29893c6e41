/**
 * How near forecasts come: `npm run build && node bench/forecast.js`. `--each 25` series of each of eight generators that have
 * none of the methods' own forms, the last year hidden; the error in times of that of the year before (below 1 is nearer), and how
 * many of the hidden values lie within the 80 % interval (75 to 85 % is right). Northwind's months are told beside it.
 * `--file series.csv` measures other series: a line each, a name and its values, of which the last `--hidden 12` are hidden;
 * `--season 12` periods are a season.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { forecast } from '../dist/src/forecast/forecast.js';
import { generators, measure, seriesOf, summary } from './support/series.js';

const { values: options } = parseArgs({
  options: {
    each: { type: 'string', default: '25' },
    file: { type: 'string' },
    hidden: { type: 'string', default: '12' },
    season: { type: 'string', default: '12' },
  },
});
const hidden = Number(options.hidden);
const season = Number(options.season);

/** Net sales per month of the Northwind sample database (Ms-PL), July 1996 to April 1998; May 1998 ends on the 6th. */
const northwind = [
  27861.9, 25485.28, 26381.4, 37515.73, 45600.05, 45239.63, 61258.08, 38483.64, 38547.23, 53032.95, 53781.3, 36362.82,
  51020.88, 47287.68, 55629.27, 66749.24, 43533.81, 71398.45, 94222.13, 99415.29, 104854.19, 123798.7,
];

const show = (name, { series, ratio, coverage, naive, ms }) =>
  console.log(
    `${name.padEnd(14)} ${String(series).padStart(5)} series  error ${ratio.toFixed(3)} × the year before  within ${(100 * coverage).toFixed(1)} %  naive shown ${(100 * naive).toFixed(0)} %  ${ms.toFixed(1)} ms each`,
  );

if (options.file) {
  const all = readFileSync(options.file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').slice(1).map(Number))
    .filter((values) => values.length >= hidden + 8 && values.every(Number.isFinite))
    .map((values) => ({ kind: 'file', known: values.slice(0, -hidden), hidden: values.slice(-hidden) }));
  show('file', summary(measure(all, forecast, season)));
} else {
  const measured = measure(seriesOf(Number(options.each), { hidden }), forecast, season);
  for (const kind of Object.keys(generators)) show(kind, summary(measured.filter((one) => one.kind === kind)));
  show('all', summary(measured));
  const past = northwind.slice(0, -3);
  const [last] = measure([{ kind: 'northwind', known: past, hidden: northwind.slice(-3) }], forecast, season);
  console.log(
    `Northwind, February to April 1998 from the 19 months before: error ${last.ratio.toFixed(2)} × the naive one, ${last.within} of 3 within; ${last.beatsNaive ? 'a mixture is shown' : 'the naive forecast is shown'}`,
  );
  const found = forecast({ values: northwind, season, horizon: 3 });
  const whole = found.points.map(
    ({ value, low, high }) => `${Math.round(value)} (${Math.round(low)} to ${Math.round(high)})`,
  );
  console.log(
    `Northwind, May to July 1998 from all 22 months: ${whole.join(', ')}; off by ${Math.round(found.backtest.mae)} in the last ${found.backtest.periods} months, the naive one by ${Math.round(found.backtest.naiveMae)}`,
  );
}
