import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { byNumber, clip } from '../../../src/chat/cut.ts';
import type { Choice, LineValue, SealedForm } from '../../../src/chat/form.ts';
import {
  type CellName,
  cells,
  type FormState,
  type LinesField,
  linesField,
  linesOf,
} from '../../../src/chat/form-state.ts';
import { lineFacts, usualButton, usualWords } from '../../../src/chat/line-facts.ts';
import { isBlank, literal, oneLine } from '../../../src/chat/literal.ts';
import { toned } from '../../../src/chat/said.ts';
import { totalText } from '../../../src/chat/total.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { inputBlock, searchInput, textInput } from './field.ts';
import { label, paragraphs, plain, quiet } from './text.ts';

/** The block of a cell: `lines.2.quantity`, with `~v3` once lines got other numbers. */
export const cellId = (field: string, line: number, cell: CellName | 'head', version = 0): string =>
  `${field}.${line}.${cell}${version > 0 ? `~v${version}` : ''}`;

/** What the line of a block can mean, where its word has several products: its menu opens with them. */
export function lineChoices(open: { form: Pick<SealedForm, 'fields'>; state: FormState } | null, blockId: string) {
  const [, list, line] = /^(.+?)\.(\d{1,6})\.sku(?:~v\d+)?$/.exec(blockId) ?? [];
  if (!open || list === undefined || list !== linesField(open.form)?.name) return [];
  return linesOf(open.form, open.state)[Number(line)]?.choices ?? [];
}

/** A page of lines. */
export type LinesView = {
  lines: readonly LineValue[];
  /** Lines of one page. */
  size: number;
  /** From 1. */
  page: number;
  pages: number;
  version: number;
  /** What the customer usually takes, and no line has yet. */
  usual: readonly Choice[];
};

/** The first line of a page, and the one after its last. */
export const rangeOf = ({ lines, size }: LinesView, page: number): { from: number; to: number } => ({
  from: (page - 1) * size,
  to: Math.min(page * size, lines.length),
});

const blank: LineValue = { sku: '', quantity: '' };

function headWords({ customer }: LinesField, { lines }: LinesView, n: number, locale: Locale): string {
  const line = lines[n] ?? blank;
  const words = [
    t(locale, 'chat.line', { n: n + 1 }),
    oneLine(line.label ?? line.sku),
    ...lineFacts(line, lines, locale, { isPriced: customer !== undefined }),
  ];
  return words.filter((text) => text !== '').join(' · ');
}

const cellLabel = (cell: CellName, { currency }: LinesField, locale: Locale): string => {
  if (cell === 'price') return t(locale, 'chat.line_price', { currency });
  return t(
    locale,
    ({ sku: 'label.product', quantity: 'label.quantity', discount: 'chat.line_discount' } as const)[cell],
  );
};

/** Whether what is typed into a cell may bring another price: Slack tells of it when Enter is pressed. */
const asksPrice = ({ customer }: LinesField, cell: CellName): boolean => customer !== undefined && cell === 'quantity';

function cellInput(field: LinesField, line: LineValue, cell: CellName, locale: Locale) {
  if (cell === 'sku') return searchInput('product', line.sku, line.label, locale);
  const isAsking = asksPrice(field, cell);
  return textInput(line[cell] ?? '', {
    ...(cell === 'price' && { hint: line.listPrice }),
    ...(isAsking && { isAsking }),
  });
}

/** One line: its number and product with a button that removes it, what was wrong with it, and its four cells. */
function lineBlocks(field: LinesField, view: LinesView, n: number, error: string, locale: Locale): KnownBlock[] {
  const line = view.lines[n] ?? blank;
  const remove: Button = {
    type: 'button',
    text: label(t(locale, 'chat.line_remove'), limits.buttonText),
    action_id: `line:remove:${n}`,
    value: String(n),
  };
  const head: KnownBlock = {
    type: 'section',
    block_id: cellId(field.name, n, 'head', view.version),
    text: plain(headWords(field, view, n, locale)),
    accessory: remove,
  };
  const inputs = cells.map((cell) =>
    inputBlock(
      cellInput(field, line, cell, locale),
      {
        id: cellId(field.name, n, cell, view.version),
        label: cellLabel(cell, field, locale),
        optional: true,
        // What is chosen brings its price and stock.
        tells: cell === 'sku' || asksPrice(field, cell),
      },
      locale,
    ),
  );
  return [head, ...errorBlock(error), ...inputs];
}

