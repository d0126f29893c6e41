import type { ModalView } from '@slack/types';
import type { SealedForm } from '../../../src/chat/form.ts';
import { type FormState, isFilled, linesOf, placeOf, withoutBlankLines } from '../../../src/chat/form-state.ts';
import type { Locale } from '../../../src/text/index.ts';
import { renderForm, sightOf } from './form.ts';
import { blockOf, turnedTo } from './layout.ts';

/** What a submitted view is answered with, and the state that it then shows. */
export type ViewErrors = {
  response:
    | { response_action: 'errors'; errors: Record<string, string> }
    | { response_action: 'update'; view: ModalView };
  state: FormState;
};

type Sentences = Readonly<Record<string, string>>;

/** The sentences by block; undefined when one of them has no block in this view. */
function byBlock(
  errors: Sentences,
  form: SealedForm,
  state: FormState,
  locale: Locale,
): Record<string, string> | undefined {
  const sight = sightOf(form, state, locale);
  const result: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) {
    const block = blockOf(placeOf(name, form, state), form, sight);
    if (block === undefined) return undefined;
    result[block] = result[block] ? `${result[block]} ${sentence}` : sentence;
  }
  return result;
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
  errors: Sentences,
  form: SealedForm,
  state: FormState,
  { locale }: { locale: Locale },
): ViewErrors {
  const isClean = Object.keys(errors).length > 0 && !showsSentences(form, state) && !hasGap(form, state);
  const shown = isClean ? byBlock(errors, form, state, locale) : undefined;
  if (shown) return { response: { response_action: 'errors', errors: shown }, state };
  const packed = { ...withoutBlankLines(form, state), errors };
  const places = Object.keys(errors).map((name) => placeOf(name, form, packed));
  const next = turnedTo(places, form, packed, sightOf(form, packed, locale));
  return { response: { response_action: 'update', view: renderForm(form, next, { locale }) }, state: next };
}
