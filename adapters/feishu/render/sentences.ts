import { byNumber, clipBytes } from '../../../src/chat/cut.ts';
import type { FormField, SealedForm } from '../../../src/chat/form.ts';
import { type ErrorPlace, linesField, placeOf } from '../../../src/chat/form-state.ts';
import { isBlank, literal } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { costOf } from './cost.ts';
import { type Element, paragraphs } from './element.ts';
import { linePages } from './lines.ts';
import type { FeishuState } from './names.ts';
import { pagesOf, type Sight } from './sight.ts';

/** What is wrong, in red behind signs. */
const wrong = (sentences: readonly string[]): Element[] =>
  paragraphs(sentences.map((sentence) => `🔴 ${sentence}`).join('\n'), { colour: 'red' });

/** The beginning of a sentence that takes so many bytes of a card, with `…` where something is left out. */
function fitting(sentence: string, bytes: number): string {
  let said = literal(sentence);
  for (let most = bytes; costOf(said).bytes > bytes; most *= 0.8) said = clipBytes(said, most);
  return said;
}

/** What is wrong with a page of a form: on top, and by field and line. */
export type Wrongs = { top: Element[]; field(field: FormField): Element[]; line(n: number): Element[] };

const beginsHere = (sight: Sight, field: FormField): boolean =>
  sight.pieces.some((p) => p.field === field && p.head.length > 0) ||
  (field.kind === 'lines' && sight.pieces.some((p) => p.field === field));

const isInSight = (place: ErrorPlace, sight: Sight): boolean => {
  if (place.kind === 'field') return beginsHere(sight, place.field);
  if (place.kind === 'top') return false;
  const hasLines = sight.pieces.some((p) => p.field?.kind === 'lines');
  return hasLines && place.line >= sight.lines.from && place.line < sight.lines.to;
};

/** A sentence that stands away from its place says which it is. */
function away(place: ErrorPlace, sentence: string, locale: Locale): string {
  if (place.kind === 'field') return t(locale, 'chat.field_error', { label: place.field.label, sentence });
  if (place.kind === 'top') return sentence;
  const label = t(locale, 'chat.line', { n: place.line + 1 });
  return sentence.startsWith(label) ? sentence : t(locale, 'chat.field_error', { label, sentence });
}

/** Sentences on top: a few of them, and how many more there are. */
function onTop(sentences: readonly string[], locale: Locale): Element[] {
  const [first = [], ...rest] = byNumber(sentences, limits.topSentences);
  const each = Math.floor(limits.topBytes / Math.max(1, first.length));
  const more = rest.flat().length > 0 ? [t(locale, 'chat.more_errors', { n: rest.flat().length })] : [];
  return wrong([...first.map((sentence) => fitting(sentence, each)), ...more]);
}

const errorsOf = (form: SealedForm, state: FeishuState): [string, string][] => {
  const first = form.fields.flatMap((f): [string, string][] => (f.error ? [[f.name, f.error]] : []));
  return Object.entries({ ...Object.fromEntries(first), ...state.errors }).filter(([, s]) => !isBlank(s ?? ''));
};

/** The sentences about what is in sight, at their places; the others on top. */
export function wrongsOf(form: SealedForm, state: FeishuState, sight: Sight, locale: Locale): Wrongs {
  const byPlace = new Map<FormField | number, string[]>();
  const top: string[] = [];
  for (const [name, sentence] of errorsOf(form, state)) {
    const place = placeOf(name, form, state);
    if (place.kind === 'top' || !isInSight(place, sight)) top.push(away(place, sentence, locale));
    else {
      const key = place.kind === 'field' ? place.field : place.line;
      byPlace.set(key, [...(byPlace.get(key) ?? []), sentence]);
    }
  }
  const each = Math.floor(limits.wrongBytes / Math.max(1, byPlace.size));
  const at = (key: FormField | number): Element[] => {
    const said = (byPlace.get(key) ?? []).join(' ');
    return isBlank(said) ? [] : wrong([fitting(said, each)]);
  };
  return { top: onTop(top, locale), field: at, line: at };
}

/** The state turned to the pages on which the first of what is wrong stands. */
export function turnedTo(errors: Readonly<Record<string, string>>, form: SealedForm, state: FeishuState): FeishuState {
  const said = { ...state, errors };
  const places = Object.keys(errors).map((name) => placeOf(name, form, said));
  const line = places.find((p) => p.kind === 'line');
  const field = line ? linesField(form) : places.find((p) => p.kind === 'field')?.field;
  const page = pagesOf(form, said).findIndex((pieces) =>
    pieces.some((p) => p.field !== undefined && p.field === field),
  );
  const linePage = line ? linePages(form, said).filter((start) => start <= line.line).length : 0;
  return { ...said, ...(page >= 0 && { fieldsPage: page + 1 }), ...(linePage > 0 && { linesPage: linePage }) };
}
