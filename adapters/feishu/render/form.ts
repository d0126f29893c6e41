import type { LineValue, SealedForm } from '../../../src/chat/form.ts';
import { type FormAction, type LinesField, linesField, placeOf } from '../../../src/chat/form-state.ts';
import { oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { row } from './buttons.ts';
import { type FeishuCard, frame } from './card.ts';
import { callback, columns, type Element, label, paragraphs, quiet } from './element.ts';
import { cellName, type FeishuState, foundFor, lineText, sightOf } from './form-state.ts';
import { fieldElements, input, select, wrong } from './inputs.ts';

/** What a button of a form does: it is sent, looked through, or shows other lines or fields. */
export type FormDeed = { kind: 'send' } | { kind: 'look' } | FormAction;

const deedText = (deed: FormDeed): string => {
  if (deed.kind === 'remove') return `remove~${deed.line}`;
  return deed.kind === 'lines' || deed.kind === 'fields' ? `${deed.kind}~${deed.page}` : deed.kind;
};

/** The name of a button, by which it is known when it was clicked: the form and the deed. */
const nameOf = (form: string, deed: FormDeed): string => `form~${form}~${deedText(deed)}`;

/** Reads the name of a button of a form. */
export function deedOf(name: string): { form: string; deed: FormDeed } | undefined {
  const [, form = '', kind, digits] =
    /^form~([\w-]+)~(send|look|add|remove|lines|fields)(?:~(\d{1,6}))?$/.exec(name) ?? [];
  const number = Number(digits);
  switch (kind) {
    case 'send':
    case 'look':
    case 'add':
      return { form, deed: { kind } };
    case 'remove':
      return { form, deed: { kind, line: number } };
    case 'lines':
    case 'fields':
      return { form, deed: { kind, page: number } };
    default:
      return undefined;
  }
}

/** Every button of a form sends what was typed, so that nothing is lost when the form is drawn anew. */
const button = (form: string, words: string, deed: FormDeed, isMain = false): Element => ({
  tag: 'button',
  name: nameOf(form, deed),
  text: label(words, limits.button),
  type: isMain ? 'primary_filled' : 'default',
  size: isMain ? 'medium' : 'small',
  form_action_type: 'submit',
  behaviors: callback({ form: nameOf(form, deed) }),
});

type Sentences = Readonly<Record<string, string>>;

/** The sentences about the lines, by line, and what belongs to no field in sight. */
function sorted(form: SealedForm, state: FeishuState, locale: Locale) {
  const errors: Sentences = {
    ...Object.fromEntries(form.fields.flatMap((f) => (f.error ? [[f.name, f.error]] : []))),
    ...state.errors,
  };
  const sight = sightOf(form, state);
  const byField = new Map<string, string>();
  const byLine = new Map<number, string>();
  const top: string[] = [];
  const add = <K>(map: Map<K, string>, key: K, sentence: string) =>
    map.set(key, [map.get(key), sentence].filter(Boolean).join(' '));
  for (const [name, sentence] of Object.entries(errors)) {
    const place = placeOf(name, form, state);
    if (place.kind === 'field' && sight.fields.includes(place.field)) add(byField, place.field.name, sentence);
    else if (place.kind === 'line' && place.line >= sight.from && place.line < sight.to)
      add(byLine, place.line, sentence);
    else if (place.kind === 'line') top.push(`${t(locale, 'chat.line', { n: place.line + 1 })}: ${sentence}`);
    else if (place.kind === 'field') top.push(`${place.field.label}: ${sentence}`);
    else top.push(sentence);
  }
  return { sight, byField, byLine, top };
}

type LineDraw = { form: SealedForm; field: LinesField; state: FeishuState; locale: Locale };

function lineElements({ form, field, state, locale }: LineDraw, line: LineValue, n: number, error?: string): Element[] {
  const version = state.version ?? 0;
  const found = foundFor(state, n);
  const words = [
    t(locale, 'chat.line', { n: n + 1 }),
    line.listPrice ? t(locale, 'chat.list_price', { price: oneLine(line.listPrice) }) : '',
  ];
  return [
    columns([
      { elements: paragraphs(words.filter(Boolean).join(' · ')), weight: 4 },
      { elements: [button(form.id, t(locale, 'chat.line_remove'), { kind: 'remove', line: n })], width: 'auto' },
    ]),
    ...wrong(error),
    input(cellName(n, 'sku', version), lineText(line), { hint: t(locale, 'feishu.search_product') }),
    ...(found.length > 0 ? [select(cellName(n, 'pick', version), found, undefined, locale)] : []),
    columns(
      (['quantity', 'price', 'discount'] as const).map((cell) => ({
        elements: [input(cellName(n, cell, version), line[cell] ?? '', { hint: cellLabel(cell, field, locale) })],
      })),
    ),
  ];
}

const cellLabel = (cell: 'quantity' | 'price' | 'discount', { currency }: LinesField, locale: Locale): string => {
  if (cell === 'price') return t(locale, 'chat.line_price', { currency });
  return t(locale, cell === 'quantity' ? 'label.quantity' : 'chat.line_discount');
};

type Sight = ReturnType<typeof sightOf>;

function linesElements(
  draw: LineDraw,
  { lines, from, to, linePage, linePages }: Sight,
  byLine: Map<number, string>,
): Element[] {
  const { form, locale } = draw;
  const turn = (page: number, words: 'chat.line_previous' | 'chat.line_next') => {
    const first = (page - 1) * limits.lines;
    const last = Math.min(first + limits.lines, lines.length);
    return button(form.id, t(locale, words, { from: first + 1, to: last }), { kind: 'lines', page });
  };
  return [
    ...(linePages > 1 ? quiet(t(locale, 'chat.lines', { from: from + 1, to, all: lines.length })) : []),
    ...lines.slice(from, to).flatMap((line, i) => lineElements(draw, line, from + i, byLine.get(from + i))),
    row([
      button(form.id, t(locale, 'chat.line_add'), { kind: 'add' }),
      ...(linePage > 1 ? [turn(linePage - 1, 'chat.line_previous')] : []),
      ...(linePage < linePages ? [turn(linePage + 1, 'chat.line_next')] : []),
    ]),
  ];
}

/** Turns the page of the fields, where there are many. */
function fieldsTurn(form: SealedForm, { page, pages, fields }: Sight, locale: Locale): Element[] {
  if (pages === 1) return [];
  const from = (page - 1) * limits.formFields;
  const words = { from: from + 1, to: from + fields.length, all: form.fields.length };
  return [
    ...quiet(t(locale, 'chat.fields', words)),
    row([
      ...(page > 1 ? [button(form.id, t(locale, 'chat.previous'), { kind: 'fields', page: page - 1 })] : []),
      ...(page < pages ? [button(form.id, t(locale, 'chat.next'), { kind: 'fields', page: page + 1 })] : []),
    ]),
  ];
}

const hasLookUp = ({ fields }: SealedForm): boolean => fields.some((f) => f.kind === 'search' || f.kind === 'lines');

/** A form as a card: its fields in a form container, whose buttons all send what was typed. */
export function renderForm(form: SealedForm, state: FeishuState, { locale }: { locale: Locale }): FeishuCard {
  const { sight, byField, byLine, top } = sorted(form, state, locale);
  const field = linesField(form);
  const inside = sight.fields.flatMap((f) => [
    ...fieldElements(f, byField.get(f.name), state, locale),
    ...(f === field ? linesElements({ form, field, state, locale }, sight, byLine) : []),
  ]);
  const deeds = row([
    button(form.id, form.submit, { kind: 'send' }, true),
    ...(hasLookUp(form) ? [button(form.id, t(locale, 'feishu.look'), { kind: 'look' })] : []),
  ]);
  return frame({ title: form.title, summary: form.title, tone: 'info' }, [
    ...paragraphs(form.note ?? ''),
    ...top.flatMap((sentence) => wrong(sentence)),
    { tag: 'form', name: 'form', elements: [...inside, ...fieldsTurn(form, sight, locale), deeds] },
  ]);
}

/** A form that is finished: its words, and nothing to send any more. */
export const closedForm = ({ title }: SealedForm, sentence: string): FeishuCard =>
  frame({ title, summary: sentence }, paragraphs(sentence));
