import { filled } from './fields.ts';
import {
  type Fields,
  integer,
  inWords,
  isObject,
  type Json,
  list,
  object,
  oneOf,
  optional,
  type Report,
  type Rule,
  string,
  tagged,
} from './rule.ts';
import { icon, plainText } from './text.ts';

/*
 * Menus. Each page is under …/card-json-v2-components/interactive-components/. How many options a menu may have is on
 * none of them.
 */

const option = object({ text: plainText(), icon: icon(), value: string({ min: 1 }) });
const valuesOf = (options: unknown): string[] =>
  Array.isArray(options)
    ? options.filter(isObject).flatMap((o) => (o.value === undefined ? [] : [inWords(o.value)]))
    : [];

export function unique({ options }: Json, at: string, report: Report): void {
  const values = valuesOf(options);
  if (new Set(values).size < values.length) report('values of options are unique', `${at} -> options`);
}

/** interactive-components/single-select-dropdown-menu. An initial option that is none of the options is refused here. */
function initialKnown(select: Json, at: string, report: Report): void {
  unique(select, at, report);
  const { initial_option: initial, initial_index: index, options } = select;
  if (initial !== undefined && initial !== '' && !valuesOf(options).includes(inWords(initial)))
    report('initial_option is none of the options', `${at} -> initial_option`);
  if (typeof index === 'number' && index > valuesOf(options).length)
    report('initial_index is beyond the options', `${at} -> initial_index`);
}

/** interactive-components/multi-select-dropdown-menu: selected values are options. */
function selectedKnown(select: Json, at: string, report: Report): void {
  unique(select, at, report);
  const known = valuesOf(select.options);
  for (const value of Array.isArray(select.selected_values) ? select.selected_values : [])
    if (!known.includes(inWords(value))) report(`${inWords(value)} is none of the options`, `${at} -> selected_values`);
}

const menu: Fields = { ...filled, type: optional(oneOf('default', 'text')) };
const people = optional(list(object({ value: string({ min: 1 }) })));
const values = optional(list(string({ min: 1 })));

export const selects: Readonly<Record<string, Rule>> = {
  select_static: tagged(
    'select_static',
    {
      ...menu,
      options: optional(list(option)),
      initial_option: optional(string()),
      initial_index: optional(integer(0, 10_000)),
    },
    initialKnown,
  ),
  multi_select_static: tagged(
    'multi_select_static',
    { ...menu, options: optional(list(option)), selected_values: values },
    selectedKnown,
  ),
  select_person: tagged('select_person', { ...menu, options: people, initial_option: optional(string()) }, unique),
  multi_select_person: tagged('multi_select_person', { ...menu, options: people, selected_values: values }, unique),
};
