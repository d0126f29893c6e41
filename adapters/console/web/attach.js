// A file that waits in the composer: chosen, dropped onto the page, or pasted; shown with a button to take it off again.
import { fill, h } from './dom.js';
import { tooLarge } from './file-size.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { toast } from './toast.js';

/** Files of tables; what else is dropped is sent, too, and the desk says what it can read. */
const tables = '.csv,.tsv,.txt,.xlsx';

/**
 * The files of the composer. One is read; the names of `others` that came with it are sent along, so that the desk says
 * that they were left. `changed` is called when somebody has chosen.
 */
export function createAttachment(changed) {
  let chosen = [];
  const list = h('ul', { class: 'attachments', 'aria-label': t('attached'), hidden: true });
  const picker = h('input', { type: 'file', accept: tables, hidden: true, tabindex: -1 });

  function row(file) {
    const off = () => {
      show(chosen.filter((other) => other !== file));
      changed();
    };
    const label = t('detach', { name: file.name });
    const button = h('button', {
      class: 'icon-button attachment-off',
      type: 'button',
      'aria-label': label,
      title: label,
      on: { click: off },
    });
    button.append(icon('close'));
    return h('li', { class: 'attachment' }, icon('file'), h('span', {}, file.name), button);
  }

  function show(files) {
    chosen = files;
    fill(list, files.map(row));
    list.hidden = files.length === 0;
  }

  /** Takes files in the place of those that were chosen before. */
  function add(files) {
    const [first] = files;
    if (!first) return;
    const refused = tooLarge(first);
    if (refused) return toast(refused);
    show([...files].slice(0, 20));
    changed();
  }

  picker.addEventListener('change', () => {
    add([...picker.files]);
    picker.value = '';
  });
  const label = t('attach');
  const button = h('button', { class: 'icon-button attach', type: 'button', 'aria-label': label, title: label });
  button.append(icon('clip'));
  button.addEventListener('click', () => picker.click());

  return { list, picker, button, add, show, files: () => chosen };
}

/** Lets files be dropped anywhere on the page, which the browser would leave for them; an element says so meanwhile. */
export function acceptDrops(element, dropped) {
  const sign = h('div', { class: 'drop-here', hidden: true }, icon('file'), t('drop_here'));
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  // Each element that the pointer goes over tells that it is entered and left.
  let inside = 0;
  const step = (by) => (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    inside = Math.max(0, inside + by);
    sign.hidden = inside === 0;
  };
  document.addEventListener('dragenter', step(1));
  document.addEventListener('dragleave', step(-1));
  document.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    step(-inside)(event);
    if (hasFiles(event)) dropped([...event.dataTransfer.files]);
  });
  element.append(sign);
}
