// Keys that work everywhere on the page.
import { focusComposer } from './composer.js';
import { showShortcuts } from './dialogs.js';
import { toggleDrawer } from './sidebar.js';
import { choose, conversations, current } from './store.js';

const typing = (target) => target.matches('input, textarea, select, [contenteditable]');

function step(by) {
  const all = conversations();
  const at = all.indexOf(current());
  choose(all.at((at + by) % all.length).address);
}

function onKey(event) {
  if (document.querySelector('dialog[open]')) return;
  const go = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.altKey && go) {
    event.preventDefault();
    step(go);
  } else if (event.key === 'Escape') toggleDrawer(false);
  else if (typing(event.target) && !(event.key === '?' && event.target.value === '')) return;
  else if (event.key === '/' && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    focusComposer();
  } else if (event.key === '?') {
    event.preventDefault();
    void showShortcuts();
  }
}

/** Starts listening. */
export const startKeys = () => document.addEventListener('keydown', onKey);
