import type { PlainTextOption } from '@slack/types';
import { clip, counted } from '../../../src/chat/cut.ts';
import type { Choice, FormField, SealedForm } from '../../../src/chat/form.ts';
import { isBlank, oneLine } from '../../../src/chat/literal.ts';
import { limits } from '../limits.ts';
import { label, plain } from './text.ts';

/** A choice as Slack shows it: what is too long for its first line goes on in the second, before the details. */
export function option({ label: words, detail, value }: Choice): PlainTextOption {
  const name = oneLine(words);
  const first = clip(name, limits.optionText);
  const rest = first === name ? '' : `…${name.slice(first.length - 1).trimStart()}`;
  const second = [rest, oneLine(detail ?? '')].filter((text) => text !== '').join(' · ');
  return {
    text: plain(first, limits.optionText),
    value,
    ...(second === '' ? {} : { description: label(second, limits.optionDescription) }),
  };
}

/** Values that can be sent as they are; another is sent as `#` and the place of its choice. */
const isSendable = (value: string): boolean =>
  /^[^#&<>\s\p{C}][^&<>\p{C}]*$/u.test(value) && value.length <= limits.optionValue;

const codeOf = (choices: readonly Choice[], place: number): string => {
  const value = choices[place]?.value ?? '';
  const isFirst = choices.findIndex((c) => c.value === value) === place;
  return isSendable(value) && isFirst ? value : `#${place}`;
};

/** The choices of a field as options, all of them or those in `places`. */
export const optionsOf = (
  choices: readonly Choice[],
  places: readonly number[] = choices.map((_, i) => i),
): PlainTextOption[] =>
  places.flatMap((i) => {
    const choice = choices[i];
    return choice ? [option({ ...choice, value: codeOf(choices, i) })] : [];
  });

/** The value of the choice that an option stands for. */
export const valueOfCode = (choices: readonly Choice[], code: string): string =>
  /^#\d+$/.test(code) ? (choices[Number(code.slice(1))]?.value ?? '') : code;

/** The block of a menu of choices to tick; a field with many has several. */
export const multiId = (name: string, menu: number): string => (menu === 0 ? name : `${name}+${menu}`);

/** The options among these that have one of the values. */
export const chosen = (choices: readonly Choice[], values: readonly string[]): PlainTextOption[] => {
  const places = values.map((value) => choices.findIndex((c) => c.value === value)).filter((i) => i >= 0);
  return optionsOf(choices, [...new Set(places)]);
};

type WithChoices = Extract<FormField, { choices: Choice[] }>;
const hasChoices = (field: FormField): field is WithChoices => 'choices' in field;

/** Of a field with more choices than Slack shows at once, those that a search finds, best first. */
export function searchChoices(form: Pick<SealedForm, 'fields'>, name: string, query: string): PlainTextOption[] {
  const field = form.fields.find((f) => f.name === name);
  if (!field || !hasChoices(field)) return [];
  const wanted = query.trim().toLocaleLowerCase();
  const texts = field.choices.map((c) => `${c.label} ${c.detail ?? ''}`.toLocaleLowerCase());
  const places = texts.flatMap((text, i) => (text.includes(wanted) ? [i] : []));
  const first = places.filter((i) => texts[i]?.startsWith(wanted));
  const found = [...new Set([...first, ...places])].slice(0, limits.options);
  return optionsOf(field.choices, found);
}

/** What a search of the desk proposes, as options; what Slack cannot send back is left out. */
export const searchOptions = (choices: readonly Choice[]): PlainTextOption[] =>
  choices
    .filter((c, i) => canSend(c.value) && choices.findIndex((o) => o.value === c.value) === i)
    .slice(0, limits.options)
    .map(option);

const canSend = (value: string): boolean => value.trim() !== '' && counted(value) <= limits.optionValue;

/** What a search field shows at first. */
export const presentOption = (value: string, words: string | undefined): PlainTextOption | undefined =>
  canSend(value) ? { text: label(isBlank(words ?? '') ? value : (words ?? ''), limits.optionText), value } : undefined;
