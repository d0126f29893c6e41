import type { Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { type DeltaRow, deltaModel, type RollupRow, rollupModel } from './model.ts';
import { unpacked } from './packed.ts';
import type { Part, Sheet } from './part.ts';
import { applyDeltas, load, stateOf } from './store.ts';
import { createSums, idOf, monthPart, NotTheirs } from './sums.ts';

/**
 * Which sums are asked for, both days included: without `money` no amount is read. Totals and
 * orders come by day, the others by whole months where there are any; `by` says that all come by one of them, then without what
 * only days of orders have. */
export type RollupsAsked = {
  from: CalendarDate;
  to: CalendarDate;
  sheets: readonly Sheet[];
  money: boolean;
  by?: 'day' | 'month';
};

/** Sheets of which days are told. */
const daily: readonly Sheet[] = ['totals', 'orders'];

/** Whether whole months of a sheet come as one. */
const inMonths = ({ by }: RollupsAsked, sheet: Sheet): boolean => (by ? by === 'month' : !daily.includes(sheet));

/** How often sums that were written meanwhile are read again. */
const tries = 5;

const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);
const lastOf = (month: string): CalendarDate => addDays(`${nextMonth(month)}-01`, -1);

/** The whole months of a period, and its other days. */
export function coverOf(from: CalendarDate, to: CalendarDate): { months: Set<string>; days: string[] } {
  const months = new Set<string>();
  const days: string[] = [];
  for (let date = from; date <= to; ) {
    const month = date.slice(0, 7);
    const last = lastOf(month);
    if (date.endsWith('-01') && last <= to) {
      months.add(month);
      date = addDays(last, 1);
    } else {
      days.push(date);
      date = addDays(date, 1);
    }
  }
  return { months, days };
}

/**
 * The sums of a period as parts, with what was noted and is not folded yet. Undefined where the sums cannot tell: they are
 * not built yet, or are being mended. Then the orders themselves have to be counted.
 */
export async function readRollups(connection: Connection, asked: RollupsAsked): Promise<Part[] | undefined> {
  for (let n = 0; n < tries; n++) {
    const before = await stateOf(connection);
    if (!before?.readyAt) return undefined;
    const [rows, deltas] = await Promise.all([rowsOf(connection, asked), deltasIn(connection, asked)]);
    if ((await stateOf(connection))?.written === before.written) return partsIn(rows, deltas, asked);
  }
  return undefined;
}

async function rowsOf(connection: Connection, asked: RollupsAsked): Promise<RollupRow[]> {
  const { from, to, sheets, money } = asked;
  const byDay = sheets.filter((sheet) => !inMonths(asked, sheet));
  const byMonth = sheets.filter((sheet) => inMonths(asked, sheet));
  const projection = money ? undefined : { money: 0 };
  const { months, days } = coverOf(from, to);
  const ids = byMonth.flatMap((sheet) => [...months, ...days].map((date) => idOf(sheet, date)));
  const rollups = native(rollupModel(connection));
  const find = (filter: object) => rollups.find(filter as never, { projection }).toArray();
  const inDays = { $gte: from, $lte: to, $not: /^.{7}$/ };
  const [ofDays, others] = await Promise.all([
    Promise.all(byDay.map((sheet) => find({ sheet, date: inDays }))),
    ids.length > 0 ? find({ _id: { $in: ids } }) : [],
  ]);
  return [...ofDays.flat(), ...others] as unknown as RollupRow[];
}

async function deltasIn(connection: Connection, { from, to, money }: RollupsAsked): Promise<DeltaRow[]> {
  const projection = money ? undefined : { 'changes.of.row.amount': 0, 'changes.of.row.lines.amount': 0 };
  const filter = { date: { $gte: from, $lte: to } };
  const found = native(deltaModel(connection)).find(filter as never, { projection });
  return (await found.toArray()) as unknown as DeltaRow[];
}

function partsIn(rows: readonly RollupRow[], deltas: readonly DeltaRow[], asked: RollupsAsked): Part[] | undefined {
  if (deltas.length === 0)
    return rows.flatMap((row) => unpacked(row).map((sum) => ({ sheet: row.sheet, date: row.date, sum })));
  const { months } = coverOf(asked.from, asked.to);
  const sums = createSums();
  for (const row of rows) load(sums, row);
  const inMonth = ({ sheet, date }: Part) => inMonths(asked, sheet) && months.has(date.slice(0, 7));
  try {
    applyDeltas(sums, deltas, (part) => [inMonth(part) ? monthPart(part) : part], asked.sheets);
    return [...sums.parts()];
  } catch (error) {
    if (error instanceof NotTheirs) return undefined;
    throw error;
  }
}
