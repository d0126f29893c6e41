// The list of conversations, and commands within one click.
import { fill, h } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { choose, conversations, current, on } from './store.js';
import { quickCommands, runQuick } from './welcome.js';

/** The name of a conversation as shown. */
export const titleOf = (entry) => (entry.kind === 'direct' ? t('product') : entry.title);

const closeDrawer = () => document.body.classList.remove('drawer');
/** Opens or closes the list at phone width. */
export const toggleDrawer = (open) => {
  document.body.classList.toggle('drawer', open);
  if (open) document.querySelector('.sidebar button')?.focus();
};

function row(entry) {
  const chosen = current()?.address === entry.address;
  const unread = entry.unread > 0 && !chosen;
  const count = entry.unread > 99 ? '99+' : String(entry.unread);
  const pick = () => {
    choose(entry.address);
    closeDrawer();
  };
  return h(
    'button',
    {
      class: `conversation ${unread ? 'unread' : ''}`,
      type: 'button',
      'aria-current': chosen ? 'page' : undefined,
      data: { address: entry.address },
      on: { click: pick },
    },
    icon(entry.kind === 'channel' ? 'hash' : 'desk'),
    h('span', { class: 'conversation-title' }, titleOf(entry)),
    unread ? h('span', { class: 'count', 'aria-label': t('unread', { count }) }, count) : null,
  );
}

function group(title, children) {
  return children.length === 0
    ? null
    : h('section', { class: 'group', 'aria-label': title }, h('h2', {}, title), children);
}

function quick({ picture, label, command }) {
  const run = () => {
    closeDrawer();
    runQuick(command);
  };
  return h(
    'button',
    { class: 'conversation', type: 'button', title: command, on: { click: run } },
    icon(picture),
    h('span', { class: 'conversation-title' }, label),
  );
}

/** The sidebar as an element; it follows the store. */
export function sidebarView() {
  const nav = h('nav', { class: 'groups' });
  const draw = () => {
    const focused = document.activeElement?.dataset?.address;
    const of = (kind) =>
      conversations()
        .filter((c) => c.kind === kind)
        .map(row);
    fill(
      nav,
      group(t('channels'), of('channel')),
      group(t('direct'), of('direct')),
      group(t('quick'), quickCommands().map(quick)),
    );
    if (focused) nav.querySelector(`[data-address="${CSS.escape(focused)}"]`)?.focus();
    const unread = conversations().reduce((sum, c) => sum + c.unread, 0);
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${t('product')}`;
  };
  on('conversations', draw);
  draw();
  return h(
    'aside',
    { class: 'sidebar' },
    h(
      'div',
      { class: 'brand' },
      h('img', { src: '/console/assets/favicon.svg', alt: '', width: 26, height: 26 }),
      h('b', {}, 'OrderDesk'),
      h('span', {}, '订单台'),
      h(
        'button',
        {
          class: 'icon-button drawer-close',
          type: 'button',
          'aria-label': t('menu_close'),
          on: { click: closeDrawer },
        },
        icon('close'),
      ),
    ),
    nav,
  );
}
