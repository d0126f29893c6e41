import { inWords, isObject, type Json } from './cards/rule.ts';
import type { Person } from './types.ts';

/** What a person enters: a text, the words or value of an option, several of them, a day, a tick. */
export type Entry = string | readonly string[] | boolean;

const optionsOf = (element: Json): Json[] => (Array.isArray(element.options) ? element.options.filter(isObject) : []);

/** The value of the option of these words, or of this value. People pickers take any open_id. */
function optionValue(element: Json, entry: string): string {
  if (inWords(element.tag).endsWith('_person')) return entry;
  const found = optionsOf(element).find((o) => o.value === entry || (isObject(o.text) && o.text.content === entry));
  if (!found) throw new Error(`“${entry}” is none of the options of ${inWords(element.name)}`);
  return inWords(found.value);
}

/** The offset of a person's zone at a moment, as `+0800`. */
function offsetOf(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find((p) => p.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+0000' : name.replace('GMT', '').replace(':', '');
}

const forms: Readonly<Record<string, RegExp>> = {
  date_picker: /^\d{4}-\d{2}-\d{2}$/,
  picker_time: /^\d{2}:\d{2}$/,
  picker_datetime: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/,
};

/** card-callback-communication, form_value: how Feishu sends what was entered. */
export function sentAs(element: Json, entry: Entry, person: Person, now: number): unknown {
  const tag = inWords(element.tag);
  if (tag === 'checker') return entry === true || entry === 'true';
  if (tag.startsWith('multi_'))
    return (Array.isArray(entry) ? entry : [entry]).map((e) => optionValue(element, inWords(e)));
  if (typeof entry !== 'string') throw new Error(`${tag} takes a text, not ${inWords(entry)}`);
  if (forms[tag]) {
    if (entry === '') return '';
    if (!forms[tag].test(entry)) throw new Error(`${tag} takes no “${entry}”`);
    return `${entry} ${offsetOf(person.timezone, now)}`;
  }
  if (tag.startsWith('select_')) return entry === '' ? '' : optionValue(element, entry);
  const most = typeof element.max_length === 'number' ? element.max_length : 1000;
  if (entry.length > most) throw new Error(`${inWords(element.name)} takes ${most} characters, not ${entry.length}`);
  if (element.input_type !== 'multiline_text' && /[\r\n]/.test(entry))
    throw new Error(`${inWords(element.name)} is one line`);
  return entry;
}

/** What a field holds when the card appears. */
export function initialOf(element: Json, person: Person, now: number): unknown {
  const first = element.initial_option ?? element.default_value ?? element.selected_values ?? element.checked;
  const index = Number(element.initial_index ?? 0);
  const picked = element.initial_date ?? element.initial_time ?? element.initial_datetime;
  const initial = first ?? picked ?? (index > 0 ? optionsOf(element)[index - 1]?.value : undefined);
  if (initial === undefined) return undefined;
  return sentAs(element, initial as Entry, person, now);
}

/** A field that holds nothing. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** interactive-components/multi-select-*: those are required unless they say otherwise. */
export const isRequired = (element: Json): boolean =>
  element.required === true || (element.required === undefined && inWords(element.tag).startsWith('multi_'));
