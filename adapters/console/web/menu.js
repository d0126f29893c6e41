// A menu under a button: arrow keys move, Enter chooses, Escape closes and gives the focus back.
import { fill, h } from './dom.js';
import { icon } from './icons.js';

/** Puts a menu under a button. `sections` gives what is in it when it opens: `{ title?, items }`. */
export function createMenu(button, sections) {
  const list = h('div', { class: 'menu', role: 'menu', hidden: true });
  const frame = h('div', { class: 'menu-frame' }, button, list);
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');
  const items = () => [...list.querySelectorAll('[role^=menuitem]')];

  function toggle(open) {
    list.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (!open) return;
    fill(list, sections().map(section));
    (list.querySelector('[aria-checked=true]') ?? items()[0])?.focus();
  }

  function entry({ picture, face, label, detail, run, checked }) {
    const choose = () => {
      toggle(false);
      button.focus();
      run();
    };
    return h(
      'button',
      {
        class: 'menu-item',
        type: 'button',
        tabindex: -1,
        role: checked === undefined ? 'menuitem' : 'menuitemradio',
        'aria-checked': checked,
        on: { click: choose },
      },
      face ? h('span', { class: 'face small', 'aria-hidden': 'true' }, face) : icon(picture),
      h('span', { class: 'menu-words' }, h('span', {}, label), detail ? h('small', {}, detail) : null),
      checked ? icon('check') : null,
    );
  }

  function section({ title, items: all }) {
    return h(
      'div',
      { role: 'group', 'aria-label': title },
      title ? h('div', { class: 'menu-title' }, title) : null,
      all.map(entry),
    );
  }

  function onKey(event) {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (go !== undefined) {
      event.preventDefault();
      all.at(go % all.length)?.focus();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      toggle(false);
      button.focus();
    } else if (event.key === 'Tab') toggle(false);
  }

  button.addEventListener('click', () => toggle(list.hidden));
  frame.addEventListener('keydown', (event) => !list.hidden && onKey(event));
  document.addEventListener('pointerdown', (event) => !frame.contains(event.target) && toggle(false));
  return frame;
}
