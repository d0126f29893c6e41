import { richText } from './rich-text.ts';
import {
  byType,
  finite,
  flag,
  integer,
  type Json,
  list,
  object,
  oneOf,
  optional,
  type Report,
  type Rule,
  string,
  typed,
} from './rule.ts';
import { blockId } from './text.ts';

const rawText = typed('raw_text', { text: string({ min: 1 }) });
const rawNumber = typed('raw_number', { value: finite, text: string({ min: 1 }) });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });
const headCell = byType({ raw_text: rawText, raw_number: rawNumber });

const nullOr =
  (rule: Rule): Rule =>
  (value, at, report) => {
    if (value !== null) rule(value, at, report);
  };

/** data-table-block: all rows have as many cells as the first. For the table block that is not verified. */
function evenRows({ rows }: Json, at: string, report: Report): void {
  if (!Array.isArray(rows) || !Array.isArray(rows[0])) return;
  const width = rows[0].length;
  rows.forEach((row, i) => {
    if (Array.isArray(row) && row.length !== width) report(`must have ${width} items`, `${at}/rows/${i}`);
  });
}

/**
 * docs.slack.dev/reference/block-kit/blocks/table-block: 100 rows of 20 cells, 20 column settings of which some may be
 * null. raw_number is from @slack/types 3.2. One table a message, and 10,000 characters in all: whole.ts.
 */
export const table = typed(
  'table',
  {
    rows: list(list(cell, { max: 20 }), { max: 100 }),
    column_settings: optional(
      list(nullOr(object({ align: optional(oneOf('left', 'center', 'right')), is_wrapped: optional(flag) })), {
        min: 0,
        max: 20,
      }),
    ),
    block_id: blockId,
  },
  evenRows,
);

/**
 * docs.slack.dev/reference/block-kit/blocks/data-table-block: 2 to 101 rows, the first is the head and has no rich text,
 * pages of 1 to 100 rows, a caption. 20 columns is what users of the page report.
 */
export const dataTable = typed(
  'data_table',
  {
    rows: list(list(cell, { max: 20 }), { min: 2, max: 101 }),
    caption: string({ min: 1 }),
    page_size: optional(integer(1, 100)),
    row_header_column_index: optional(integer(0, 19)),
    block_id: blockId,
  },
  (block, at, report) => {
    evenRows(block, at, report);
    if (Array.isArray(block.rows)) list(headCell, { min: 0 })(block.rows[0], `${at}/rows/0`, report);
  },
);
