import type { Button, KnownBlock, ModalView } from '@slack/types';
import { counted } from '../../../src/chat/cut.ts';
import type { FormField, SealedForm } from '../../../src/chat/form.ts';
import { customerField, type FormState, linesField, placeOf, presentValue } from '../../../src/chat/form-state.ts';
import { nothing, oneLine } from '../../../src/chat/literal.ts';
import { toned } from '../../../src/chat/said.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { fieldBlocks } from './field.ts';
import { blockOf, type FieldsView, fieldsView, linesView, type Sight } from './layout.ts';
import { errorBlock, linesBlocks, linesFrame } from './lines.ts';
import { label, paragraphs, quiet } from './text.ts';

/** Sentences by where they stand: at a field, at a line, or at the top. */
type Sorted = { top: string[]; byField: Map<string, string>; byLine: Map<number, string> };

const add = <K>(map: Map<K, string>, key: K, sentence: string) =>
  map.set(key, map.has(key) ? `${map.get(key)} ${sentence}` : sentence);

const ownErrors = ({ fields }: SealedForm): [string, string][] =>
  fields.flatMap((f): [string, string][] => (f.error ? [[f.name, f.error]] : []));

function sortErrors(form: SealedForm, state: FormState, sight: Sight, locale: Locale): Sorted {
  const sorted: Sorted = { top: [], byField: new Map(), byLine: new Map() };
  for (const [name, sentence] of state.errors ? Object.entries(state.errors) : ownErrors(form)) {
    const place = placeOf(name, form, state);
    const isShown = blockOf(place, form, sight) !== undefined;
    if (place.kind === 'field' && isShown) add(sorted.byField, place.field.name, sentence);
    else if (place.kind === 'line' && isShown) add(sorted.byLine, place.line, sentence);
    else if (place.kind === 'field')
      sorted.top.push(t(locale, 'chat.field_error', { label: place.field.label, sentence }));
    else sorted.top.push(sentence);
  }
  return sorted;
}

/** What belongs to nothing that is shown, and how much of it there is beyond what fits. */
function topBlocks(sentences: readonly string[], locale: Locale): KnownBlock[] {
  const shown = sentences.slice(0, limits.topErrors);
  const left = sentences.length - shown.length;
  const lines = [
    ...shown.map((s) => toned('bad', oneLine(s))),
    ...(left > 0 ? [t(locale, 'chat.more_errors', { n: left })] : []),
  ];
  return paragraphs([{ text: lines.join('\n'), bold: true }]);
}

/** Title and note of a form, and what is wrong with it as a whole. */
function headBlocks(form: SealedForm, top: readonly string[], locale: Locale): KnownBlock[] {
  const isLong = counted(oneLine(form.title)) > limits.title;
  // A modal without a block is refused.
  const isShown = isLong || form.fields.length === 0;
  return [
    ...(isShown ? paragraphs([{ text: oneLine(form.title) || nothing, bold: true }]) : []),
    ...topBlocks(top, locale),
    ...paragraphs([{ text: form.note ?? '' }]),
  ];
}

/** Which fields are shown, and the buttons that turn their page. */
function footBlocks({ fields, page, pages, from }: FieldsView, all: number, locale: Locale): KnownBlock[] {
  if (pages <= 1) return [];
  const turn = (to: number, words: 'chat.previous' | 'chat.next'): Button => ({
    type: 'button',
    text: label(t(locale, words), limits.buttonText),
    action_id: `field:page:${to}`,
    value: String(to),
  });
  const buttons = [
    ...(page > 1 ? [turn(page - 1, 'chat.previous')] : []),
    ...(page < pages ? [turn(page + 1, 'chat.next')] : []),
  ];
  const note = quiet(t(locale, 'chat.fields', { from: from + 1, to: from + fields.length, all }));
  return [...note, { type: 'actions', elements: buttons }];
}

const isPlainField = (field: FormField): field is Exclude<FormField, { kind: 'lines' }> => field.kind !== 'lines';

/** The blocks of one field, without those of lines. */
function plainBlocks(
  form: SealedForm,
  field: FormField,
  state: FormState,
  errors: Sorted,
  locale: Locale,
): KnownBlock[] {
  const error = errorBlock(errors.byField.get(field.name) ?? '');
  if (!isPlainField(field)) return error;
  const isChosen = field.kind === 'search' || field.kind === 'select';
  const tells = isChosen && customerField(form) === field.name;
  return [...error, ...fieldBlocks(field, presentValue(field, state), state.labels, locale, tells)];
}

/** What of the form is in sight: so many lines as the blocks of all else leave room for. */
export function sightOf(form: SealedForm, state: FormState, locale: Locale): Sight {
  const fields = fieldsView(form, state);
  const list = linesField(form);
  const none: Sight = { fields, lines: linesView(form, state, 1) };
  if (!list) return none;
  const errors = sortErrors(form, state, none, locale);
  const fixed =
    headBlocks(form, errors.top, locale).length +
    fields.fields.reduce((sum, field) => sum + plainBlocks(form, field, state, errors, locale).length, 0) +
    footBlocks(fields, form.fields.length, locale).length +
    linesFrame(list, none.lines, locale) +
    1;
  const room = Math.floor((limits.viewBlocks - fixed) / limits.lineBlocks);
  return { fields, lines: linesView(form, state, Math.min(limits.lines, Math.max(1, room))) };
}

function blocksOf(form: SealedForm, state: FormState, locale: Locale): KnownBlock[] {
  const sight = sightOf(form, state, locale);
  const errors = sortErrors(form, state, sight, locale);
  const errorOf = (line: number) => errors.byLine.get(line) ?? '';
  const body = sight.fields.fields.flatMap((field) => [
    ...plainBlocks(form, field, state, errors, locale),
    ...(isPlainField(field) ? [] : linesBlocks(field, sight.lines, errorOf, locale)),
  ]);
  const foot = footBlocks(sight.fields, form.fields.length, locale);
  return [...headBlocks(form, errors.top, locale), ...body, ...foot];
}

/** A form as a modal that shows what was typed so far, and what was wrong with it. */
export function renderForm(form: SealedForm, state: FormState, { locale }: { locale: Locale }): ModalView {
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: form.id,
    title: label(form.title, limits.title),
    submit: label(form.submit, limits.submit),
    close: label(t(locale, 'slack.close'), limits.title),
    blocks: blocksOf(form, state, locale),
  };
}
