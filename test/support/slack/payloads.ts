import type { Core } from './core.ts';
import { type Found, isView, type Target, textOf } from './find.ts';
import { messageShape } from './messages.ts';
import { startValues, stateOf, valueKey } from './state-values.ts';
import type { Channel, Json, Person, StateValue, StateValues, View } from './types.ts';
import { viewShape } from './views.ts';

/*
 * The bodies of interactions: docs.slack.dev/reference/interaction-payloads.
 */

/** What every interaction says: whose it is. */
export function baseOf(core: Core, person: Person): Json {
  const { id, domain } = core.workspace.team(person.teamId);
  const name = person.name.toLowerCase().replace(/\W+/g, '.');
  return {
    team: { id, domain },
    user: { id: person.id, username: name, name, team_id: id },
    api_app_id: core.settings.appId,
    token: 'deprecated-verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

export const shapeOf = (core: Core, view: View): Json =>
  viewShape(view, core.workspace.team(view.teamId), core.settings.appId);

const channelName = ({ id, kind, name }: Channel): Json => ({
  id,
  name: kind === 'im' ? 'directmessage' : kind === 'private' ? 'privategroup' : name,
});

/** Where an interaction took place. Of an ephemeral message Slack sends no content. */
export function placeOf(core: Core, target: Target): Json {
  if (isView(target)) return { container: { type: 'view', view_id: target.id }, view: shapeOf(core, target) };
  const channel = core.workspace.channel(target.channel)!;
  const current = core.messages.find(target.channel, target.ts) ?? target;
  return {
    container: {
      type: 'message',
      message_ts: target.ts,
      channel_id: target.channel,
      is_ephemeral: target.to !== undefined,
      ...(target.thread_ts ? { thread_ts: target.thread_ts } : {}),
    },
    channel: channelName(channel),
    ...(target.to ? {} : { message: messageShape(current, { allMetadata: true }) }),
  };
}

/** One action: what was clicked or chosen. */
export function actionOf({ block, element }: Found, state: StateValue | undefined, actionTs: string): Json {
  const { type, action_id, text, value, url, placeholder, confirm, style } = element;
  const kept = { type, action_id, block_id: block.block_id, placeholder, confirm, style };
  const chosen = state
    ? { [valueKey(element) ?? 'selected_option']: state[valueKey(element) ?? 'selected_option'] }
    : { text, value, url };
  return JSON.parse(JSON.stringify({ ...kept, ...chosen, action_ts: actionTs }));
}

/**
 * The state that goes with an action: of a view what is entered, of a message what the person chose before where it still
 * shows the same element, and the choice.
 */
export function stateWith(
  target: Target,
  { block, element }: Found,
  state: StateValue | undefined,
  before: StateValues = {},
): { values: StateValues } {
  const values = isView(target) ? target.values : startValues(target.blocks ?? [], before);
  if (!state || element.type === 'overflow') return { values };
  const id = String(block.block_id);
  return { values: { ...values, [id]: { ...values[id], [String(element.action_id)]: state } } };
}

/** The state of an overflow menu is the chosen option, and is kept nowhere. */
export const overflowState = (element: Json, given: unknown): StateValue => {
  const options = Array.isArray(element.options) ? (element.options as Json[]) : [];
  const option = options.find((o) => o.value === given || textOf(o.text) === given);
  if (!option)
    throw new Error(`no option “${String(given)}” in the menu: ${options.map((o) => textOf(o.text)).join(', ')}`);
  return { ...stateOf(element, null), selected_option: option };
};
