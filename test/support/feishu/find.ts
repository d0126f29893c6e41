import { isInteractive } from './cards/forms.ts';
import { isObject, type Json } from './cards/rule.ts';
import { type Place, placesOf } from './cards/walk.ts';
import type { Message } from './types.ts';

/** The words on a component: a button's text, an input's label, a checker's text. */
function wordsOn(element: Json): string[] {
  return [element.text, element.label, element.placeholder]
    .filter(isObject)
    .map((text) => text.content)
    .filter((words) => typeof words === 'string');
}

const isCalled =
  (name: string) =>
  ({ element }: Place): boolean =>
    element.name === name || element.element_id === name || wordsOn(element).includes(name);

/** Buttons inside a checker count too. */
function withButtons(place: Place): Place[] {
  const area = place.element.button_area;
  const buttons = isObject(area) && Array.isArray(area.buttons) ? area.buttons.filter(isObject) : [];
  const around = [...place.around, place.element];
  return [place, ...buttons.map((element) => ({ element, at: place.at, around }))];
}

/** Every component of a message's card. */
export function partsOf(message: Message): Place[] {
  if (!message.card) throw new Error('this message shows no card');
  return placesOf(message.card).flatMap(withButtons);
}

/** The component of this name, element_id or words: exactly one. */
export function findPart(message: Message, name: string, wanted: (tag: unknown) => boolean): Place {
  const found = partsOf(message).filter((p) => wanted(p.element.tag) && isCalled(name)(p));
  if (found.length === 1) return found[0]!;
  const there = partsOf(message)
    .filter((p) => isInteractive(p.element.tag))
    .map((p) => `${p.element.tag} ${p.element.name ?? ''} “${wordsOn(p.element)[0] ?? ''}”`);
  throw new Error(`${found.length} components are called “${name}”; there are: ${there.join(', ')}`);
}

/** The form that a component stands in. */
export const formAround = ({ around }: Place): Json | undefined => around.find((a) => a.tag === 'form');

/** The fields of a form, its buttons left out. */
export const fieldsOf = (message: Message, form: Json): Json[] =>
  partsOf(message)
    .filter((p) => p.around.includes(form) && isInteractive(p.element.tag) && p.element.tag !== 'button')
    .map((p) => p.element);
