// The stream of messages of the current conversation: grouped, in order, brought up to date in place.
import { press } from './actions.js';
import { api } from './api.js';
import { fileUrl, renderCard, replaceCard } from './cards.js';
import { fill, h } from './dom.js';
import { dayOf, dayText, t, timeText } from './i18n.js';
import { icon } from './icons.js';
import { addPage, current, me, messagesOf, on, seen } from './store.js';
import { announce } from './toast.js';
import { refreshWaiting, waitingCard } from './waiting.js';
import { emptyView } from './welcome.js';

const together = 5 * 60_000;
const list = h('div', { class: 'stream-list' });
const older = h('button', { class: 'button older', type: 'button', hidden: true, on: { click: () => loadOlder() } });
const tail = h('div', { class: 'tail' });
const pill = h('button', { class: 'pill', type: 'button', hidden: true, on: { click: () => toBottom() } });
const scroller = h('div', { class: 'stream', role: 'log', 'aria-live': 'off', tabindex: 0 }, older, list, tail);
const elements = new Map();
let sticky = true;

const zone = () => me().timezone;
const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;

function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  pill.hidden = true;
}

/** What a person said: words, and the file that came with them. */
export function bubbleOf({ text, file }) {
  if (!file) return h('div', { class: 'bubble' }, text ?? '');
  const name = [icon('file'), h('span', {}, file.name)];
  const href = file.id && fileUrl(file);
  const attachment = href
    ? h('a', { class: 'attachment', href, download: file.name }, name)
    : h('span', { class: 'attachment' }, name);
  return h('div', { class: 'bubble' }, attachment, text ? h('div', {}, text) : null);
}

function contentOf(message) {
  if (message.card) return renderCard(message.card, (...pressed) => press(message, ...pressed));
  if (message.form) return waitingCard(message);
  return bubbleOf(message);
}

function element(message) {
  const desk = message.author === undefined;
  const at = new Date(message.at);
  const name = desk ? t('product') : message.author;
  return h(
    'article',
    {
      class: `message ${message.mine ? 'mine' : desk ? 'desk' : 'other'}`,
      data: { id: message.id, author: desk ? 'desk' : name },
    },
    h('div', { class: 'face', 'aria-hidden': 'true' }, desk ? icon('desk') : name.slice(0, 1)),
    h(
      'div',
      { class: 'message-body' },
      h(
        'div',
        { class: 'message-head' },
        h('strong', {}, name),
        h('time', { datetime: message.at, title: at.toLocaleString() }, timeText(at, zone())),
        message.private && !message.mine ? h('span', { class: 'only-you' }, icon('lock'), t('only_you')) : null,
      ),
      contentOf(message),
    ),
  );
}

/** After something new at the end: down to it; but an answer that is taller than the window is shown from its top. */
function settle(node) {
  const asked = node.previousElementSibling?.classList.contains('mine') ? node.previousElementSibling : node;
  if (node.offsetHeight < scroller.clientHeight * 0.9) return toBottom();
  scroller.scrollTop = asked.offsetTop - 8;
  sticky = false;
}

/** Brings the headings in order: days, and one heading for what the same author says within five minutes. */
function regroup(entry) {
  for (const day of list.querySelectorAll('.day')) day.remove();
  let before;
  for (const message of messagesOf(entry)) {
    const at = new Date(message.at);
    const node = elements.get(message.id);
    const newDay = !before || dayOf(new Date(before.at), zone()) !== dayOf(at, zone());
    const same =
      !newDay && before.author === message.author && before.mine === message.mine && before.private === message.private;
    node.classList.toggle('follows', same && at - new Date(before.at) < together);
    if (newDay) node.before(h('div', { class: 'day' }, h('span', {}, dayText(at, zone()))));
    before = message;
  }
  refreshWaiting(entry);
}

function place(entry, message) {
  const node = element(message);
  const after = messagesOf(entry).find((m) => m.seq > message.seq && elements.has(m.id));
  elements.set(message.id, node);
  if (after) elements.get(after.id).before(node);
  else list.append(node);
}

function renew(message) {
  const node = elements.get(message.id);
  const fresh = element(message);
  const [oldCard, newCard] = [node.querySelector('.card'), fresh.querySelector('.card')];
  if (!oldCard || !newCard) {
    node.replaceWith(fresh);
    elements.set(message.id, fresh);
    return;
  }
  newCard.classList.add('renewed');
  replaceCard(oldCard, newCard);
  node.querySelector('.message-head').replaceWith(fresh.querySelector('.message-head'));
}

function showAll(entry) {
  elements.clear();
  fill(list);
  for (const message of messagesOf(entry)) place(entry, message);
  regroup(entry);
  scroller.setAttribute('aria-busy', String(!entry.loaded));
  older.hidden = !entry.more;
  older.textContent = t('older');
  scroller.setAttribute('aria-label', t('stream'));
  if (entry.loaded && entry.messages.size === 0) fill(list, emptyView(entry));
}

async function loadOlder() {
  const entry = current();
  const first = messagesOf(entry)[0];
  const height = scroller.scrollHeight;
  addPage(entry.address, await api.messages(entry.address, first?.seq));
  sticky = false;
  scroller.scrollTop += scroller.scrollHeight - height;
}

async function open(entry) {
  sticky = true;
  fill(tail);
  showAll(entry);
  if (!entry.loaded) addPage(entry.address, await api.messages(entry.address));
  toBottom();
  markSeen();
}

function markSeen() {
  const entry = current();
  if (!entry || document.hidden) return;
  const upTo = seen(entry);
  if (upTo !== undefined) api.read(entry.address, upTo).catch(() => undefined);
}

function readOut(message, what) {
  const summary = message.card?.summary ?? message.form?.title;
  if (summary) announce(t(what === 'changed' ? 'updated' : 'desk_says', { summary }));
}

function onMessage({ entry, message, what }) {
  if (entry !== current()) return;
  if (what === 'new') {
    if (elements.size === 0) fill(list);
    place(entry, message);
    if (!sticky && !message.mine) pill.hidden = false;
  } else renew(message);
  regroup(entry);
  readOut(message, what);
  if (message.mine) toBottom();
  else if (sticky) settle(elements.get(message.id));
  markSeen();
}

/** Shows something after the last message, such as what is being sent; gives a function that takes it away. */
export function showTail(node) {
  tail.append(node);
  sticky = true;
  toBottom();
  return () => node.remove();
}

/** The stream as an element; it follows the store. */
export function messagesView() {
  fill(pill, icon('down'), t('newer'));
  scroller.addEventListener('scroll', () => {
    sticky = atBottom();
    if (sticky) pill.hidden = true;
  });
  new ResizeObserver(() => sticky && toBottom()).observe(list);
  new ResizeObserver(() => sticky && toBottom()).observe(scroller);
  document.addEventListener('visibilitychange', markSeen);
  on('current', open);
  on('message', onMessage);
  on('loaded', (entry) => entry === current() && showAll(entry));
  return h('div', { class: 'stream-frame' }, scroller, pill);
}