/** A sentence that says what is wrong, in one block. */
export const errorBlock = (sentence: string): KnownBlock[] =>
  isBlank(sentence) ? [] : paragraphs([{ text: clip(toned('bad', literal(sentence)), limits.text), bold: true }]);

function pageButton(view: LinesView, page: number, words: 'chat.line_previous' | 'chat.line_next', locale: Locale) {
  const { from, to } = rangeOf(view, page);
  const button: Button = {
    type: 'button',
    text: label(t(locale, words, { from: from + 1, to }), limits.buttonText),
    action_id: `line:page:${page}`,
    value: String(page),
  };
  return button;
}

/** Takes a usual item; the block names all of them, since others take their place when another customer is chosen. */
function takeRow(items: readonly Choice[], locale: Locale): KnownBlock {
  const buttons = items.map(
    (item, i): Button => ({
      type: 'button',
      text: label(usualButton(item), limits.buttonText),
      action_id: `line:take:${i}`,
      value: item.value,
      accessibility_label: label(usualWords(item, locale), limits.buttonText).text,
    }),
  );
  return { type: 'actions', elements: buttons };
}

/** What the customer usually takes, each with a button that takes it. */
function usualBlocks({ usual }: LinesView, locale: Locale): KnownBlock[] {
  const items = usual.filter(({ value }) => value !== '' && value.length <= limits.buttonValue);
  if (items.length === 0) return [];
  const words = items.map((item) => ({ text: `\n${usualWords(item, locale)}` }));
  return [
    ...paragraphs([{ text: t(locale, 'chat.usual'), bold: true }, ...words]),
    ...byNumber(items, limits.buttonRow).map((some) => takeRow(some, locale)),
  ];
}

/** What the lines came to when they were drawn: a modal does not reckon while somebody types. */
function totalBlocks(field: LinesField, { lines }: LinesView, locale: Locale): KnownBlock[] {
  const total = totalText(field, lines);
  return total ? quiet(t(locale, 'chat.total_then', { total })) : [];
}

/** Add a line, reckon anew, and turn the page. */
function actions(view: LinesView, locale: Locale): ActionsBlock {
  const add: Button = {
    type: 'button',
    text: label(t(locale, 'chat.line_add'), limits.buttonText),
    action_id: 'line:add',
    value: 'add',
  };
  const reckon: Button = {
    type: 'button',
    text: label(t(locale, 'chat.recalculate'), limits.buttonText),
    action_id: 'line:reckon',
    value: 'reckon',
  };
  return {
    type: 'actions',
    elements: [
      add,
      reckon,
      ...(view.page > 1 ? [pageButton(view, view.page - 1, 'chat.line_previous', locale)] : []),
      ...(view.page < view.pages ? [pageButton(view, view.page + 1, 'chat.line_next', locale)] : []),
    ],
  };
}

/** Heading of the lines: their label and hint, and which of them are shown. */
function heading(field: LinesField, view: LinesView, locale: Locale): KnownBlock[] {
  const { from, to } = rangeOf(view, view.page);
  const shown = view.pages > 1 ? t(locale, 'chat.lines', { from: from + 1, to, all: view.lines.length }) : '';
  const rest = [shown, field.hint ?? ''].filter((text) => !isBlank(text)).map((text) => ({ text: `\n${text}` }));
  return paragraphs([{ text: oneLine(field.label), bold: true }, ...rest]);
}

/** What stands below the lines: the buttons, what they come to, and what the customer usually takes. */
const footOf = (field: LinesField, view: LinesView, locale: Locale): KnownBlock[] => [
  actions(view, locale),
  ...totalBlocks(field, view, locale),
  ...usualBlocks(view, locale),
];

/** Blocks that the lines take besides the lines themselves. */
export const linesFrame = (field: LinesField, view: LinesView, locale: Locale): number =>
  heading(field, view, locale).length + footOf(field, view, locale).length;

/** A page of the lines of an order, with the sentences that belong to each line. */
export function linesBlocks(
  field: LinesField,
  view: LinesView,
  errorOf: (line: number) => string,
  locale: Locale,
): KnownBlock[] {
  const { from, to } = rangeOf(view, view.page);
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  return [
    ...heading(field, view, locale),
    ...numbers.flatMap((n) => lineBlocks(field, view, n, errorOf(n), locale)),
    ...footOf(field, view, locale),
  ];
}
