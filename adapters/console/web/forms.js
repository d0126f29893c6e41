// A form as a dialog (a full sheet at phone width): errors at their fields, Ctrl+Enter submits, Esc closes. What was typed
// is kept as a draft until it is submitted, however the dialog ends.
import { api, newKey } from './api.js';
import { ask, closeButton, showDialog } from './dialogs.js';
import { fill, h, uid } from './dom.js';
import { draftOf, dropDraft, keepDraft, noteOpened } from './drafts.js';
import { kinds } from './fields.js';
import { t } from './i18n.js';
import { announce } from './toast.js';

function createField(field, context) {
  const id = uid('field');
  const error = h('p', { class: 'error', id: `${id}-error` });
  const fail = (sentence) => {
    error.textContent = sentence;
    const control = element.querySelector(`#${id}`);
    control?.setAttribute('aria-invalid', String(sentence !== ''));
  };
  const made = kinds[field.kind](field, { ...context, id, fail });
  const hint = field.hint ? h('p', { class: 'hint', id: `${id}-hint` }, field.hint) : null;
  const isSettled = field.required || (field.kind === 'select' && field.value);
  const single = !['multi', 'lines'].includes(field.kind);
  const label = h(
    single ? 'label' : 'legend',
    { for: single ? id : undefined },
    field.label,
    isSettled ? null : h('span', { class: 'optional' }, t('optional')),
  );
  const element = h(single ? 'div' : 'fieldset', { class: `field ${field.kind}` }, label, made.control, hint, error);
  const control = element.querySelector(`#${id}`);
  control?.setAttribute('aria-describedby', `${id}-error${hint ? ` ${id}-hint` : ''}`);
  if (field.required) control?.setAttribute('aria-required', 'true');
  fail(field.error ?? '');
  return { draft: () => ({ value: made.value() }), ...made, element, name: field.name, fail, first: made.focus };
}

/** Puts sentences at their fields; gives the function that focuses the first of them, and what has no field. */
function showErrors(fields, errors) {
  for (const field of fields) {
    field.fail('');
    field.clearErrors?.();
  }
  const rest = [];
  const targets = new Map();
  for (const [path, sentence] of Object.entries(errors)) {
    const [name, ...inside] = path.split('.');
    const field = fields.find((f) => f.name === name);
    if (!field) rest.push(sentence);
    else {
      const cell = inside.length > 0 ? field.setError?.(inside, sentence) : undefined;
      if (!cell) field.fail(sentence);
      targets.set(field, targets.get(field) ?? (cell ? () => cell.focus() : field.first));
    }
  }
  const first = fields.find((field) => targets.has(field));
  return { rest, focus: first ? targets.get(first) : undefined };
}

const valuesOf = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.value()]));

const draftFrom = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.draft()]));

/** How long what is in stock counts as “now”, in ms. */
const freshFor = 300_000;

/** A field of lines without what was in stock when it was drawn: that is not “now” any more. */
function withoutStock(field) {
  if (field.kind !== 'lines') return field;
  const strip = ({ available: _, ...line }) => line;
  const usual = field.usual && { ...field.usual, items: field.usual.items.map(strip) };
  return { ...field, value: field.value.map(strip), usual };
}

/** The lines of a form that are for a customer, and the field of that customer. */
function customerOf(form) {
  const list = form.fields.find((field) => field.kind === 'lines' && (field.customer || field.usual));
  return { list, name: list?.customer ?? list?.usual?.of };
}

/**
 * Keeps the usual items and the prices those of the customer who is chosen; `forget` when something else is typed, `ask` when
 * one is.
 */
function followCustomer(form, fields, where) {
  const { list, name } = customerOf(form);
  const [customer, lines] = [name, list?.name].map((one) => fields.find((field) => field.name === one));
  let of = form.fields.find((field) => field.name === name)?.value ?? '';
  if (!customer || !lines) return { forget: () => {}, ask: () => {} };

  async function ask(field, value) {
    if (field !== customer.name || value === of) return;
    of = value;
    lines.offer([]);
    if (list.customer) void lines.reprice(value);
    if (!list.usual) return;
    const found =
      value === '' ? { choices: [] } : await api.choices(where, 'usual', value).catch(() => ({ choices: [] }));
    if (of === value) lines.offer(found.choices);
  }
  function forget() {
    if (customer.value() === of || of === '') return;
    of = '';
    lines.offer([]);
    if (list.customer) void lines.reprice('');
  }
  void ask(customer.name, customer.value());
  return { forget, ask };
}

