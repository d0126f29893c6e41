import { codes, inWords, type Report } from './rule.ts';
import type { Place } from './walk.ts';

/*
 * containers/form-container: names, and a button that submits. card-callback-communication, 200530: a name is neither
 * empty nor repeated in the card.
 */

/** Components whose values a form sends, and its buttons: `elements[].name` is required of all of them. */
const interactive = new Set([
  ...['button', 'input', 'select_static', 'multi_select_static', 'select_person', 'multi_select_person'],
  ...['date_picker', 'picker_time', 'picker_datetime', 'checker', 'select_img'],
]);

export const isInteractive = (tag: unknown): boolean => interactive.has(inWords(tag));
const inForm = (place: Place): boolean => place.around.some((a) => a.tag === 'form');

function named({ element, at }: Place, report: Report): void {
  if (!element.name) report('the name of a component in a form is empty', at, codes.form);
  /** interactive-components/button, attributes in a form: form_action_type is required. */
  if (element.tag === 'button' && !element.form_action_type) report('a button in a form needs a form_action_type', at);
}

function submits(form: Place, places: readonly Place[], report: Report): void {
  const own = places.filter((p) => p.around.includes(form.element));
  if (!own.some((p) => p.element.tag === 'button' && p.element.form_action_type === 'submit'))
    report('there is no submit button in the form container, at least one', form.at);
}

export function formsFit(places: readonly Place[], report: Report): void {
  for (const place of places) {
    if (inForm(place) && interactive.has(inWords(place.element.tag))) named(place, report);
    if (!inForm(place) && place.element.form_action_type !== undefined)
      report('form_action_type outside a form', place.at);
    if (place.element.tag === 'form') submits(place, places, report);
  }
  const seen = new Set<string>();
  for (const { element, at } of places) {
    if (typeof element.name !== 'string') continue;
    if (seen.has(element.name)) report(`the name ${element.name} is not unique in the card`, at, codes.form);
    seen.add(element.name);
  }
}
