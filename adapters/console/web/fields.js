// One small function per kind of form field. Each gives `control` (what is shown), `value()` and `focus()`; and, where
// the value alone does not tell what was shown, `draft()`: the properties of the field that show it again.
import { api } from './api.js';
import { fill, h } from './dom.js';
import { tooLarge } from './file-size.js';
import { t } from './i18n.js';
import { createLines } from './lines.js';
import { createSearch } from './search.js';

function input(field, id, extra) {
  const control = h('input', { class: 'input', id, autocomplete: 'off', maxlength: field.maxLength, ...extra });
  control.value = field.value ?? '';
  return { control, value: () => control.value, focus: () => control.focus() };
}

function text(field, { id }) {
  if (!field.multiline) return input(field, id, { type: 'text' });
  const control = h('textarea', { class: 'input', id, rows: 3, maxlength: field.maxLength });
  control.value = field.value ?? '';
  return { control, value: () => control.value, focus: () => control.focus() };
}

const number = (field, { id }) => input(field, id, { type: 'text', inputmode: 'decimal' });
const date = (field, { id }) => input(field, id, { type: 'date' });

function select(field, { id, picked }) {
  const option = (choice) =>
    h(
      'option',
      { value: choice.value, selected: choice.value === field.value },
      choice.detail ? `${choice.label} · ${choice.detail}` : choice.label,
    );
  const none = h('option', { value: '' }, field.required ? t('choose') : '–');
  const control = h('select', { class: 'input', id }, none, field.choices.map(option));
  control.value = field.value ?? '';
  control.addEventListener('change', () => picked(field.name, control.value));
  return { control: h('div', { class: 'select' }, control), value: () => control.value, focus: () => control.focus() };
}

function search(field, { id, where, changed, picked }) {
  const found = createSearch({
    source: field.source,
    where,
    value: field.value,
    label: field.valueLabel ?? field.value,
    changed,
    picked: ({ value }) => picked(field.name, value),
    id,
  });
  return {
    control: found.element,
    value: found.value,
    draft: () => ({ value: found.value(), valueLabel: found.label() }),
    focus: () => found.input.focus(),
  };
}

function multi(field) {
  const box = (choice) => {
    const check = h('input', { type: 'checkbox', value: choice.value, checked: field.value?.includes(choice.value) });
    return {
      check,
      row: h(
        'label',
        { class: 'check' },
        check,
        h('span', {}, choice.label, choice.detail ? h('small', {}, choice.detail) : null),
      ),
    };
  };
  const boxes = field.choices.map(box);
  return {
    control: h(
      'div',
      { class: 'checks' },
      boxes.map((b) => b.row),
    ),
    value: () => boxes.filter((b) => b.check.checked).map((b) => b.check.value),
    focus: () => boxes[0]?.check.focus(),
  };
}

/** A file is sent at once; the form then carries its id. */
function file(field, { id, changed, fail }) {
  const control = h('input', { class: 'input', id, type: 'file', accept: field.accept.join(',') });
  const state = h('small', { class: 'file-state', role: 'status' });
  let sent = field.value ?? '';
  let name = field.valueLabel ?? '';
  const words = (text) => fill(state, text);
  words(name);
  async function upload() {
    const [chosen] = control.files;
    sent = '';
    name = '';
    words('');
    changed();
    if (!chosen) return;
    const refused = tooLarge(chosen);
    if (refused) return fail(refused);
    words(t('file_sending'));
    try {
      sent = (await api.upload(chosen)).id;
      name = chosen.name;
      words('');
      changed();
    } catch (error) {
      words('');
      control.value = '';
      fail(error.message);
    }
  }
  control.addEventListener('change', upload);
  return {
    control: h('div', {}, control, state),
    value: () => sent,
    draft: () => ({ value: sent, valueLabel: name }),
    focus: () => control.focus(),
  };
}

function lines(field, { where, changed, customer }) {
  const editor = createLines(field, { where, changed, customer });
  return { control: editor.element, ...editor };
}

/** The kinds of fields. */
export const kinds = { text, number, date, select, search, multi, file, lines };
