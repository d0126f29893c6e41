import {
  type Fields,
  flag,
  integer,
  inWords,
  isObject,
  type Json,
  list,
  number,
  object,
  oneOf,
  optional,
  type Report,
  type Rule,
  string,
  tagged,
} from './rule.ts';
import { behaviors, callbackValue, confirm, icon, multiUrl, placeholder, plainText, styledText, tips } from './text.ts';
import { common, loosePadding, width } from './values.ts';

/*
 * Components that a person uses. Each page is under …/card-json-v2-components/interactive-components/. That a name is
 * given and unique in a form is looked at in forms.ts.
 */

/** What every field has. No page says which characters a name may have, nor how many. */
const field: Fields = {
  ...common,
  name: optional(string({ min: 1, max: 100 })),
  disabled: optional(flag),
  confirm,
  behaviors: optional(behaviors),
};
const filled: Fields = { ...field, required: optional(flag), placeholder, width };

/** interactive-components/button. `url`, `multi_url` and `value` are 1.0's: what the button does stands in behaviors. */
export const button = tagged('button', {
  ...field,
  type: optional(
    oneOf(
      ...['default', 'primary', 'danger', 'text', 'primary_text', 'danger_text', 'primary_filled', 'danger_filled'],
      'laser',
    ),
  ),
  size: optional(oneOf('tiny', 'small', 'medium', 'large')),
  width,
  text: optional(plainText()),
  icon: icon(),
  hover_tips: tips,
  disabled_tips: tips,
  form_action_type: optional(oneOf('submit', 'reset')),
});

function defaultFits({ default_value: value, max_length: most = 1000 }: Json, at: string, report: Report): void {
  if (typeof value === 'string' && typeof most === 'number' && value.length > most)
    report(`longer than max_length ${most}`, `${at} -> default_value`);
}

/** interactive-components/input: 1 to 1000 characters. */
const input = tagged(
  'input',
  {
    ...filled,
    default_value: optional(string()),
    disabled_tips: tips,
    max_length: optional(integer(1, 1000)),
    input_type: optional(oneOf('text', 'multiline_text', 'password')),
    show_icon: optional(flag),
    rows: optional(integer(1, 1000)),
    auto_resize: optional(flag),
    max_rows: optional(integer(1, 1000)),
    label: optional(plainText()),
    label_position: optional(oneOf('top', 'left')),
    value: optional(callbackValue),
  },
  defaultFits,
);

const option = object({ text: plainText(), icon: icon(), value: string({ min: 1 }) });
const valuesOf = (options: unknown): string[] =>
  Array.isArray(options)
    ? options.filter(isObject).flatMap((o) => (o.value === undefined ? [] : [inWords(o.value)]))
    : [];

function unique({ options }: Json, at: string, report: Report): void {
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

/** interactive-components/date-picker, time-selector, date-time-picker. */
const picker = (tag: string, initial: string, rule: Rule): Rule =>
  tagged(tag, { ...filled, [initial]: optional(rule), value: optional(callbackValue) });

/** interactive-components/overflow: texts of 100 characters. */
const overflow = tagged(
  'overflow',
  {
    ...common,
    width,
    confirm,
    behaviors: optional(behaviors),
    value: optional(callbackValue),
    options: list(
      object({ text: optional(plainText(100)), multi_url: optional(multiUrl), value: optional(string({ min: 1 })) }),
      { min: 1 },
    ),
  },
  unique,
);

/** interactive-components/checker: three buttons. */
const checker = tagged('checker', {
  ...field,
  checked: optional(flag),
  text: optional(styledText),
  overall_checkable: optional(flag),
  button_area: optional(
    object({
      pc_display_rule: optional(oneOf('always', 'on_hover')),
      buttons: optional(list(button, { max: 3 })),
    }),
  ),
  checked_style: optional(object({ show_strikethrough: optional(flag), opacity: optional(number(0, 1)) })),
  padding: loosePadding,
  hover_tips: tips,
  disabled_tips: tips,
});

/** A day that the calendar has: 2026-02-30 has the form of a day and is none. */
const day: Rule = (value, at, report) => {
  const read =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  if (!read || Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== value)
    report(`invalid value: ${inWords(value)}`, at);
};

export const inputElements: Readonly<Record<string, Rule>> = {
  button,
  input,
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
  date_picker: picker('date_picker', 'initial_date', day),
  picker_time: picker('picker_time', 'initial_time', string({ form: /^(?:[01]\d|2[0-3]):[0-5]\d$/ })),
  picker_datetime: picker('picker_datetime', 'initial_datetime', string({ form: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/ })),
  overflow,
  checker,
};
