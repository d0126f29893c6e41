// The line at the bottom: what is typed, sent, proposed and remembered.
import { take } from './actions.js';
import { api, newKey } from './api.js';
import { createAttachment } from './attach.js';
import { createCompletion } from './completion.js';
import { fill, h } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { bubbleOf, showTail } from './messages.js';
import { current, me, on } from './store.js';
import { toast } from './toast.js';

let completion;
let attachment;
const input = h('textarea', { id: 'composer', rows: 1, maxlength: 200_000, autocomplete: 'off', spellcheck: 'false' });
const drafts = new Map();
/** The width at which the page is laid out for a phone; the same as in the style sheets. */
const narrow = matchMedia('(max-width: 760px)');
/** What is on its way, by key: how to take it off the page. */
const pending = new Map();
let place;

const historyKey = () => `orderdesk-sent-${me().id}`;
const sent = () => JSON.parse(localStorage.getItem(historyKey()) ?? '[]');
const remember = (text) => {
  const all = [...sent().filter((old) => old !== text), text].slice(-50);
  if (text.length < 2000) localStorage.setItem(historyKey(), JSON.stringify(all));
};
let back = 0;

function grow() {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 200)}px`;
}

function write(text) {
  input.value = text;
  input.setSelectionRange(text.length, text.length);
  grow();
}

/** Goes through what was sent before; only from an empty line or while going through it. */
function recall(step) {
  const all = sent();
  const browsing = back > 0 && input.value === all[all.length - back];
  if (input.value !== '' && !browsing) return false;
  const next = (browsing ? back : 0) + step;
  if (next < 0 || next > all.length) return false;
  back = next;
  write(back === 0 ? '' : all[all.length - back]);
  return true;
}

/** What was just sent, until the desk has it; with a button to try again when it could not be reached. */
function pendingBubble({ text, files }) {
  const state = h('div', { class: 'pending-state' }, t('sending'));
  const bubble = h(
    'article',
    { class: 'message mine pending' },
    h('div', { class: 'message-body' }, bubbleOf({ text, file: files[0] }), state),
  );
  return { bubble, state };
}

function workingNote() {
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  return h('div', { class: 'working-note', role: 'status' }, dots, t('working'));
}

/** What is sent: words, and the first of the files, which is kept at the desk before it is spoken of. */
async function saidOf(said) {
  const [first, ...others] = said.files;
  if (!first) return { text: said.text };
  said.stored ??= (await api.upload(first)).id;
  const names = others.map(({ name }) => name.slice(0, 200));
  return { text: said.text, file: said.stored, ...(names.length > 0 && { others: names }) };
}

async function deliver(address, said, key) {
  const { bubble, state } = pendingBubble(said);
  const removeBubble = showTail(bubble);
  pending.set(key, removeBubble);
  let removeNote;
  const slow = setTimeout(() => {
    removeNote = showTail(workingNote());
  }, 500);
  try {
    const reply = await api.say(address, await saidOf(said), key);
    removeBubble();
    take(reply);
  } catch (error) {
    if (!bubble.isConnected) return toast(error.message);
    bubble.classList.add('failed');
    const again = () => {
      removeBubble();
      void deliver(address, said, key);
    };
    fill(
      state,
      `${t('not_sent')} ${error.message} `,
      h('button', { class: 'link', type: 'button', on: { click: again } }, t('retry')),
    );
  } finally {
    clearTimeout(slow);
    removeNote?.();
  }
}

/** Says something in the current conversation, with files that come along. */
export function sayHere(words, files = []) {
  const text = words.trim();
  if (text === '' && files.length === 0) return;
  if (text !== '') remember(text);
  back = 0;
  void deliver(current().address, { text, files }, newKey());
}

function send() {
  const text = input.value;
  const files = attachment.files();
  completion.close();
  write('');
  attachment.show([]);
  sayHere(text, files);
}

/** Takes files that were dropped onto the page. */
export const attachHere = (files) => attachment.add(files);

/** Puts the cursor into the composer. */
export const focusComposer = () => input.focus();

/** Keeps what is typed for the conversation that is left, and shows what was typed in the one that opens. */
export function composerFor(entry) {
  if (place) drafts.set(place, { text: input.value, files: attachment.files() });
  place = entry.address;
  const { text = '', files = [] } = drafts.get(place) ?? {};
  write(text);
  attachment.show(files);
}

function onKey(event) {
  if (event.isComposing || completion.key(event)) return;
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    send();
  } else if (!event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
    if (recall(event.key === 'ArrowUp' ? 1 : -1)) event.preventDefault();
}

/** The composer as an element. */
export function composerView() {
  on('message', ({ message }) => {
    pending.get(message.key)?.();
    pending.delete(message.key);
  });
  completion = createCompletion(input, write);
  attachment = createAttachment(focusComposer);
  input.setAttribute('aria-label', t('composer_label'));
  const hint = () => {
    input.placeholder = t(narrow.matches ? 'composer_hint_short' : 'composer_hint');
  };
  narrow.addEventListener('change', hint);
  hint();
  input.addEventListener('keydown', onKey);
  input.addEventListener('input', () => {
    grow();
    completion.typed();
  });
  input.addEventListener('paste', (event) => {
    // A cell copied from a sheet comes as words and as a picture; the words are meant.
    const files = [...event.clipboardData.files];
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    attachment.add(files);
  });
  input.addEventListener('blur', () => completion.close());
  const submit = (event) => {
    event.preventDefault();
    send();
    input.focus();
  };
  return h(
    'form',
    { class: 'composer', on: { submit } },
    completion.element,
    attachment.list,
    h(
      'div',
      { class: 'composer-box' },
      attachment.button,
      attachment.picker,
      input,
      h('button', { class: 'send', type: 'submit', 'aria-label': t('send'), title: t('send') }, icon('send')),
    ),
    h('p', { class: 'composer-keys' }, t('composer_keys')),
  );
}
