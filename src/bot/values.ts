import type { FormValues, LineValue } from '../chat/form.ts';
import type { Incoming } from '../chat/incoming.ts';
import type { FormMeaning } from '../chat/sealed.ts';
import { DeskError, FieldErrors } from '../errors.ts';

/** What a value is when it is neither text nor texts nor lines. */
const unreadable = Symbol('unreadable');
type Read<T> = T | undefined | typeof unreadable;

const isText = (value: unknown): value is string => typeof value === 'string';

/** Text without the signs that no keyboard types: control characters other than line breaks, and halves of a pair. */
const typed = (text: string): string => text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '');

/** One text; a number is taken as it would be typed. */
function textOf(value: unknown): Read<string> {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  return isText(value) ? typed(value) : unreadable;
}

function lineOf(row: unknown): Read<LineValue> {
  if (typeof row !== 'object' || row === null) return unreadable;
  const given = row as Record<string, unknown>;
  const [sku, quantity, price, discount] = ['sku', 'quantity', 'price', 'discount'].map((name) => textOf(given[name]));
  if ([sku, quantity, price, discount].includes(unreadable)) return unreadable;
  return { sku: sku ?? '', quantity: quantity ?? '', price, discount } as LineValue;
}

function readValue(value: unknown): Read<NonNullable<FormValues[string]>> {
  if (!Array.isArray(value)) return textOf(value);
  if (value.length > 0 && value.every(isText)) return value.map(typed);
  const lines = value.map(lineOf);
  return lines.includes(unreadable) ? unreadable : (lines as LineValue[]);
}

function read(values: unknown, fields: readonly string[]): [name: string, value: Read<FormValues[string]>][] {
  const given = (typeof values === 'object' && values !== null ? values : {}) as Record<string, unknown>;
  return fields.map((name) => [name, Object.hasOwn(given, name) ? readValue(given[name]) : undefined]);
}

/** What is wrong with the value of a field: it cannot be read, or a field with choices does not offer it. */
function mistake(field: string, value: unknown, choices: FormMeaning['choices']): DeskError[] {
  const unread = new DeskError('error.value_unreadable', {}, { field });
  if (value === unreadable) return [unread];
  const offered = choices.find((c) => c.field === field);
  const given: unknown[] = Array.isArray(value) ? value : value ? [value] : [];
  const wrong = given.find((one) => offered && !(isText(one) && offered.values.includes(one)));
  if (!offered || wrong === undefined) return [];
  return [
    isText(wrong) ? new DeskError('error.not_offered', { text: wrong, field: offered.label }, { field }) : unread,
  ];
}

/**
 * The values of the form's own fields, each as text, texts or lines; what was sent for no field is left out. Throws
 * `FieldErrors` for values that are none of these, or that a select did not offer.
 */
export function plainValues(values: unknown, { fields, choices }: Pick<FormMeaning, 'fields' | 'choices'>): FormValues {
  const all = read(values, fields);
  const wrong = all.flatMap(([name, value]) => mistake(name, value, choices));
  if (wrong.length > 0) throw new FieldErrors(wrong);
  return Object.fromEntries(all) as FormValues;
}

/** Names that a document can have. */
const isName = (name: string): boolean => /^[A-Za-z]\w{0,60}$/.test(name);

/** What came in, as it is worked on: texts as they can be typed. */
export function tidy(incoming: Incoming): Incoming {
  if (incoming.kind === 'command') return { ...incoming, text: typed(incoming.text) };
  if (incoming.kind === 'file')
    return { ...incoming, name: typed(incoming.name), ...(incoming.words && { words: typed(incoming.words) }) };
  if (incoming.kind !== 'choices') return incoming;
  const { customer } = incoming.for ?? {};
  const query = { ...incoming, query: typed(incoming.query) };
  return customer === undefined ? query : { ...query, for: { ...incoming.for, customer: typed(customer) } };
}

/** What came in, as it can be kept: of a form's values those that have proper names and can be read. */
export function storable(incoming: Incoming): Incoming {
  if (incoming.kind !== 'submit') return incoming;
  const names = Object.keys(incoming.values ?? {}).filter(isName);
  const kept = read(incoming.values, names).filter(([, value]) => value !== unreadable);
  return { ...incoming, values: Object.fromEntries(kept) as FormValues };
}
