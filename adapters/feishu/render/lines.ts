import { byNumber, clip } from '../../../src/chat/cut.ts';
import type { LineValue, SealedForm } from '../../../src/chat/form.ts';
import {
  type CellName,
  type LinesField,
  linesField,
  linesOf,
  showsPrices,
  usualNow,
} from '../../../src/chat/form-state.ts';
import { lineFacts, usualButton, usualWords } from '../../../src/chat/line-facts.ts';
import { oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { row } from './buttons.ts';
import { costOf, type Room, sentenceRoom, weightOf } from './cost.ts';
import { formButton } from './deeds.ts';
import { columns, type Element, label, quiet } from './element.ts';
import { input } from './inputs.ts';
import { cellName, type FeishuState } from './names.ts';
import { lineText } from './shown.ts';

type Cell = Exclude<CellName, 'sku'>;

const cellLabel = (cell: Cell, { currency }: LinesField, locale: Locale): string => {
  if (cell === 'price') return t(locale, 'chat.line_price', { currency });
  return t(locale, cell === 'quantity' ? 'label.quantity' : 'chat.line_discount');
};

/** A cell as text of one input. */
export const cellText = (line: LineValue, cell: Cell): string => clip(oneLine(line[cell] ?? ''), limits.input);

function cellInput(line: LineValue, n: number, cell: Cell, field: LinesField, version: number, locale: Locale) {
  const hint = cell === 'price' ? oneLine(line.listPrice ?? '') : undefined;
  return input(cellName(n, cell, version), cellText(line, cell), { hint, label: cellLabel(cell, field, locale) });
}

const factsIn = (form: SealedForm, line: LineValue, lines: readonly LineValue[], locale: Locale): string[] =>
  lineFacts(line, lines, locale, { isPriced: showsPrices(form) });

/** What stands between the head of a line and its cells: what is wrong, and what was found. */
export type Between = { wrong: Element[]; found: Element[] };
const nothingBetween: Between = { wrong: [], found: [] };
const nothingUsed: Room = { bytes: 0, elements: 0 };

/** One line: its number with a button that removes it, its product, and its numbers beside each other. */
export function lineElements(
  form: SealedForm,
  state: FeishuState,
  n: number,
  { wrong, found }: Between,
  locale: Locale,
): Element[] {
  const field = linesField(form);
  if (!field) return [];
  const lines = linesOf(form, state);
  const line = lines[n] ?? { sku: '', quantity: '' };
  const version = state.version ?? 0;
  const words = [t(locale, 'chat.line', { n: n + 1 }), ...factsIn(form, line, lines, locale)].join(' · ');
  return [
    columns([
      { elements: [{ tag: 'div', text: label(words, limits.title) }], weight: 4 },
      { elements: [formButton(form.id, t(locale, 'chat.line_remove'), { kind: 'remove', line: n })], width: 'auto' },
    ]),
    ...wrong,
    input(cellName(n, 'sku', version), lineText(line), { hint: t(locale, 'feishu.search_product') }),
    ...found,
    columns(
      (['quantity', 'price', 'discount'] as const).map((cell) => ({
        elements: [cellInput(line, n, cell, field, version, locale)],
      })),
    ),
  ];
}

/** What lines take of a card: what each has, and its own texts. */
function lineWeights(form: SealedForm, state: FeishuState): Room[] {
  const blank = { ...state, lines: [{ sku: '', quantity: '', listPrice: '0' }] };
  const frame = weightOf((locale) => lineElements(form, blank, 0, nothingBetween, locale));
  const lines = linesOf(form, state);
  return lines.map((line) => {
    const cells = (['quantity', 'price', 'discount'] as const).map((cell) => cellText(line, cell));
    const offer = [oneLine(line.listPrice ?? ''), line.listPrice ?? ''];
    const { bytes } = costOf([lineText(line), ...offer, ...cells]);
    const facts = weightOf((locale) => factsIn(form, line, lines, locale)).bytes;
    return { bytes: frame.bytes + bytes + facts + 120, elements: frame.elements };
  });
}

/** Lines laid out on pages: the first one of each page, and what the fullest takes. A page has at least one line. */
type Layout = { starts: number[]; most: Room };

function layOut(form: SealedForm, state: FeishuState): Layout {
  const starts: number[] = [];
  let [most, used] = [nothingUsed, nothingUsed];
  for (const [n, cost] of lineWeights(form, state).entries()) {
    const isFull = n - (starts.at(-1) ?? 0) >= limits.lines || used.bytes + cost.bytes > limits.linesBytes;
    if (starts.length === 0 || isFull) {
      starts.push(n);
      used = nothingUsed;
    }
    used = { bytes: used.bytes + cost.bytes, elements: used.elements + cost.elements };
    most = { bytes: Math.max(most.bytes, used.bytes), elements: Math.max(most.elements, used.elements) };
  }
  return { starts, most };
}

/** The number of the first line of each page. */
export const linePages = (form: SealedForm, state: FeishuState): number[] => layOut(form, state).starts;

/** Which lines a page shows. */
export type LinesSight = { page: number; starts: number[]; all: number; from: number; to: number };

export function linesSight(form: SealedForm, state: FeishuState): LinesSight {
  const starts = linePages(form, state);
  const page = Math.min(Math.max(1, state.linesPage ?? 1), starts.length);
  const all = linesOf(form, state).length;
  return { page, starts, all, from: starts[page - 1] ?? 0, to: starts[page] ?? all };
}

/** What the customer usually takes, each with a button that takes it. */
function usualElements(form: SealedForm, state: FeishuState, locale: Locale): Element[] {
  const items = usualNow(form, state);
  if (items.length === 0) return [];
  const take = (item: (typeof items)[number]) =>
    formButton(form.id, usualButton(item), { kind: 'take', sku: item.value });
  return [
    ...quiet([t(locale, 'chat.usual'), ...items.map((item) => usualWords(item, locale))].join('\n')),
    ...byNumber(items, limits.buttonRow).map((some) => row(some.map(take))),
  ];
}

/** All that a page shows of the lines, with the buttons below them. */
export function linesElements(
  form: SealedForm,
  state: FeishuState,
  { page, starts, all, from, to }: LinesSight,
  between: (line: number) => Between,
  locale: Locale,
): Element[] {
  const turn = (to: number, words: 'chat.line_previous' | 'chat.line_next') => {
    const range = { from: (starts[to - 1] ?? 0) + 1, to: starts[to] ?? all };
    return formButton(form.id, t(locale, words, range), { kind: 'lines', page: to });
  };
  return [
    ...(starts.length > 1 ? quiet(t(locale, 'chat.lines', { from: from + 1, to, all })) : []),
    ...Array.from({ length: to - from }, (_, i) => from + i).flatMap((n) =>
      lineElements(form, state, n, between(n), locale),
    ),
    row([
      formButton(form.id, t(locale, 'chat.line_add'), { kind: 'add' }),
      ...(page > 1 ? [turn(page - 1, 'chat.line_previous')] : []),
      ...(page < starts.length ? [turn(page + 1, 'chat.line_next')] : []),
    ]),
    ...usualElements(form, state, locale),
  ];
}

/** What the fullest page of the lines takes of a card, with its buttons and room for what is wrong with each line. */
export function linesWeight(form: SealedForm, state: FeishuState): Room {
  const { most } = layOut(form, state);
  const sight: LinesSight = { page: 2, starts: [0, 0, 0], all: 100_000, from: 0, to: 0 };
  const frame = weightOf((locale) => linesElements(form, state, sight, () => nothingBetween, locale));
  return {
    bytes: most.bytes + frame.bytes + limits.lines * sentenceRoom.bytes,
    elements: most.elements + frame.elements + limits.lines * sentenceRoom.elements,
  };
}
