import { image } from './image.ts';
import {
  boxOption,
  eitherOptions,
  initialAmongOptions,
  menuOption,
  optionGroups,
  options,
  overflowOption,
} from './options.ts';
import {
  type Fields,
  flag,
  integer,
  type Json,
  type Kinds,
  list,
  object,
  oneOf,
  optional,
  type Report,
  string,
  typed,
} from './rule.ts';
import { actionId, confirm, placeholder, plainText, url } from './text.ts';

/*
 * Elements that a section, an actions block or an input block may hold. Each page is under
 * docs.slack.dev/reference/block-kit/block-elements.
 */

/** `focus_on_load` is on every page; that it is set once in a view is looked at in whole.ts. */
const base: Fields = { action_id: actionId, confirm, focus_on_load: optional(flag) };
const menu: Fields = { ...base, placeholder };
const several: Fields = { ...menu, max_selected_items: optional(integer(1, 1_000_000)) };

const id = string({ min: 1, max: 255 });
const date = optional(string({ form: [/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a valid date'] }));

/** A day that the calendar has: 2026-02-30 has the form of a day and is none. */
function realDate({ initial_date: day }: Json, at: string, report: Report): void {
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return;
  const read = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== day)
    report('must be a valid date', `${at}/initial_date`);
}

function knownZone({ timezone }: Json, at: string, report: Report): void {
  if (typeof timezone !== 'string') return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    report('must be a valid timezone', `${at}/timezone`);
  }
}

function optionsAndInitial(element: Json, at: string, report: Report): void {
  eitherOptions(element, at, report);
  initialAmongOptions(element, at, report);
}

/** select-menu-element and multi-select-menu-element: 100 options, 100 groups, an initial option among them. */
const staticFields: Fields = {
  options: optional(options(menuOption, 100)),
  option_groups: optional(optionGroups),
};
/** Same pages: the default of min_query_length is 3. */
const externalFields: Fields = { min_query_length: optional(integer(0, 3000)) };
const conversationFields: Fields = {
  default_to_current_conversation: optional(flag),
  /** conversation-filter-object (composition-objects): no empty list. */
  filter: optional(
    object({
      include: optional(list(oneOf('im', 'mpim', 'private', 'public'))),
      exclude_external_shared_channels: optional(flag),
      exclude_bot_users: optional(flag),
    }),
  ),
};

export const singleSelects: Kinds = {
  static_select: typed(
    'static_select',
    { ...menu, ...staticFields, initial_option: optional(menuOption) },
    optionsAndInitial,
  ),
  external_select: typed('external_select', { ...menu, ...externalFields, initial_option: optional(menuOption) }),
  users_select: typed('users_select', { ...menu, initial_user: optional(id) }),
  conversations_select: typed('conversations_select', {
    ...menu,
    ...conversationFields,
    initial_conversation: optional(id),
    response_url_enabled: optional(flag),
  }),
  channels_select: typed('channels_select', {
    ...menu,
    initial_channel: optional(id),
    response_url_enabled: optional(flag),
  }),
};

export const multiSelects: Kinds = {
  multi_static_select: typed(
    'multi_static_select',
    { ...several, ...staticFields, initial_options: optional(options(menuOption, 100)) },
    optionsAndInitial,
  ),
  multi_external_select: typed('multi_external_select', {
    ...several,
    ...externalFields,
    initial_options: optional(options(menuOption, 100)),
  }),
  multi_users_select: typed('multi_users_select', { ...several, initial_users: optional(list(id)) }),
  multi_conversations_select: typed('multi_conversations_select', {
    ...several,
    ...conversationFields,
    initial_conversations: optional(list(id)),
  }),
  multi_channels_select: typed('multi_channels_select', { ...several, initial_channels: optional(list(id)) }),
};

/** button-element: text 75, value 2000, url 3000, accessibility_label 75. */
export const button = typed('button', {
  action_id: actionId,
  confirm,
  text: plainText(75),
  value: optional(string({ min: 1, max: 2000 })),
  url: optional(url),
  style: optional(oneOf('primary', 'danger')),
  accessibility_label: optional(string({ min: 1, max: 75 })),
});

/** overflow-menu-element: at most 5 options. */
const overflow = typed('overflow', { action_id: actionId, confirm, options: options(overflowOption, 5) });

/** radio-button-group-element and checkboxes-element: at most 10 options. */
export const boxes: Kinds = {
  radio_buttons: typed(
    'radio_buttons',
    { ...base, options: options(boxOption, 10), initial_option: optional(boxOption) },
    initialAmongOptions,
  ),
  checkboxes: typed(
    'checkboxes',
    { ...base, options: options(boxOption, 10), initial_options: optional(options(boxOption, 10)) },
    initialAmongOptions,
  ),
};

/** date-picker-element: YYYY-MM-DD; time-picker-element: HH:mm and an IANA zone; datetime-picker-element: ten digits. */
export const pickers: Kinds = {
  datepicker: typed('datepicker', { ...menu, initial_date: date }, realDate),
  timepicker: typed(
    'timepicker',
    {
      ...menu,
      initial_time: optional(string({ form: [/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a valid time'] })),
      timezone: optional(string({ min: 1 })),
    },
    knownZone,
  ),
};
export const dateTimePicker: Kinds = {
  datetimepicker: typed('datetimepicker', {
    ...base,
    initial_date_time: optional(integer(1_000_000_000, 9_999_999_999)),
  }),
};

/** workflow-button-element is left out: the desk has no workflows. */
export const sectionAccessories: Kinds = {
  button,
  overflow,
  image,
  ...boxes,
  ...pickers,
  ...singleSelects,
  ...multiSelects,
};
export const actionElements: Kinds = {
  button,
  overflow,
  ...boxes,
  ...pickers,
  ...dateTimePicker,
  ...singleSelects,
  ...multiSelects,
};
