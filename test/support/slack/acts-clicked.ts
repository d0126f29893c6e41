import { type Act, type Actor, channelOf } from './acts.ts';
import { isObject } from './blocks/rule.ts';
import { checkSuggestions, sentences } from './blocks.ts';
import { type Entry, entered } from './entry.ts';
import { type Found, findElement, isView, type Target } from './find.ts';
import { messageShape } from './messages.ts';
import { actionOf, baseOf, overflowState, placeOf, stateWith } from './payloads.ts';
import { interactionBody } from './sign.ts';
import { valueKey } from './state-values.ts';
import type { Json, Message, StateValue, StateValues } from './types.ts';

/** The options that the desk proposed, and how it answered. */
export type Suggested = Act & { options: Json[] };

/** What a person clicks and chooses. */
export function clickedActs(actor: Actor) {
  const { core, person, team, line, responseUrls } = actor;
  /** What the person chose on messages, ephemeral ones too: it stays on the screen while the same element is there. */
  const chosen = new Map<string, StateValues>();

  /** Sends an interaction; a trigger and, for messages, a response_url go with it. */
  async function interact(payload: Json, message?: Message): Promise<Act> {
    const trigger = core.triggers.issue({ userId: person.id, teamId: team.id });
    const channel = message && channelOf(actor, message.channel);
    const responseUrl =
      channel && responseUrls.issue({ kind: 'actions', teamId: team.id, channel, userId: person.id, message });
    const body = interactionBody({
      ...baseOf(core, person),
      ...payload,
      trigger_id: trigger,
      ...(responseUrl ? { response_url: responseUrl } : {}),
    });
    const seen = await line.send('interactions', body);
    return { ...seen, trigger, body, ...(responseUrl ? { responseUrl } : {}) };
  }

  /** The state of what was acted on; of a message it is remembered. */
  function stateAt(target: Target, found: Found, state: StateValue | undefined): { values: StateValues } {
    if (isView(target)) return stateWith(target, found, state);
    const key = `${target.channel} ${target.ts}`;
    const now = stateWith(target, found, state, chosen.get(key));
    chosen.set(key, now.values);
    return now;
  }

  function blockActions(target: Target, found: Found, state: StateValue | undefined): Promise<Act> {
    const payload = {
      type: 'block_actions',
      ...placeOf(core, target),
      state: stateAt(target, found, state),
      actions: [actionOf(found, state, core.ids.ts())],
    };
    return interact(payload, isView(target) ? undefined : target);
  }

  /** Clicks a button, by its words or its action_id. A confirmation is given. */
  function click(target: Target, name: string): Promise<Act> {
    return blockActions(
      target,
      findElement(target, name, (type) => type === 'button'),
      undefined,
    );
  }

  /**
   * Chooses in a menu, a date picker or the like. In an input block nothing is sent unless it dispatches its actions: then
   * there is no answer.
   */
  async function choose(target: Target, name: string, given: Entry): Promise<Act | undefined> {
    const found = findElement(target, name, (type) => type !== 'button' && type !== 'image');
    const { block, element } = found;
    const state = element.type === 'overflow' ? overflowState(element, given) : entered(element, given);
    if (isView(target) && valueKey(element)) {
      const id = String(block.block_id);
      target.values[id] = { ...target.values[id], [String(element.action_id)]: state };
    }
    const silent = block.type === 'input' && block.dispatch_action !== true;
    return silent ? undefined : blockActions(target, found, state);
  }

  function optionsIn(json: unknown): Json[] {
    const problems = checkSuggestions(json);
    if (problems.length > 0) core.complaints.push(`options: ${sentences(problems).join('; ')}`);
    if (problems.length > 0 || !isObject(json)) return [];
    const groups = (Array.isArray(json.option_groups) ? json.option_groups : []) as Json[];
    return [json.options, ...groups.map((g) => g.options)].flatMap((list) =>
      Array.isArray(list) ? (list as Json[]) : [],
    );
  }

  /** Types into a menu that the desk fills: docs.slack.dev/reference/interaction-payloads/block_suggestion-payload. */
  async function suggest(target: Target, name: string, value: string): Promise<Suggested> {
    const { block, element } = findElement(target, name, (type) => type.includes('external'));
    const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
    if (value.length < least) throw new Error(`Slack asks for options from ${least} characters on, not for “${value}”`);
    const ids = { block_id: block.block_id, action_id: element.action_id };
    const body = interactionBody({
      type: 'block_suggestion',
      ...baseOf(core, person),
      ...placeOf(core, target),
      ...ids,
      value,
    });
    const seen = await line.send('options', body);
    return { ...seen, body, options: seen.status === 200 ? optionsIn(seen.json) : [] };
  }

  /** A shortcut: of a message, or of the app. docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload. */
  function shortcut(callbackId: string, message?: Message): Promise<Act> {
    const action = { callback_id: callbackId, action_ts: core.ids.ts() };
    if (!message) return interact({ type: 'shortcut', ...action });
    const { channel } = placeOf(core, message);
    const shown = messageShape(message, { allMetadata: true });
    return interact({ type: 'message_action', ...action, channel, message: shown, message_ts: message.ts }, message);
  }

  return { click, choose, suggest, shortcut };
}
