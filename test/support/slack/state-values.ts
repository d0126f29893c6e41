import { elementsOf, everyBlock } from './blocks/measure.ts';
import type { Block, Json, StateValue, StateValues } from './types.ts';

/** For each kind of element: where its state keeps the value, where it starts, and what it is when empty. */
const kept: Readonly<Record<string, [key: string, initial: string, empty: unknown]>> = {
  plain_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  file_input: ['files', '', []],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
};

/** The field of an element's state that holds its value; undefined for an element without state. */
export const valueKey = (element: Json): string | undefined => kept[String(element.type)]?.[0];

/** The state of an element that holds this value. */
export function stateOf(element: Json, value: unknown): StateValue {
  const zone = element.type === 'timepicker' && element.timezone ? { timezone: element.timezone } : {};
  return { type: String(element.type), [valueKey(element) ?? 'value']: value, ...zone };
}

/** The state of an element before anybody touched it. */
function initialState(element: Json): StateValue {
  const [, initial, empty] = kept[String(element.type)]!;
  return stateOf(element, structuredClone(element[initial] ?? empty));
}

/** Elements that hold a value, with the names that they go by. */
export function statefulElements(
  blocks: readonly Block[],
): { block: Block; element: Json; blockId: string; actionId: string }[] {
  return everyBlock(blocks, '').flatMap(({ block }) =>
    elementsOf(block)
      .filter((element) => valueKey(element) !== undefined)
      .map((element) => ({
        block: block as Block,
        element,
        blockId: String(block.block_id),
        actionId: String(element.action_id),
      })),
  );
}

/**
 * The values that a view shows at first. docs.slack.dev/surfaces/modals: what was entered before stays where the new view
 * has the same block_id and action_id (and, here, the same kind of element).
 */
export function startValues(blocks: readonly Block[], before: StateValues = {}): StateValues {
  const values: StateValues = {};
  for (const { element, blockId, actionId } of statefulElements(blocks)) {
    const entered = before[blockId]?.[actionId];
    const state = entered && entered.type === element.type ? entered : initialState(element);
    values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
}

/** Whether a state says that nothing was entered. */
export function isEmpty(state: StateValue | undefined): boolean {
  const value = state?.[kept[state.type]?.[0] ?? ''];
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
