// What an empty conversation shows: where to begin.
import { h } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';

/** The commands that are offered to begin with: icon, words, and what is sent. */
export const quickCommands = () =>
  [
    ['day', 'day'],
    ['new', 'plus'],
    ['list', 'list'],
    ['report', 'chart'],
    ['help', 'help'],
  ].map(([name, picture]) => ({ name, picture, label: t(`quick_${name}`), command: t(`command_${name}`) }));

let send = () => {};
/** Says what a chosen command does. */
export const onQuick = (then) => {
  send = then;
};

/** Sends one of the offered commands. */
export const runQuick = (command) => send(command);

/** The view of a conversation without messages. */
export function emptyView(entry) {
  if (entry.kind === 'channel') return h('div', { class: 'empty' }, h('p', {}, t('empty_channel')));
  const choice = ({ picture, label, command }) =>
    h(
      'button',
      { class: 'suggestion', type: 'button', on: { click: () => send(command) } },
      icon(picture),
      h('span', {}, h('b', {}, label), h('code', {}, command)),
    );
  return h(
    'div',
    { class: 'empty' },
    h('h2', {}, t('empty_title')),
    h('p', {}, t('empty_text')),
    h('div', { class: 'suggestions' }, quickCommands().map(choice)),
  );
}
