import {
  codes,
  flag,
  integer,
  inWords,
  isObject,
  itemAt,
  type Json,
  list,
  object,
  oneOf,
  optional,
  type Report,
  type Rule,
  string,
  tagged,
} from './rule.ts';
import { common, horizontal, px, tagColor, vertical } from './values.ts';

/*
 * content-components/table. That it stands at the root, and five to a card, is looked at in nesting.ts and whole.ts.
 */

const isText: Rule = string();
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** content-components/table, data_type: what a cell of each type is. */
const cells: Readonly<Record<string, (cell: unknown) => boolean>> = {
  text: (cell) => typeof cell === 'string',
  lark_md: (cell) => typeof cell === 'string',
  markdown: (cell) => typeof cell === 'string',
  number: isNumber,
  date: isNumber,
  options: (cell) => typeof cell === 'string' || (Array.isArray(cell) && cell.every(isOption)),
  persons: (cell) =>
    typeof cell === 'string' || (Array.isArray(cell) && cell.every((person) => typeof person === 'string')),
};

function isOption(value: unknown): boolean {
  if (!isObject(value) || typeof value.text !== 'string') return false;
  if (Object.keys(value).some((key) => key !== 'text' && key !== 'color')) return false;
  let good = true;
  if (value.color !== undefined)
    tagColor(value.color, '', () => {
      good = false;
    });
  return good;
}

const columnWidth: Rule = (value, at, report) => {
  if (value === 'auto' || (typeof value === 'string' && /^([1-9]|[1-9]\d|100)%$/.test(value))) return;
  px(80, 600)(value, at, report);
};

const column = object({
  name: string({ min: 1 }),
  display_name: optional(string()),
  width: optional(columnWidth),
  vertical_align: vertical,
  horizontal_align: horizontal,
  data_type: oneOf(...Object.keys(cells)),
  format: optional(
    object({ precision: optional(integer(0, 10)), symbol: optional(string({ max: 1 })), separator: optional(flag) }),
  ),
  date_format: optional(string({ min: 1 })),
});

function rowsFit({ columns, rows }: Json, at: string, report: Report): void {
  if (!Array.isArray(columns) || !Array.isArray(rows)) return;
  const types = new Map(columns.filter(isObject).map((c) => [inWords(c.name), inWords(c.data_type)]));
  if (types.size < columns.length) report('names of columns are unique', `${at} -> columns`);
  for (const [i, row] of rows.entries()) {
    const rowAt = itemAt(`${at} -> rows`, i, row);
    if (!isObject(row)) {
      report('table rows is invalid', rowAt, codes.tableRows);
      continue;
    }
    for (const [name, cell] of Object.entries(row)) {
      const type = types.get(name);
      if (type === undefined) report('table rows name is invalid', `${rowAt} -> ${name}`, codes.tableNames);
      else if (cells[type] && !cells[type](cell))
        report(`table rows is invalid: ${type}`, `${rowAt} -> ${name}`, codes.tableRows);
      else if (typeof cell === 'string') isText(cell, `${rowAt} -> ${name}`, report);
    }
  }
}

export const table = tagged(
  'table',
  {
    ...common,
    page_size: optional(integer(1, 10)),
    row_height: optional((value, at, report) => {
      if (!['low', 'middle', 'high', 'auto'].includes(value as string)) px(32, 124)(value, at, report);
    }),
    row_max_height: optional(px(32, 999)),
    freeze_first_column: optional(flag),
    header_style: optional(
      object({
        text_align: horizontal,
        text_size: optional(oneOf('normal', 'heading')),
        background_style: optional(oneOf('grey', 'none')),
        text_color: optional(oneOf('default', 'grey')),
        bold: optional(flag),
        lines: optional(integer(1, 1000)),
      }),
    ),
    columns: list(column, { min: 1, max: 50 }),
    rows: list(() => {}),
  },
  rowsFit,
);
