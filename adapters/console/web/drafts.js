// What was typed into forms that are not submitted yet, by form. It is kept in this tab, also over a reload.
import { me } from './store.js';

const most = 20;
const events = new EventTarget();
let kept;

const storageKey = () => `orderdesk-drafts-${me().id}`;

/** The drafts of this person, the one that was typed into last at the end. */
function drafts() {
  kept ??= new Map(JSON.parse(sessionStorage.getItem(storageKey()) ?? '[]'));
  return kept;
}

function keep(all) {
  kept = new Map([...all].slice(-most));
  try {
    sessionStorage.setItem(storageKey(), JSON.stringify([...kept]));
  } catch {
    // The browser's room is used up: the page still has it, until it is loaded anew.
  }
  events.dispatchEvent(new Event('changed'));
}

/** What was typed into a form, as properties of its fields by name; undefined when nothing was. */
export const draftOf = (form) => drafts().get(form.id);

/** Keeps what was typed into a form. */
export function keepDraft(form, fields) {
  keep([...[...drafts()].filter(([id]) => id !== form.id), [form.id, fields]]);
}

/** Forgets what was typed into a form. */
export function dropDraft(form) {
  if (drafts().has(form.id)) keep([...drafts()].filter(([id]) => id !== form.id));
}

/** The form of each conversation that was opened last. */
const opened = new Map();
export const openedLast = (conversation) => opened.get(conversation);
export function noteOpened({ conversation, id }) {
  opened.set(conversation, id);
  events.dispatchEvent(new Event('changed'));
}

/** Listens to every change of the drafts, and of which form was opened last. */
export const onDrafts = (listener) => events.addEventListener('changed', listener);
