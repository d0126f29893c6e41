import type { FileRow } from '../csv.ts';
import type { Unit } from '../import/types.ts';
import { codeOf } from '../plain.ts';

const cell = (row: FileRow, column: string): string => row.values[column]?.normalize('NFC').trim() ?? '';

/** Whether two rows that follow each other are one order, if they are for one customer. */
const isSamePo = (a: FileRow, b: FileRow): boolean =>
  cell(b, 'po_no') !== '' &&
  cell(b, 'order_no') === '' &&
  cell(a, 'order_no') === '' &&
  cell(a, 'po_no') === cell(b, 'po_no');

const isSameOrder = (a: FileRow, b: FileRow): boolean =>
  isSamePo(a, b) && codeOf(cell(a, 'customer')) === codeOf(cell(b, 'customer'));

/** Texts for customers that may mean one: of rows with one order number, and of those with one PO that follow each other. */
export function namedUnlike(rows: readonly FileRow[]): string[] {
  const numbered = new Map<string, FileRow>();
  const texts = new Set<string>();
  for (const [i, row] of rows.entries()) {
    const number = cell(row, 'order_no');
    const before = rows[i - 1];
    const other = number ? numbered.get(number) : before && isSamePo(before, row) ? before : undefined;
    if (number && !other) numbered.set(number, row);
    if (other && cell(other, 'customer') !== cell(row, 'customer'))
      for (const one of [other, row]) texts.add(one.values.customer ?? '');
  }
  return [...texts];
}

/** The rows with the codes of the customers that some texts mean. */
export const withCodes = (rows: readonly FileRow[], codes: ReadonlyMap<string, string>): FileRow[] =>
  rows.map((row) => {
    const customer = codes.get(row.values.customer ?? '');
    return customer === undefined ? row : { ...row, values: { ...row.values, customer } };
  });

/**
 * Which rows make one order: those of one order number, wherever they stand; without one, rows of the same customer and PO
 * number that follow each other; else each row is an order. A unit's key is what people call it: that number, the PO, or
 * nothing.
 */
export function ordersIn(rows: readonly FileRow[]): Unit[] {
  const numbered = new Map<string, Unit>();
  const units: Unit[] = [];
  let before: { row: FileRow; unit: Unit } | undefined;
  for (const row of rows) {
    const number = cell(row, 'order_no');
    const known = number === '' ? undefined : numbered.get(number);
    const joined = known ?? (before && isSameOrder(before.row, row) ? before.unit : undefined);
    const unit = joined ?? { key: number || cell(row, 'po_no'), rows: [] };
    if (!joined) units.push(unit);
    if (number !== '') numbered.set(number, unit);
    unit.rows.push(row);
    before = { row, unit };
  }
  return units;
}

/** An order without a number and a PO has the name of its first row. */
export const named = (unit: Unit): Unit => ({ ...unit, key: unit.key || String(unit.rows[0]?.row) });

/** The rows of a unit as people name them: `2–4, 7`. */
export function rowNames(unit: Unit): string {
  const runs: [number, number][] = [];
  for (const { row } of unit.rows) {
    const last = runs.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
