// Short notes at the edge of the page, and what is read out by a screen reader.
import { h } from './dom.js';
import { icon } from './icons.js';

/** Shows a sentence that needs no answer. */
export function toast(sentence, tone = 'bad') {
  const close = () => note.remove();
  const note = h('div', { class: `toast ${tone}` }, icon(tone === 'bad' ? 'alert' : 'check'), h('span', {}, sentence));
  note.addEventListener('click', close);
  document.getElementById('toasts').append(note);
  setTimeout(close, 8000);
}

/** Reads a sentence out, without showing it. */
export function announce(sentence) {
  document.getElementById('live').textContent = sentence;
}
