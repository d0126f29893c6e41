// A field whose choices are looked up while the person types (combobox pattern). What is typed without choosing is
// sent as typed: the desk understands names too, or says what is near.
import { api } from './api.js';
import { fill, h, uid } from './dom.js';
import { t } from './i18n.js';

const wait = 150;

/**
 * A search field: `element`, `input`, `value()`, and `set(value, label)`. `where` is the conversation it is asked in;
 * `changed` is called after each change, `picked` with what was chosen; `wanted` says for whom products are looked up.
 */
export function createSearch({
  source,
  where,
  value = '',
  label = value,
  changed = () => {},
  picked = () => {},
  wanted = () => undefined,
  id = uid('search'),
}) {
  const listId = uid('choices');
  const input = h('input', {
    class: 'input',
    type: 'text',
    id,
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: t('search_hint'),
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
  });
  const list = h('ul', { class: 'choices', id: listId, role: 'listbox', hidden: true });
  let chosen = { value, label };
  let options = [];
  let active = -1;
  let timer;
  let asked = 0;
  input.value = label;

  function unmark() {
    active = -1;
    for (const node of list.children) node.setAttribute('aria-selected', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    unmark();
  }

  function open(children) {
    fill(list, children);
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    list.scrollIntoView({ block: 'nearest' });
  }

  function mark(index) {
    active = index;
    for (const [i, node] of [...list.children].entries()) {
      node.setAttribute('aria-selected', String(i === index));
      if (i === index) node.scrollIntoView({ block: 'nearest' });
    }
    input.setAttribute('aria-activedescendant', `${listId}-${index}`);
  }

  function set(nextValue, nextLabel = nextValue) {
    chosen = { value: nextValue, label: nextLabel };
    input.value = nextLabel;
  }

  function choose(index) {
    const option = options[index];
    set(option.value, option.label);
    close();
    picked(option);
    changed();
  }

  const note = (words) => h('li', { class: 'note', role: 'option', 'aria-disabled': 'true' }, words);
  const row = (option, i) =>
    h(
      'li',
      {
        id: `${listId}-${i}`,
        role: 'option',
        'aria-selected': 'false',
        on: {
          pointerdown: (e) => {
            e.preventDefault();
            choose(i);
          },
        },
      },
      h('span', {}, option.label),
      option.detail ? h('small', {}, option.detail) : null,
    );

  async function look() {
    const mine = ++asked;
    if (list.hidden) open(note(t('search_busy')));
    const found = await api.choices(where, source, input.value, wanted()).catch(() => ({ choices: [] }));
    if (mine !== asked || document.activeElement !== input) return;
    options = found.choices;
    open(options.length > 0 ? options.map(row) : [note(t('search_none'))]);
    if (options.length > 0) mark(0);
  }

  function onKey(event) {
    if (event.isComposing) return;
    const shown = !list.hidden && options.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown) mark((active + step + options.length) % options.length);
    else if (event.key === 'ArrowDown') void look();
    else if (event.key === 'Enter' && shown && active >= 0 && !event.ctrlKey && !event.metaKey) choose(active);
    else if (event.key === 'Escape' && !list.hidden) close();
    else {
      if (event.key === 'Tab' && shown && active >= 0 && input.value !== chosen.label) choose(active);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    // What is still shown belongs to what was typed before: it cannot be chosen any more.
    options = [];
    unmark();
    timer = setTimeout(look, wait);
    changed();
  });
  input.addEventListener('click', () => list.hidden && void look());
  input.addEventListener('keydown', onKey);
  input.addEventListener('blur', close);

  const element = h('div', { class: 'search' }, input, list);
  const isChosen = () => input.value === chosen.label;
  return {
    element,
    input,
    set,
    value: () => (isChosen() ? chosen.value : input.value.trim()),
    /** What is shown for the value. */
    label: () => (isChosen() ? chosen.label : input.value.trim()),
  };
}
