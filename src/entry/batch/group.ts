import type { FileRow } from '../csv.ts';
import type { Unit } from '../import/types.ts';
import { codeOf } from '../plain.ts';

const cell = (row: FileRow, column: string): string => row.values[column]?.normalize('NFC').trim() ?? '';

const isSameOrder = (a: FileRow, b: FileRow): boolean =>
  cell(b, 'po_no') !== '' &&
  cell(b, 'order_no') === '' &&
  cell(a, 'order_no') === '' &&
  cell(a, 'po_no') === cell(b, 'po_no') &&
  codeOf(cell(a, 'customer')) === codeOf(cell(b, 'customer'));

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
