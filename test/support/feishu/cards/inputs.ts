import { field, filled } from './fields.ts';
import {
  flag,
  integer,
  inWords,
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
import { selects, unique } from './selects.ts';
import { behaviors, callbackValue, confirm, icon, multiUrl, plainText, styledText, tips } from './text.ts';
import { common, loosePadding, width } from './values.ts';

/*
 * Components that a person uses. Each page is under …/card-json-v2-components/interactive-components/. That a name is
 * given and unique in a form is looked at in forms.ts.
 */

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
  ...selects,
  date_picker: picker('date_picker', 'initial_date', day),
  picker_time: picker('picker_time', 'initial_time', string({ form: /^(?:[01]\d|2[0-3]):[0-5]\d$/ })),
  picker_datetime: picker('picker_datetime', 'initial_datetime', string({ form: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/ })),
  overflow,
  checker,
};
