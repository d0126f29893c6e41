import type { Block } from '../../../src/chat/card.ts';
import { parts } from '../../../src/chat/cut.ts';
import { isBlank, literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { costOf } from './cost.ts';
import { type Element, paragraph, paragraphs, quiet } from './element.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

/** A table as it is drawn: every row has a text in every column. */
export type Table = { heads: string[]; right: boolean[]; rows: string[][] };

const cell = (text: string | null | undefined): string => (isBlank(text ?? '') ? nothing : literal(text ?? ''));

function tableOf({ columns, rows }: TableBlock): Table {
  const width = rows.reduce((most, one) => Math.max(most, one.length), Math.max(1, columns.length));
  const places = Array.from({ length: width }, (_, i) => i);
  return {
    heads: places.map((i) => oneLine(columns[i]?.label ?? '') || nothing),
    right: places.map((i) => columns[i]?.align === 'right'),
    rows: rows.map((one) => places.map((i) => cell(one[i]))),
  };
}

/** Feishu's own table; its cells show their text letter by letter. */
export const nativeTable = ({ heads, right }: Table, rows: readonly string[][]): Element => ({
  tag: 'table',
  page_size: Math.min(limits.tableRows, Math.max(1, rows.length)),
  row_height: 'auto',
  row_max_height: '999px',
  header_style: { background_style: 'grey', bold: true, lines: 3, text_align: 'left' },
  columns: heads.map((head, i) => ({
    name: `c${i}`,
    display_name: head,
    data_type: 'text',
    width: 'auto',
    horizontal_align: right[i] ? 'right' : 'left',
  })),
  rows: rows.map((texts) => Object.fromEntries(texts.map((text, i) => [`c${i}`, text]))),
});

/** A row of so much text that a table would hide most of it: each text behind the name of its column. */
const record = ({ heads }: Table, texts: readonly string[]): Element[] =>
  parts(texts.map((text, i) => `${heads[i]}: ${text}`).join('\n'), limits.text).map((part) => paragraph(part));

/** Longest text of a cell and of a column's name that are still read in a table. */
const cellText = 300;
const headText = 60;

/** Whether a table shows all of its rows without hiding anything, and takes any of them on one page. */
const isReadable = (table: Table): boolean =>
  table.heads.length <= limits.tableColumns &&
  table.heads.every((head) => head.length <= headText) &&
  table.rows.every((one) => one.every((text) => text.length <= cellText)) &&
  costOf(nativeTable(table, [])).bytes <= limits.rowBytes &&
  table.rows.every((one) => costOf(one).bytes <= limits.rowBytes);

/** A table, its caption above; or row by row where it is none that can be read. */
export function tableParts(block: TableBlock, locale: Locale): ({ table: Table } | Element)[] {
  const caption = paragraphs(block.caption ?? '', { size: 'heading-4' });
  if (block.rows.length === 0) return [...caption, ...quiet(t(locale, 'chat.no_rows'))];
  const table = tableOf(block);
  return [...caption, ...(isReadable(table) ? [{ table }] : table.rows.flatMap((one) => record(table, one)))];
}
