import { boxes, dateTimePicker, multiSelects, pickers, singleSelects } from './elements.ts';
import { richText } from './rich-text.ts';
import {
  type Fields,
  flag,
  integer,
  type Json,
  type Kinds,
  lengthOf,
  list,
  object,
  oneOf,
  optional,
  type Report,
  string,
  typed,
} from './rule.ts';
import { actionId, placeholder } from './text.ts';

/*
 * Elements that only an input block may hold. Each page is under docs.slack.dev/reference/block-kit/block-elements.
 */

/** docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object. */
const dispatch = optional(
  object({
    trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }),
  }),
);
const typing: Fields = {
  action_id: actionId,
  placeholder,
  focus_on_load: optional(flag),
  dispatch_action_config: dispatch,
};

/** plain-text-input-element: min_length 0 to 3000, max_length 1 to 3000. The length of the initial value is not verified. */
function lengthsFit(element: Json, at: string, report: Report): void {
  const { min_length: min, max_length: max, initial_value: initial } = element;
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    report('`min_length` must be less than or equal to `max_length`', at);
  if (typeof max === 'number' && typeof initial === 'string' && lengthOf(initial) > max)
    report(`must be less than ${max + 1} characters`, `${at}/initial_value`);
}

const decimal = /^-?\d+(\.\d+)?$/;
const numeric = string({ form: [decimal, 'must be a valid number'] });

/** number-input-element: numbers as strings, min_value not above max_value, decimals only where allowed. */
function numbersFit(element: Json, at: string, report: Report): void {
  const { is_decimal_allowed: decimals, min_value: min, max_value: max, initial_value: initial } = element;
  const [low, high, first] = [min, max, initial].map((v) =>
    typeof v === 'string' && decimal.test(v) ? Number(v) : Number.NaN,
  );
  if (low! > high!) report('`min_value` must be less than or equal to `max_value`', at);
  if (first! < low! || first! > high!) report('`initial_value` is out of range', `${at}/initial_value`);
  for (const [key, value] of Object.entries({ min_value: min, max_value: max, initial_value: initial }))
    if (decimals === false && typeof value === 'string' && value.includes('.'))
      report('must be a whole number', `${at}/${key}`);
}

export const typedInputs: Kinds = {
  plain_text_input: typed(
    'plain_text_input',
    {
      ...typing,
      initial_value: optional(string({ min: 1, max: 3000 })),
      multiline: optional(flag),
      min_length: optional(integer(0, 3000)),
      max_length: optional(integer(1, 3000)),
    },
    lengthsFit,
  ),
  number_input: typed(
    'number_input',
    {
      ...typing,
      is_decimal_allowed: flag,
      initial_value: optional(numeric),
      min_value: optional(numeric),
      max_value: optional(numeric),
    },
    numbersFit,
  ),
  email_text_input: typed('email_text_input', { ...typing, initial_value: optional(string({ min: 1, max: 3000 })) }),
  url_text_input: typed('url_text_input', { ...typing, initial_value: optional(string({ min: 1, max: 3000 })) }),
  /** rich-text-input-element: lines 1 to 100. */
  rich_text_input: typed('rich_text_input', {
    ...typing,
    initial_value: optional(richText),
    min_lines: optional(integer(1, 100)),
    max_lines: optional(integer(1, 100)),
  }),
};

/** file-input-element: 1 to 10 files. That it is for modals only is looked at in surfaces.ts. */
const fileInput: Kinds = {
  file_input: typed('file_input', {
    action_id: actionId,
    filetypes: optional(list(string({ min: 1 }))),
    max_files: optional(integer(1, 10)),
  }),
};

/** docs.slack.dev/reference/block-kit/blocks/input-block: what an input block may hold. */
export const inputElements: Kinds = {
  ...typedInputs,
  ...fileInput,
  ...boxes,
  ...pickers,
  ...dateTimePicker,
  ...singleSelects,
  ...multiSelects,
};
