import { type CsvFile, type FileRow, tableFrom } from '../csv.ts';
import { columnKey } from '../table/columns.ts';
import { type Grid, type GridRow, isBlank, isNothing } from '../table/grid.ts';
import type { Answers, DiscountAnswer, NumberAnswer } from './answers.ts';
import { batchColumns } from './columns.ts';
import { type DateQuestion, dateOrderOf, readDate, type Written } from './dates.ts';
import { type DiscountQuestion, discountWayOf, readDiscount } from './discounts.ts';
import { columnsOf, type Head, missingIn } from './header.ts';
import { numberMarksOf, readNumber } from './numbers.ts';

/** A header, and what stands below it for an example. A table without a header has its columns by place. */
export type HeaderChoice = { place: number; header?: string; sample: string };

/** What has to be asked about a table before it can be read. */
export type Question =
  | { kind: 'sheet'; choices: string[] }
  | { kind: 'columns'; headers: HeaderChoice[]; found: Record<string, number>; missing: string[] }
  | ({ kind: 'date'; column: string } & DateQuestion)
  | { kind: 'number'; column: string; sample: Written }
  | ({ kind: 'discount'; column: string } & DiscountQuestion);

/** A table whose columns and values are known; `above` is how many rows stood above the header. */
export type Recognised = { file: CsvFile; above: number; columns: Record<string, number> };

const dateColumns = ['requested_at'];
const discountColumns = ['discount'];
const numberColumns = ['quantity', 'unit_price', 'discount'];

const byKey = new Map(batchColumns.map((column) => [columnKey(column), column]));

/** What can be chosen for a column: each header that is no empty cell, or each place, with the first text below it. */
export function headerChoices({ header, isNamed, rows }: Head): HeaderChoice[] {
  const sample = (place: number) =>
    rows.map((row) => row.cells[place]?.trim()).find((text) => text && !isNothing(text));
  return header.cells.flatMap((text, place): HeaderChoice[] => {
    if (!isNamed) return [{ place, sample: sample(place) ?? '' }];
    return text.trim() === '' ? [] : [{ place, header: text.trim(), sample: sample(place) ?? '' }];
  });
}

/** Columns that somebody named, as long as the table has them. */
const usable = (columns: Answers['columns'], header: GridRow): Record<string, number> | undefined =>
  columns &&
  Object.fromEntries(
    Object.entries(columns).filter(([name, place]) => byKey.has(name) && header.cells[place] !== undefined),
  );

/** Which header is which column: as somebody named them, else as they name themselves. */
export const columnsIn = (header: GridRow, named: Answers['columns']): Record<string, number> =>
  usable(named, header) ?? columnsOf(header.cells);

/** The texts of a column that do not say themselves what they are. */
function textsOf(rows: readonly GridRow[], place: number | undefined): Written[] {
  if (place === undefined) return [];
  return rows.flatMap(({ row, cells, exact }) => {
    const text = cells[place]?.trim() ?? '';
    return isNothing(text) || exact?.includes(place) ? [] : [{ row, text }];
  });
}

/** The numbers of a column in plain signs, also those of a workbook. */
function plainNumbers(rows: readonly GridRow[], place: number, mark: NumberAnswer | undefined): Written[] {
  return rows.flatMap(({ row, cells, exact }) => {
    const text = cells[place]?.trim() ?? '';
    if (isNothing(text)) return [];
    return [{ row, text: exact?.includes(place) ? text : (readNumber(text, mark) ?? text) }];
  });
}

type Reading = { columns: Record<string, number>; header: GridRow; rows: readonly GridRow[]; answers: Answers };

/** What is asked about discounts; how the others are written is added to `ways`. */
function discountQuestions(
  { columns, header, rows }: Reading,
  marks: Readonly<Record<string, NumberAnswer>>,
  ways: Record<string, DiscountAnswer>,
): Question[] {
  return discountColumns.flatMap((column): Question[] => {
    const place = columns[column];
    if (ways[column] || place === undefined) return [];
    const read = discountWayOf(plainNumbers(rows, place, marks[column]), header.cells[place] ?? '');
    if (read && 'way' in read) ways[column] = read.way;
    return read && 'ask' in read ? [{ kind: 'discount', column, ...read.ask }] : [];
  });
}

/** What is asked about dates, numbers and, once those are clear, discounts, and how each is written. */
function valueQuestions({ columns, header, rows, answers }: Reading) {
  const orders = { ...answers.dates };
  const questions: Question[] = [];
  for (const column of dateColumns) {
    const read = orders[column] ? undefined : dateOrderOf(textsOf(rows, columns[column]));
    if (read && 'order' in read) orders[column] = { order: read.order };
    else if (read) questions.push({ kind: 'date', column, ...read.ask });
  }
  const texts = Object.fromEntries(numberColumns.map((column) => [column, textsOf(rows, columns[column])]));
  const { marks, ask } = numberMarksOf(texts);
  for (const [column, sample] of Object.entries(ask))
    if (!answers.numbers?.[column]) questions.push({ kind: 'number', column, sample });
  const found = { ...marks, ...answers.numbers };
  // How much a discount is can be told once its marks are clear.
  const ways = { ...answers.discounts };
  if (questions.length === 0) questions.push(...discountQuestions({ columns, header, rows, answers }, found, ways));
  return { questions, orders, marks: found, ways };
}

/** A row with its dates and numbers as the desk writes them; what cannot be read stays as it is. */
function plainRow(row: FileRow, from: GridRow, { columns }: Reading, read: ReturnType<typeof valueQuestions>): FileRow {
  const values = { ...row.values };
  const replace = (column: string, text: (given: string) => string | undefined) => {
    const [given, place] = [values[column], columns[column]];
    if (given && place !== undefined && !from.exact?.includes(place)) values[column] = text(given) ?? given;
  };
  for (const column of dateColumns) replace(column, (text) => readDate({ row: row.row, text }, read.orders[column]));
  for (const column of numberColumns) replace(column, (text) => readNumber(text, read.marks[column]));
  for (const column of discountColumns)
    if (values[column]) values[column] = readDiscount(values[column].trim(), read.ways[column]);
  return { ...row, values };
}

/** Reads a table of new orders, or says what has to be asked first. `remembered` are the columns of a header read before. */
export function recognise(
  grid: Grid,
  head: Head,
  answers: Answers,
  remembered?: Record<string, number>,
): { read: Recognised } | { asked: Question[] } {
  const { header, rows } = head;
  const columns = columnsIn(header, answers.columns ?? remembered);
  const missing = missingIn(columns);
  if (missing.length > 0)
    return { asked: [{ kind: 'columns', headers: headerChoices(head), found: columns, missing }] };
  const reading = { columns, header, rows, answers };
  const values = valueQuestions(reading);
  if (values.questions.length > 0) return { asked: values.questions };
  const places = new Map(Object.entries(columns).map(([name, place]) => [place, byKey.get(name)]));
  const found = header.cells.map((_, place) => places.get(place));
  // Rows that come back from a table without a header have the names of their columns above them.
  const names = head.isNamed ? header.cells : found.map((column) => (column ? columnKey(column) : ''));
  const file = tableFrom(grid, names, found, rows);
  const plain = file.rows.map((row, i) => plainRow(row, rows[i] as GridRow, reading, values));
  const above = grid.rows.filter((row) => row.row < header.row && !isBlank(row)).length;
  return { read: { file: { ...file, rows: plain }, above, columns } };
}
