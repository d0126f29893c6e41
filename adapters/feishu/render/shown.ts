import { byNumber, clip, groups, parts } from '../../../src/chat/cut.ts';
import type { Choice, FormField, LineValue } from '../../../src/chat/form.ts';
import { presentValue } from '../../../src/chat/form-state.ts';
import { isBlank, literal, oneLine } from '../../../src/chat/literal.ts';
import { limits } from '../limits.ts';
import type { FeishuState, SearchField } from './names.ts';

/*
 * What stands in the inputs of a form, so that what comes back is known: drawing and reading both ask here.
 */

/** A text as an input of one line shows it. */
const inOneLine = (text: string): string => clip(oneLine(text), limits.input);

/** What a line's first cell shows: the words of the product, or what was typed. */
export const lineText = ({ label, sku }: LineValue): string => inOneLine(isBlank(label ?? '') ? sku : (label ?? sku));

/** The words of what was chosen in a search field. */
export function searchLabel(field: SearchField, state: FeishuState): string | undefined {
  const value = presentValue(field, state);
  if (typeof value !== 'string' || value === '') return undefined;
  return state.labels?.[field.name] ?? (value === field.value ? field.valueLabel : undefined) ?? undefined;
}

/** What is shown of a search field: the words of the choice, or what was typed. */
export function searchText(field: SearchField, state: FeishuState): string {
  const value = presentValue(field, state);
  const label = searchLabel(field, state);
  return inOneLine(String(isBlank(label ?? '') ? (value ?? '') : label));
}

/** A text in the inputs that it takes; the last one of a long text has room for more. */
export function inputTexts(field: Extract<FormField, { kind: 'text' | 'number' }>, state: FeishuState): string[] {
  const value = presentValue(field, state);
  const all = parts(literal(typeof value === 'string' ? value : ''), limits.input);
  const isShort = field.kind === 'number' || (field.maxLength ?? limits.input + 1) <= limits.input;
  const hasRoom = isShort || (all.at(-1) ?? '').length < limits.input * 0.8;
  return all.length === 0 || !hasRoom ? [...all, ''] : all;
}

/** A choice as an option: what comes back for it, and its words. */
export type Option = { key: string; value: string; words: string };

/** Values that can be sent as they are; others are sent as their number. */
const isSendable = (value: string): boolean => /^[^~]/.test(value) && value.length <= 100 && literal(value) === value;

const optionOf = ({ value, label, detail }: Choice, i: number): Option => ({
  key: isSendable(value) && !isBlank(value) ? value : `~${i}`,
  value,
  words: clip([oneLine(label), oneLine(detail ?? '')].filter(Boolean).join(' · '), 200),
});

/** Choices as options; each value stands there once. */
export const optionsOf = (choices: readonly Choice[]): Option[] => {
  const first = new Map<string, Option>();
  for (const option of choices.map(optionOf)) if (!first.has(option.value)) first.set(option.value, option);
  return [...first.values()];
};

/** What an option takes of a card, about. */
const costOfOption = ({ key, words }: Option): number => 90 + 2 * Buffer.byteLength(key) + 2 * Buffer.byteLength(words);

/** Options in menus that a card takes. */
export const menusOf = (choices: readonly Choice[]): Option[][] =>
  byNumber(optionsOf(choices), limits.options).flatMap((some) => groups(some, costOfOption, limits.menuBytes));

/** Of what was found, as many as there is room for. */
export const offersOf = (found: readonly Choice[], room: { bytes: number; elements: number }): Option[] => {
  let left = room.bytes;
  const all = optionsOf(found).slice(0, Math.min(limits.found, Math.max(1, room.elements)));
  return all.filter((option, i) => {
    left -= costOfOption(option);
    return i === 0 || left >= 0;
  });
};
