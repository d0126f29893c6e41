// Proposals above the composer: commands, customers and products as the desk knows them.
import { api } from './api.js';
import { fill, h, uid } from './dom.js';
import { t } from './i18n.js';

const wait = 120;

/** Proposals for a text field. `key` tells whether it used a key press; `write` puts a proposal in. */
export function createCompletion(input, write) {
  const id = uid('completions');
  const element = h('ul', { class: 'completions', id, role: 'listbox', 'aria-label': t('completions'), hidden: true });
  let options = [];
  let active = -1;
  let timer;
  let asked = 0;
  /** What is shown belongs to an older text; a Tab meanwhile takes the first proposal when it is there. */
  let stale = false;
  let wanted = false;

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-controls', id);
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');

  function close() {
    clearTimeout(timer);
    asked += 1;
    options = [];
    active = -1;
    stale = false;
    wanted = false;
    element.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(index) {
    active = index;
    for (const [i, node] of [...element.children].entries()) {
      node.setAttribute('aria-selected', String(i === active));
      if (i === active) node.scrollIntoView({ block: 'nearest' });
    }
    input.setAttribute('aria-activedescendant', `${id}-${active}`);
  }

  function choose(index) {
    const { value } = options[index];
    close();
    write(value);
    input.focus();
    typed();
  }

  function show(found) {
    const take = wanted;
    wanted = false;
    stale = false;
    options = found.filter((option) => option.value !== input.value);
    if (options.length === 0 || document.activeElement !== input) return close();
    const row = (option, i) =>
      h(
        'li',
        {
          id: `${id}-${i}`,
          role: 'option',
          'aria-selected': 'false',
          on: {
            pointerdown: (event) => {
              event.preventDefault();
              choose(i);
            },
          },
        },
        h('span', {}, option.label),
        option.detail ? h('small', {}, option.detail) : null,
      );
    fill(element, options.map(row));
    active = -1;
    element.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    if (take) choose(0);
  }

  async function request() {
    const mine = ++asked;
    const { completions } = await api.complete(input.value).catch(() => ({ completions: [] }));
    if (mine === asked) show(completions);
  }

  function typed() {
    clearTimeout(timer);
    const text = input.value;
    if (text.trim() === '' || text.includes('\n') || text.length > 200) return close();
    stale = true;
    active = -1;
    for (const node of element.children) node.setAttribute('aria-selected', 'false');
    timer = setTimeout(request, wait);
  }

  function key(event) {
    if (event.altKey) return false;
    if (stale && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      wanted = true;
      return true;
    }
    if (stale && event.key === 'Escape') close();
    if (element.hidden) return false;
    const used = {
      ArrowDown: () => mark((active + 1) % options.length),
      ArrowUp: () => mark((active <= 0 ? options.length : active) - 1),
      Tab: () => choose(Math.max(active, 0)),
      Escape: close,
      ...(active >= 0 ? { Enter: () => choose(active) } : {}),
    }[event.key];
    if (!used || event.shiftKey) return false;
    event.preventDefault();
    event.stopPropagation();
    used();
    return true;
  }

  return { element, typed, key, close };
}
