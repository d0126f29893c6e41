import type { ModalView } from '@slack/types';
import type { SealedForm } from '../../../src/chat/form.ts';
import type { Locale } from '../../../src/text/index.ts';
import { linesPerPage, renderForm } from './form.ts';
import { blockOf, type ErrorPlace, linesView, placeOf } from './layout.ts';
import { type FormState, isFilled, linesOf, withoutBlankLines } from './state.ts';

/** What a submitted view is answered with, and the state that it then shows. */
export type ViewErrors = {
  response:
    | { response_action: 'errors'; errors: Record<string, string> }
    | { response_action: 'update'; view: ModalView };
  state: FormState;
};

const join = (before: string | undefined, sentence: string): string => (before ? `${before} ${sentence}` : sentence);

/** The sentences by block; undefined when one of them has no block in this view. */
function byBlock(
  places: readonly (readonly [ErrorPlace, string])[],
  form: SealedForm,
  state: FormState,
  locale: Locale,
): Record<string, string> | undefined {
  const view = linesView(form, state, linesPerPage(form, state, locale));
  const result: Record<string, string> = {};
  for (const [place, sentence] of places) {
    const block = blockOf(place, form, view);
    if (block === undefined) return undefined;
    result[block] = join(result[block], sentence);
  }
  return result;
}

/** The page of the first line that has an error, when none of them is on the present page. */
function pageWithError(places: readonly ErrorPlace[], form: SealedForm, state: FormState, locale: Locale): number {
  const view = linesView(form, state, linesPerPage(form, state, locale));
  const pages = places.flatMap((p) => (p.kind === 'line' ? [Math.floor(p.line / view.size) + 1] : []));
  return pages.length === 0 || pages.includes(view.page) ? view.page : Math.min(...pages);
}

/** Whether an empty line stands before a filled one: then the desk's numbers are not those that are shown. */
function hasGap(form: SealedForm, state: FormState): boolean {
  const lines = linesOf(form, state);
  return lines.slice(0, lines.findLastIndex(isFilled) + 1).some((line) => !isFilled(line));
}

/** Whether the view shows sentences of an earlier attempt, which only a new drawing takes away. */
const showsSentences = (form: SealedForm, { errors }: FormState): boolean =>
  errors ? Object.keys(errors).length > 0 : form.fields.some((field) => field.error);

/**
 * Answers a submitted form with what is wrong: at the inputs where all of it can be shown there, else by the form anew,
 * with the sentences in it. `state` is what `readView` gave.
 */
export function viewErrors(
  errors: Readonly<Record<string, string>>,
  form: SealedForm,
  state: FormState,
  { locale }: { locale: Locale },
): ViewErrors {
  const places = Object.entries(errors).map(([name, s]) => [placeOf(name, form, state), s] as const);
  const isClean = places.length > 0 && !showsSentences(form, state) && !hasGap(form, state);
  const shown = isClean ? byBlock(places, form, state, locale) : undefined;
  if (shown) return { response: { response_action: 'errors', errors: shown }, state };
  const packed = { ...withoutBlankLines(form, state), errors };
  const found = Object.keys(errors).map((name) => placeOf(name, form, packed));
  const next = { ...packed, linesPage: pageWithError(found, form, packed, locale) };
  return { response: { response_action: 'update', view: renderForm(form, next, { locale }) }, state: next };
}
