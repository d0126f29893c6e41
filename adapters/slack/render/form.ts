import type { KnownBlock, ModalView } from '@slack/types';
import type { FormField, SealedForm } from '../../../src/chat/form.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { counted, limits } from '../limits.ts';
import { fieldBlock } from './field.ts';
import { linesView, placeOf } from './layout.ts';
import { errorBlock, linesBlocks, linesFrame, rangeOf } from './lines.ts';
import { type FormState, linesField, presentValue } from './state.ts';
import { label, oneLine, paragraphs, toned } from './text.ts';

/** Sentences by where they stand: at a field, at a line, or at the top. */
type Sorted = { top: string[]; byField: Map<string, string>; byLine: Map<number, string> };

const add = <K>(map: Map<K, string>, key: K, sentence: string) =>
  map.set(key, map.has(key) ? `${map.get(key)} ${sentence}` : sentence);

function sortErrors(form: SealedForm, state: FormState, shown: { from: number; to: number }): Sorted {
  const sorted: Sorted = { top: [], byField: new Map(), byLine: new Map() };
  const own = form.fields.flatMap((f): [string, string][] => (f.error ? [[f.name, f.error]] : []));
  for (const [name, sentence] of state.errors ? Object.entries(state.errors) : own) {
    const place = placeOf(name, form, state);
    if (place.kind === 'field') add(sorted.byField, place.name, sentence);
    else if (place.kind === 'line' && place.line >= shown.from && place.line < shown.to)
      add(sorted.byLine, place.line, sentence);
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
    ...(left > 0 ? [t(locale, 'slack.more_errors', { n: left })] : []),
  ];
  return paragraphs([{ text: lines.join('\n'), bold: true }]);
}

/** Title and note of a form, and what is wrong with it as a whole. */
function headBlocks(form: SealedForm, top: readonly string[], locale: Locale): KnownBlock[] {
  const isLong = counted(oneLine(form.title)) > limits.title;
  return [
    ...(isLong ? paragraphs([{ text: oneLine(form.title), bold: true }]) : []),
    ...topBlocks(top, locale),
    ...paragraphs([{ text: form.note ?? '' }]),
  ];
}

const isPlainField = (field: FormField): field is Exclude<FormField, { kind: 'lines' }> => field.kind !== 'lines';

/** Blocks of each field but the lines. */
function plainBlocks(form: SealedForm, state: FormState, errors: Sorted, locale: Locale): Map<string, KnownBlock[]> {
  const drawn = form.fields.filter(isPlainField).map((field): [string, KnownBlock[]] => {
    const input = fieldBlock(field, presentValue(field, state), state.labels, locale);
    return [field.name, [...errorBlock(errors.byField.get(field.name) ?? ''), ...input]];
  });
  return new Map(drawn);
}

/** How many lines one page has, given the blocks that all else takes. */
export function linesPerPage(form: SealedForm, state: FormState, locale: Locale): number {
  const field = linesField(form);
  if (!field) return limits.lines;
  const everything = sortErrors(form, state, { from: 0, to: 0 });
  const fixed =
    headBlocks(form, everything.top, locale).length +
    [...plainBlocks(form, state, everything, locale).values()].flat().length +
    linesFrame(field, linesView(form, state, 1), locale) +
    1;
  return Math.min(limits.lines, Math.max(1, Math.floor((limits.viewBlocks - fixed) / limits.lineBlocks)));
}

function blocksOf(form: SealedForm, state: FormState, locale: Locale): KnownBlock[] {
  const view = linesView(form, state, linesPerPage(form, state, locale));
  const errors = sortErrors(form, state, rangeOf(view, view.page));
  const fields = plainBlocks(form, state, errors, locale);
  const body = form.fields.flatMap((field) => {
    if (isPlainField(field)) return fields.get(field.name) ?? [];
    const error = errorBlock(errors.byField.get(field.name) ?? '');
    return [...error, ...linesBlocks(field, view, (n) => errors.byLine.get(n) ?? '', locale)];
  });
  return [...headBlocks(form, errors.top, locale), ...body];
}

/** A form as a modal that shows what was typed so far, and what was wrong with it. */
export function renderForm(form: SealedForm, state: FormState, { locale }: { locale: Locale }): ModalView {
  const blocks = blocksOf(form, state, locale);
  if (blocks.length > limits.viewBlocks)
    throw new Error(`The form “${form.title}” takes ${blocks.length} blocks; a modal has ${limits.viewBlocks}.`);
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: form.id,
    title: label(form.title, limits.title),
    submit: label(form.submit, limits.submit),
    close: label(t(locale, 'slack.cancel'), limits.title),
    notify_on_close: true,
    blocks,
  };
}
