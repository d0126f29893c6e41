import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { newId } from '../id.ts';
import { type Counted, countedOf, figureFields } from './counted.ts';
import { type DeltaRow, deltaModel } from './model.ts';
import type { OrderFacts } from './row.ts';

/** An order before and after a change; one of them is missing where it was made or deleted. */
export type FigureChange = { before?: OrderFacts; after?: OrderFacts };

/** Changes in one row: more of them are several rows, so that none is larger than a database takes. */
const perRow = 50;

/** Whether a change of these fields can change a figure. */
export const changesFigures = (fields: object): boolean => Object.keys(fields).some((name) => figureFields.has(name));

type Signed = DeltaRow['changes'][number];

/**
 * Notes what changes of orders do to figures, in the transaction of the changes: roll-ups take it up later, reports at
 * once. What changes no figure is not noted.
 */
export async function noteFigures(
  connection: Connection,
  changes: readonly FigureChange[],
  session: ClientSession,
): Promise<void> {
  const byDate = new Map<string, Signed[]>();
  for (const change of changes) for (const signed of signedOf(change)) putBy(byDate, signed.of.row.date, signed);
  const rows = [...byDate].flatMap(([date, all]) => inRows(all).map((some) => ({ _id: newId(), date, changes: some })));
  if (rows.length === 0) return;
  await native(deltaModel(connection)).insertMany(rows as never[], { session, ignoreUndefined: true });
}

function signedOf({ before, after }: FigureChange): Signed[] {
  const [was, is] = [countedOf(before), countedOf(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const signed = (sign: 1 | -1, of: Counted | undefined): Signed[] => (of ? [{ sign, of }] : []);
  return [...signed(-1, was), ...signed(1, is)];
}

function putBy<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}

const inRows = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / perRow) }, (_, n) => all.slice(n * perRow, (n + 1) * perRow));
