import type { KnownBlock, RawTextElement, RichTextBlock, TableBlock } from '@slack/types';
import type { Block, Column } from '../../../src/chat/card.ts';
import { counted, groups } from '../../../src/chat/cut.ts';
import { isBlank, literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { limits } from '../limits.ts';
import { paragraphs, type Run } from './text.ts';
import { pad, widthOf } from './width.ts';

/** A table as it is drawn: every row has a text in every column. */
export type Table = { columns: Column[]; rows: string[][] };

/** A table of the card, each row filled up to the same number of columns. */
export function tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): Table {
  const width = Math.max(columns.length, ...rows.map((row) => row.length));
  const places = Array.from({ length: width }, (_, i) => i);
  const text = (given = '') => (isBlank(given) ? nothing : literal(given));
  return {
    columns: places.map((i) => ({ label: oneLine(columns[i]?.label ?? '') || nothing, align: columns[i]?.align })),
    rows: rows.map((row) => places.map((i) => text(row[i]))),
  };
}

export const headOf = ({ columns }: Table): string[] => columns.map((c) => c.label);

/** Characters of a row as Slack counts them. */
export const rowCost = (row: readonly string[]): number => row.reduce((sum, text) => sum + counted(text), 0);

/** Whether Slack's own table can hold it: not too many columns, and no row that would take a page of its own. */
export const fitsNative = (table: Table): boolean =>
  table.columns.length > 0 &&
  table.columns.length <= limits.tableColumns &&
  [headOf(table), ...table.rows].every((row) => rowCost(row) <= limits.tableRow);

const cell = (text: string): RawTextElement => ({ type: 'raw_text', text });

/** Slack's own table, with its head. */
export const nativeTable = (table: Table, rows: readonly string[][]): TableBlock => ({
  type: 'table',
  column_settings: table.columns.map(({ align }) => ({ align: align ?? 'left', is_wrapped: align !== 'right' })),
  rows: [headOf(table), ...rows].map((row) => row.map(cell)),
});

function linesOf(table: Table): { head: string[]; lines: string[] } {
  const flat = table.rows.map((row) => row.map(oneLine));
  const all = [headOf(table), ...flat];
  const widths = table.columns.map((_, i) => Math.max(...all.map((row) => widthOf(row[i] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => pad(text, widths[i] ?? 0, table.columns[i]?.align))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return { head: [line(headOf(table)), rule], lines: flat.map(line) };
}

const preformatted = (lines: readonly string[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: lines.join('\n') }] }],
});

/** Lines of one width in blocks that each begin with the head. */
function monospaced({ head, lines }: { head: string[]; lines: string[] }): KnownBlock[] {
  const cost = (line: string) => counted(line) + 1;
  const room = limits.text - head.reduce((sum, line) => sum + cost(line), 0);
  return groups(lines, cost, room).map((some) => preformatted([...head, ...some]));
}

/** Each row on its own, every text behind the name of its column. */
function records(table: Table): KnownBlock[] {
  const head = headOf(table);
  const runsOf = (row: readonly string[]): Run[] => [
    ...row.flatMap((text, i): Run[] => [{ text: `${head[i]}: `, bold: true }, { text: `${text}\n` }]),
    { text: '\n' },
  ];
  const cost = (runs: readonly Run[]) => runs.reduce((sum, run) => sum + counted(run.text), 0);
  return groups(table.rows.map(runsOf), cost, limits.text).flatMap((some) => paragraphs(some.flat()));
}

/** A table in text: monospaced where its lines are short enough to be read, else row by row. */
export function textTable(table: Table, width: number): KnownBlock[] {
  const drawn = linesOf(table);
  const isNarrow = [...drawn.head, ...drawn.lines].every((line) => widthOf(line) <= width);
  return isNarrow ? monospaced(drawn) : records(table);
}
