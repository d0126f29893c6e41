import { isDeepStrictEqual } from 'node:util';
import { type Fields, isObject, type Json, list, object, optional, type Report, type Rule, string } from './rule.ts';
import { anyText, plainText, url } from './text.ts';

/**
 * docs.slack.dev/reference/block-kit/composition-objects/option-object: text 75, description 75. The page gives a value
 * 150 characters and @slack/types 3.2 gives it 75: the lower one holds here.
 */
const common: Fields = { value: string({ min: 1, max: 75 }) };

/** An option of a select menu: plain text only, no url. */
export const menuOption: Rule = object({ ...common, text: plainText(75), description: optional(plainText(75)) });

/** An option of radio buttons or checkboxes, which may have markup. */
export const boxOption: Rule = object({ ...common, text: anyText(75), description: optional(anyText(75)) });

/** An option of an overflow menu, which may have a url of at most 3000 characters. */
export const overflowOption: Rule = object({
  ...common,
  text: plainText(75),
  description: optional(plainText(75)),
  url: optional(url),
});

/** Same page: a value is unique. Whether Slack refuses a repeated one is not verified. */
function uniqueValues(options: readonly unknown[], at: string, report: Report): void {
  const seen = new Set<unknown>();
  options.forEach((option, i) => {
    const value = isObject(option) ? option.value : undefined;
    if (value !== undefined && seen.has(value)) report('option `value` is not unique', `${at}/${i}/value`);
    seen.add(value);
  });
}

/** Options, of which there are at most `max`. */
export const options =
  (of: Rule, max: number): Rule =>
  (value, at, report) => {
    list(of, { max })(value, at, report);
    if (Array.isArray(value)) uniqueValues(value, at, report);
  };

/** docs.slack.dev/reference/block-kit/composition-objects/option-group-object: label 75, 100 options, 100 groups. */
export const optionGroups: Rule = list(object({ label: plainText(75), options: options(menuOption, 100) }), {
  max: 100,
});

/** Every option of an element, those in groups too. */
export function optionsOf(element: Json): unknown[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [];
  const grouped = groups.flatMap((g) => (isObject(g) && Array.isArray(g.options) ? g.options : []));
  return [...(Array.isArray(element.options) ? element.options : []), ...grouped];
}

/** docs.slack.dev/reference/block-kit/block-elements/select-menu-element: either options or groups, never both. */
export function eitherOptions(element: Json, at: string, report: Report): void {
  const given = ['options', 'option_groups'].filter((key) => element[key] !== undefined);
  if (given.length === 0) report('must define either `options` or `option_groups`', at);
  if (given.length === 2) report('must not define both `options` and `option_groups`', at);
}

/** Same page: what is chosen at first is exactly one of the options. */
export function initialAmongOptions(element: Json, at: string, report: Report): void {
  const all = optionsOf(element);
  const known = (option: unknown) => all.some((o) => isDeepStrictEqual(o, option));
  if (element.initial_option !== undefined && !known(element.initial_option))
    report('`initial_option` must match one of the options', `${at}/initial_option`);
  if (!Array.isArray(element.initial_options)) return;
  element.initial_options.forEach((option, i) => {
    if (!known(option)) report('`initial_options` must match the options', `${at}/initial_options/${i}`);
  });
}
