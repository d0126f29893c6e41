// Forms that are not submitted yet, as they stand in the stream: the one at hand as a card, the others as a line each.
import { take } from './actions.js';
import { h } from './dom.js';
import { draftOf, onDrafts, openedLast } from './drafts.js';
import { openForm } from './forms.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { current, messagesOf } from './store.js';

/** How to bring each card up to date, by message. */
const drawn = new WeakMap();

/** What a form is about, so that two of a kind can be told apart: whom and what it names so far. */
function about({ fields }, draft = {}) {
  const words = fields.flatMap((field) => {
    const { kind, value, valueLabel } = { ...field, ...draft[field.name] };
    if (kind === 'search') return [valueLabel ?? value];
    if (kind !== 'lines') return [];
    return value.slice(0, 3).map((line) => [line.sku, line.quantity].filter(Boolean).join(' × '));
  });
  return words.filter(Boolean).join(' · ');
}

/** The form at hand: the one that was opened last, else the newest. */
function atHand(entry) {
  const forms = messagesOf(entry).filter((message) => message.form);
  return forms.find((message) => message.id === openedLast(entry.address)) ?? forms.at(-1);
}

/** A form that waits, as a card; `refreshWaiting` says how it looks. */
export function waitingCard(message) {
  const { form } = message;
  const names = h('small', { class: 'waiting-about' });
  const state = h('small', { class: 'waiting-state' });
  const button = h('button', { class: 'button', type: 'button', on: { click: () => openForm(message, take) } });
  const card = h(
    'section',
    { class: 'card waiting', 'aria-label': form.title },
    h('span', { class: 'waiting-icon' }, icon('form')),
    h('div', { class: 'waiting-words' }, h('strong', {}, form.title), names, state),
    button,
  );
  drawn.set(message, (active) => {
    const draft = draftOf(form);
    card.classList.toggle('at-hand', active);
    if (active) card.setAttribute('aria-current', 'true');
    else card.removeAttribute('aria-current');
    names.textContent = about(form, draft);
    state.textContent = t(draft ? 'form_kept' : 'form_waiting');
    button.textContent = t(draft || !active ? 'form_continue' : 'form_open');
    button.setAttribute('aria-label', [button.textContent, form.title, names.textContent].filter(Boolean).join(' · '));
    button.classList.toggle('primary', active);
  });
  return card;
}

/** Shows which form of the conversation is at hand, and what was typed into each. */
export function refreshWaiting(entry) {
  const active = atHand(entry);
  for (const message of entry.messages.values()) drawn.get(message)?.(message === active);
}

onDrafts(() => current() && refreshWaiting(current()));
