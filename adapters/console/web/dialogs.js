// Small dialogs: a question, a picture at full size, the keyboard shortcuts.
import { h, uid } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';

/** Shows a modal dialog and gives what it was closed with; the focus goes back to where it was. */
export function showDialog(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (before?.isConnected) before.focus();
      resolve(dialog.returnValue);
    });
  });
}

/** A round button that closes a dialog. */
export const closeButton = (close) =>
  h(
    'button',
    { class: 'icon-button', type: 'button', 'aria-label': t('close'), title: t('close'), on: { click: close } },
    icon('close'),
  );

/** Asks before something counts. */
export async function ask(question, { yes, no = t('cancel'), danger = false, title = t('confirm_title') }) {
  const label = uid('ask');
  const answer = (value) => () => dialog.close(value);
  const dialog = h(
    'dialog',
    { class: 'dialog small', 'aria-labelledby': label },
    h('h2', { id: label }, title),
    h('p', {}, question),
    h(
      'div',
      { class: 'row end' },
      h('button', { class: 'button', type: 'button', autofocus: danger, on: { click: answer('') } }, no),
      h(
        'button',
        {
          class: `button ${danger ? 'danger solid' : 'primary'}`,
          type: 'button',
          autofocus: !danger,
          on: { click: answer('yes') },
        },
        yes,
      ),
    ),
  );
  return (await showDialog(dialog)) === 'yes';
}

/** A picture as large as the window allows. */
export function showImage(source, alt) {
  const dialog = h('dialog', { class: 'lightbox', 'aria-label': alt, on: { click: () => dialog.close() } });
  dialog.append(
    h('img', { src: source, alt }),
    closeButton(() => dialog.close()),
  );
  return showDialog(dialog);
}

const shortcuts = () => [
  [['/'], t('key_focus')],
  [['Alt', '↑'], ['Alt', '↓'], t('key_switch')],
  [['Enter'], t('key_send')],
  [['Shift', 'Enter'], t('key_line')],
  [['↑'], t('key_history')],
  [['Tab'], t('key_complete')],
  [['Ctrl', 'Enter'], t('key_submit')],
  [['Esc'], t('key_close')],
  [['?'], t('key_help')],
];

/** The keyboard shortcuts. */
export function showShortcuts() {
  const label = uid('keys');
  const keys = (combination) =>
    h(
      'span',
      { class: 'keys' },
      combination.map((key) => h('kbd', {}, key)),
    );
  const rows = shortcuts().map((row) =>
    h('div', { class: 'shortcut' }, h('dt', {}, row.at(-1)), h('dd', {}, row.slice(0, -1).map(keys))),
  );
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': label });
  dialog.append(
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', { id: label }, t('shortcuts')),
      closeButton(() => dialog.close()),
    ),
    h('dl', { class: 'shortcuts' }, rows),
  );
  return showDialog(dialog);
}
