import {
  deedOf,
  type FeishuCard,
  type FeishuState,
  readForm,
  renderForm,
} from '../../../../adapters/feishu/render/index.ts';
import type { SealedForm } from '../../../../src/chat/form.ts';
import { afterFormAction } from '../../../../src/chat/form-state.ts';
import type { Person } from '../../../support/feishu/types.ts';
import { type Entry, initialOf, isEmpty, sentAs } from '../../../support/feishu/values.ts';
import { type Element, everyElement } from './elements.ts';

const person = { timezone: 'Asia/Shanghai' } as Person;
const now = Date.parse('2026-11-23T02:00:00Z');

/** How a form is sent: what was left empty is missing, or there as an empty text. */
export type Manner = { emptyFieldsSent: boolean };
export const manners: readonly Manner[] = [{ emptyFieldsSent: false }, { emptyFieldsSent: true }];

/** Every input, select and date of a form. */
export const inputsIn = (card: FeishuCard): Element[] =>
  everyElement(card.body).filter((e) => typeof e.name === 'string' && e.tag !== 'button' && e.tag !== 'form');

/** The input of a name. */
export function inputAt(card: FeishuCard, name: string): Element {
  const found = inputsIn(card).find((e) => e.name === name);
  if (!found) throw new Error(`no ${name} among ${inputsIn(card).map((e) => e.name)}`);
  return found;
}

/** The values of a select's options. */
export const optionsIn = (element: Element): string[] =>
  ((element.options ?? []) as { value: string }[]).map((o) => o.value);

export type Typing = (element: Element) => Entry | undefined;
/** What is typed into inputs, by their names. */
export const typing =
  (entries: Readonly<Record<string, Entry>>): Typing =>
  ({ name }) =>
    entries[String(name)];

/** `form_value` as Feishu sends it, where `typed` says what a person did to an input. */
export function formValue(card: FeishuCard, manner: Manner, typed: Typing = () => undefined): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const element of inputsIn(card)) {
    const entry = typed(element);
    const value = entry === undefined ? initialOf(element, person, now) : sentAs(element, entry, person, now);
    if (!isEmpty(value)) sent[String(element.name)] = value;
    else if (manner.emptyFieldsSent) sent[String(element.name)] = String(element.tag).startsWith('multi_') ? [] : '';
  }
  return sent;
}

export const draw = (form: SealedForm, state: FeishuState = {}): FeishuCard =>
  renderForm(form, state, { locale: 'en' });

/** What the buttons of a form do. */
export const deedsIn = (card: FeishuCard) =>
  everyElement(card.body).flatMap((e) => (e.tag === 'button' ? [deedOf(String(e.name))?.deed] : []));

/** One step of a person: something is typed, and a button is clicked that draws the form anew. */
export function click(
  form: SealedForm,
  state: FeishuState,
  words: string,
  typed?: Typing,
  manner: Manner = { emptyFieldsSent: false },
): FeishuState {
  const card = draw(form, state);
  const deed = deedOf(`form~${form.id}~${words}`)?.deed;
  if (!deed || !JSON.stringify(deedsIn(card)).includes(JSON.stringify(deed))) throw new Error(`no button ${words}`);
  const read = readForm(formValue(card, manner, typed), form, state);
  return deed.kind === 'send' || deed.kind === 'look' ? read : afterFormAction(form, read, deed);
}

/** Walks through every page of a form, as a person would: what a page holds is read before it is turned. */
export function walk(form: SealedForm, visit: (state: FeishuState) => FeishuState): FeishuState {
  let state: FeishuState = {};
  for (let n = 0; n < 300; n++) {
    const before = state;
    state = visit(state);
    const deeds = deedsIn(draw(form, before));
    const lines = deeds.find((d) => d?.kind === 'lines' && d.page > (before.linesPage ?? 1));
    const fields = deeds.find((d) => d?.kind === 'fields' && d.page > (before.fieldsPage ?? 1));
    const next = lines ?? fields;
    if (!next || next.kind === 'send' || next.kind === 'look') return state;
    state = afterFormAction(form, state, next);
  }
  throw new Error('the pages of the form have no end');
}