/** Opens the form of a message, with what was typed into it before; `take` gets what the desk answers. */
export function openForm(message, take) {
  const { form, conversation } = message;
  const typed = draftOf(form);
  const title = uid('form');
  const problem = h('div', { class: 'form-problem', role: 'alert', hidden: true });
  const submit = h('button', { class: 'button primary', type: 'submit' }, h('span', {}, form.submit));
  const anew = h(
    'button',
    { class: 'button danger', type: 'button', hidden: !typed, on: { click: startAnew } },
    t('form_discard_yes'),
  );
  let key = newKey();
  let over = false;
  let usual;

  /** Something was typed: it counts as another deed, and is kept until it is submitted. */
  function changed() {
    key = newKey();
    if (over) return;
    usual?.forget();
    const differs = typed !== undefined || JSON.stringify(valuesOf(fields)) !== initial;
    if (differs) keepDraft(form, draftFrom(fields));
    else dropDraft(form);
    anew.hidden = !differs;
  }
  const isOld = typed !== undefined || Date.now() - new Date(message.at).getTime() > freshFor;
  const shown = isOld ? withoutStock : (field) => field;
  const pricedFor = customerOf(form).list?.customer;
  const context = {
    where: conversation,
    changed,
    picked: (name, value) => usual?.ask(name, value),
    customer: pricedFor && (() => fields.find((field) => field.name === pricedFor)?.value()),
  };
  const fields = form.fields.map((field) => createField(shown({ ...field, ...typed?.[field.name] }), context));
  usual = followCustomer(form, fields, conversation);
  const initial = JSON.stringify(valuesOf(fields));

  function leave() {
    dialog.close();
    if (draftOf(form)) announce(t('form_kept'));
  }

  async function startAnew() {
    const discard = { yes: t('form_discard_yes'), no: t('form_keep'), danger: true, title: form.title };
    if (!(await ask(t('form_discard'), discard))) return;
    over = true;
    dropDraft(form);
    dialog.close();
    void openForm(message, take);
  }

  function showProblem(sentences) {
    fill(
      problem,
      sentences.map((sentence) => h('p', {}, sentence)),
    );
    problem.hidden = sentences.length === 0;
  }

  function refuse(errors) {
    const { rest, focus } = showErrors(fields, errors);
    const count = Object.keys(errors).length - rest.length;
    const general = count > 0 ? [t('form_errors')] : [];
    showProblem([...rest, ...general]);
    if (focus) focus();
    else problem.scrollIntoView({ block: 'nearest' });
    announce(Object.values(errors).join(' '));
    key = newKey();
  }

  function working(value) {
    submit.disabled = value;
    submit.classList.toggle('working', value);
    dialog.setAttribute('aria-busy', String(value));
  }

  async function send(event) {
    event.preventDefault();
    if (submit.disabled) return;
    working(true);
    try {
      const reply = await api.submit(conversation, form.id, valuesOf(fields), key);
      if (reply.errors) return refuse(reply.errors);
      over = true;
      dropDraft(form);
      dialog.close();
      take(reply);
    } catch (error) {
      showProblem([error.message]);
    } finally {
      working(false);
    }
  }

  function onKey(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      body.requestSubmit();
    }
  }

  const body = h(
    'form',
    { class: 'form', novalidate: true, on: { submit: send, keydown: onKey, input: changed } },
    h('div', { class: 'dialog-head' }, h('h2', { id: title }, form.title), closeButton(leave)),
    h(
      'div',
      { class: 'form-body' },
      form.note ? h('p', { class: 'form-note' }, form.note) : null,
      problem,
      fields.map((field) => field.element),
    ),
    h(
      'div',
      { class: 'form-foot' },
      h('span', { class: 'form-keys' }, t('form_keys')),
      anew,
      h('button', { class: 'button', type: 'button', on: { click: leave } }, t('form_later')),
      submit,
    ),
  );
  const wide = form.fields.some((field) => field.kind === 'lines');
  const dialog = h('dialog', { class: `dialog sheet ${wide ? 'wide' : ''}`, 'aria-labelledby': title }, body);
  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    leave();
  });
  noteOpened(message);
  const done = showDialog(dialog);
  const missing = form.fields.findIndex((field, i) => field.required && fields[i].value().length === 0);
  fields[Math.max(missing, 0)]?.first();
  return done;
}
