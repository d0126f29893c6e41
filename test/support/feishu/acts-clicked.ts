import { type Actor, idsOf, tenantOf } from './acts.ts';
import { type Answered, type Toast, take } from './callback.ts';
import { inWords, isObject, type Json } from './cards/rule.ts';
import type { Place } from './cards/walk.ts';
import type { Seen } from './desk-line.ts';
import { fieldsOf, findPart, formAround } from './find.ts';
import { cardLife } from './methods/cards.ts';
import type { Message } from './types.ts';
import { type Entry, initialOf, isEmpty, isRequired, sentAs } from './values.ts';

/** A click as the person lives it. `url` is what it opens; `form_value` is what a form sent. */
export type Act = Answered & Partial<Seen> & { envelope?: Json; url?: string };

/** What a person clicks and fills in. */
export function clickedActs(actor: Actor, drafts: Map<string, Record<string, unknown>>, toasts: Toast[]) {
  const { core, person, line, events } = actor;
  const { unsure } = core.settings;

  /** The message as it is now: a test may hold an older copy. */
  function live({ message_id: id }: Message): Message {
    const message = core.messages.find(id);
    if (!message || message.deleted) throw new Error('the message is gone');
    if (message.to && message.to !== person.id) throw new Error(`${person.name} does not see this message`);
    if (!core.tenant.chat(message.chat_id)?.members.has(person.id))
      throw new Error(`${person.name} is not in the chat`);
    /** card-json-v2-breaking-changes-release-notes: 14 days. */
    if (core.clock.now() - Number(message.create_time) > cardLife) throw new Error('the card is older than 14 days');
    return message;
  }

  /** What is typed into a card stays until the card is another one. */
  const draftKey = (message: Message): string => `${message.message_id} ${message.body.content}`;

  const behaviorsOf = (element: Json): Json[] =>
    Array.isArray(element.behaviors) ? element.behaviors.filter(isObject) : [];

  /** What is sent of a field that holds this; undefined where it is left out. */
  function sentOf(field: Json, value: unknown): unknown {
    if (value === false) return unsure.uncheckedLeftOut ? undefined : value;
    if (!isEmpty(value)) return value;
    if (!unsure.emptyFieldsSent) return undefined;
    return inWords(field.tag).startsWith('multi_') ? [] : '';
  }

  /** What a form's submit button sends; the client itself refuses while something required is empty. */
  function formValue(message: Message, form: Json): Json {
    const typed = drafts.get(draftKey(message)) ?? {};
    const values: Json = {};
    for (const field of fieldsOf(message, form)) {
      const name = inWords(field.name);
      const value = Object.hasOwn(typed, name) ? typed[name] : initialOf(field, person, core.clock.now());
      if (isRequired(field) && isEmpty(value)) throw new Error(`the form is not sent: “${name}” is required and empty`);
      const sent = sentOf(field, value);
      if (sent !== undefined) values[name] = sent;
    }
    return values;
  }

  async function call(message: Message, element: Json, more: Json): Promise<Act> {
    const bare = unsure.submitWithoutValue && element.form_action_type === 'submit';
    const value = bare ? undefined : behaviorsOf(element).find((b) => b.type === 'callback')?.value;
    const update = core.updates.issue(message);
    const { open_id, union_id, user_id } = idsOf(core, person);
    const envelope = events.envelope('card.action.trigger', {
      operator: { tenant_key: tenantOf(core, person), ...(user_id ? { user_id } : {}), open_id, union_id },
      token: update.token,
      action: {
        ...(value === undefined ? {} : { value }),
        tag: element.tag,
        ...(element.name ? { name: element.name } : {}),
        ...more,
      },
      host: 'im_message',
      context: { open_message_id: message.message_id, open_chat_id: message.chat_id },
    });
    const seen = await line.send(envelope);
    const answered = take(actor, seen, update);
    if (answered.toast) toasts.push(answered.toast);
    return { ...seen, ...answered, envelope };
  }

  function opened(element: Json): string | undefined {
    const link = behaviorsOf(element).find((b) => b.type === 'open_url');
    return link && inWords(link.pc_url || link.default_url);
  }

  async function press(message: Message, place: Place): Promise<Act> {
    const { element } = place;
    if (element.disabled === true || place.around.some((a) => a.disabled === true))
      throw new Error(`“${inWords(element.name ?? element.tag)}” is disabled`);
    const url = opened(element);
    const form = formAround(place);
    if (element.form_action_type === 'reset') {
      drafts.delete(draftKey(message));
      return {};
    }
    const submits = form && element.form_action_type === 'submit';
    const calls = submits || behaviorsOf(element).some((b) => b.type === 'callback');
    if (!calls) return url ? { url } : {};
    const sent = submits ? { timezone: person.timezone, form_value: formValue(message, form) } : {};
    return { ...(await call(message, element, sent)), ...(url ? { url } : {}) };
  }

  /** Clicks a button, by its words or its name; a confirmation is given unless `confirm` is false. */
  async function click(message: Message, name: string, { confirm = true } = {}): Promise<Act> {
    const now = live(message);
    const place = findPart(now, name, (tag) => tag === 'button' || tag === 'interactive_container');
    if (isObject(place.element.confirm) && !confirm) return {};
    return press(now, place);
  }

  /** Fills fields by their names or labels. In a form nothing is sent before a button submits it. */
  function fill(message: Message, entries: Readonly<Record<string, Entry>>): void {
    const now = live(message);
    const typed = { ...drafts.get(draftKey(now)) };
    for (const [name, entry] of Object.entries(entries)) {
      const { element } = findPart(now, name, (tag) => tag !== 'button');
      if (element.disabled === true) throw new Error(`“${name}” is disabled`);
      typed[inWords(element.name)] = sentAs(element, entry, person, core.clock.now());
    }
    drafts.set(draftKey(now), typed);
  }

  /** Chooses in a menu, a date picker, an input or a checker that stands outside any form: it is sent at once. */
  async function choose(message: Message, name: string, entry: Entry): Promise<Act> {
    const now = live(message);
    const place = findPart(now, name, (tag) => tag !== 'button');
    if (formAround(place)) throw new Error(`“${name}” stands in a form: fill it`);
    const { element } = place;
    if (element.disabled === true) throw new Error(`“${name}” is disabled`);
    if (!behaviorsOf(element).some((b) => b.type === 'callback') && element.tag !== 'overflow') return {};
    const value = sentAs(element, entry, person, core.clock.now());
    const key = element.tag === 'input' ? 'input_value' : element.tag === 'checker' ? 'checked' : 'option';
    return call(now, element, { timezone: person.timezone, [key]: value });
  }

  return { click, fill, choose };
}
