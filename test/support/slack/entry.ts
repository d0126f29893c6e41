import { optionsOf } from './blocks/options.ts';
import { isObject, lengthOf } from './blocks/rule.ts';
import { textOf } from './find.ts';
import { isEmpty, statefulElements, stateOf, valueKey } from './state-values.ts';
import type { Json, StateValue, View } from './types.ts';

/** What a person enters: a text, a number, the words or value of an option, an option, or several of them. */
export type Entry = string | number | Json | readonly (string | Json)[] | null;

/** An option of an element, by its value or its words, or as it came from the desk. */
function optionOf(element: Json, given: unknown): unknown {
  if (isObject(given)) return given;
  const all = optionsOf(element).filter(isObject);
  const found = all.find((o) => o.value === given) ?? all.find((o) => textOf(o.text) === given);
  if (found) return structuredClone(found);
  const external = String(element.type).includes('external')
    ? ': ask with suggest(), and enter one of its options'
    : '';
  throw new Error(
    `no option “${String(given)}” among ${all.map((o) => `“${textOf(o.text)}”`).join(', ') || 'none'}${external}`,
  );
}

const many = (given: Entry): readonly unknown[] => (given === null ? [] : Array.isArray(given) ? given : [given]);

/** The state of an element after the entry. */
export function entered(element: Json, given: Entry): StateValue {
  const key = valueKey(element);
  if (key === 'selected_options')
    return stateOf(
      element,
      many(given).map((one) => optionOf(element, one)),
    );
  if (key === 'selected_option') return stateOf(element, given === null ? null : optionOf(element, given));
  if (key === 'files' || key?.endsWith('s')) return stateOf(element, many(given));
  if (typeof given === 'number' && element.type !== 'datetimepicker') return stateOf(element, String(given));
  return stateOf(element, given === '' ? null : given);
}

const looksLike: Readonly<Record<string, RegExp>> = {
  email_text_input: /^\S+@\S+\.\S+$/,
  url_text_input: /^https?:\/\/\S+$/,
};

/** Why Slack's own form would not take what an input holds; undefined if it would. */
function refusalOf(element: Json, state: StateValue): string | undefined {
  const value = state.value;
  if (typeof value !== 'string') return undefined;
  const { min_length: min, max_length: max = 3000, type } = element;
  if (typeof min === 'number' && lengthOf(value) < min) return `shorter than ${min} characters`;
  if (typeof max === 'number' && lengthOf(value) > max) return `longer than ${max} characters`;
  if (looksLike[String(type)]?.test(value) === false) return `no ${String(type).split('_')[0]}`;
  return type === 'number_input' ? numberRefusal(element, value) : undefined;
}

function numberRefusal(
  { is_decimal_allowed: decimals, min_value: min, max_value: max }: Json,
  value: string,
): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return 'no number';
  if (!decimals && value.includes('.')) return 'no whole number';
  if (min !== undefined && Number(value) < Number(min)) return `less than ${min}`;
  return max !== undefined && Number(value) > Number(max) ? `more than ${max}` : undefined;
}

/** What Slack's form says before it sends anything: what is missing, too long or of the wrong form, by block_id. */
export function formRefusals(view: View): Record<string, string> {
  const inputs = statefulElements(view.blocks).filter(({ block }) => block.type === 'input');
  const refused = inputs.flatMap(({ block, element, blockId, actionId }): [string, string][] => {
    const state = view.values[blockId]?.[actionId];
    if (isEmpty(state)) return block.optional === true ? [] : [[blockId, 'missing']];
    const why = refusalOf(element, state!);
    return why ? [[blockId, why]] : [];
  });
  return Object.fromEntries(refused);
}
