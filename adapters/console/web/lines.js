// The lines of an order: product, quantity, price, discount; with live amounts and stock, and the customer's usual items.
import { api } from './api.js';
import { fill, h, uid } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { isShort, lineAmount, moneyText } from './money.js';
import { createSearch } from './search.js';

const parts = ['sku', 'quantity', 'price', 'discount'];
const blank = { sku: '', quantity: '', price: '', discount: '' };

function cell(part, control, label) {
  const error = h('span', { class: 'error', id: uid('line-error') });
  return {
    element: h(
      'div',
      { class: `cell ${part}` },
      h('label', { class: 'cell-label', for: control.id }, label),
      control.frame ?? control,
      error,
    ),
    error,
  };
}

function numberInput(value, label, placeholder = '') {
  const input = h('input', {
    class: 'input right',
    id: uid('line'),
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-label': label,
    placeholder,
  });
  input.value = value ?? '';
  return input;
}

/** What is there of a product, in words. */
function stockWords({ isGone, available }, short) {
  if (isGone) return t('line_gone');
  if (!available) return '';
  if (Number(available) === 0) return t('line_out');
  return t(short ? 'line_short' : 'line_available', { n: available });
}

function createRow(line, { where, currency, changed, remove, customer }) {
  let listPrice = line.listPrice ?? '';
  let listSource = line.listSource ?? '';
  /** What is known of the product beside its price. */
  let about = { available: line.available, lastPrice: line.lastPrice, isGone: line.isGone };
  const search = createSearch({
    source: 'product',
    where,
    value: line.sku,
    label: line.label ?? line.sku,
    changed,
    picked: offer,
    wanted,
  });
  search.input.addEventListener('input', () => offer({}));
  search.input.setAttribute('aria-label', t('line_sku'));
  const inputs = {
    quantity: numberInput(line.quantity, t('line_quantity')),
    price: numberInput(line.price, t('line_price'), listPrice || t('list_price')),
    discount: numberInput(line.discount, t('line_discount'), '0'),
  };
  /** What is known of a product: first of all the price that counts while none is typed, and where it comes from. */
  function offer({ price = '', source = '', available, lastPrice, isGone }) {
    listPrice = price;
    listSource = source;
    about = { available, lastPrice, isGone };
    inputs.price.placeholder = price || t('list_price');
  }
  /** For whom and how much the product is looked up; undefined where the lines show no prices of a customer. */
  function wanted() {
    const of = customer?.();
    return of === undefined ? undefined : { customer: of, quantity: inputs.quantity.value.trim(), currency };
  }
  for (const input of Object.values(inputs)) input.addEventListener('input', changed);
  const controls = { sku: Object.assign(search.input, { frame: search.element }), ...inputs };
  const cells = Object.fromEntries(parts.map((part) => [part, cell(part, controls[part], t(`line_${part}`))]));
  const amount = h('output', { class: 'amount' });
  const facts = h('div', { class: 'line-facts' });
  const trash = h('button', { class: 'icon-button', type: 'button', on: { click: remove } }, icon('trash'));
  const element = h(
    'div',
    { class: 'line', role: 'group' },
    parts.map((part) => cells[part].element),
    h('div', { class: 'cell total' }, h('span', { class: 'cell-label' }, t('line_amount')), amount),
    trash,
    facts,
  );

  const value = () => ({
    sku: search.value(),
    quantity: inputs.quantity.value.trim(),
    ...(inputs.price.value.trim() === '' ? {} : { price: inputs.price.value.trim() }),
    ...(inputs.discount.value.trim() === '' ? {} : { discount: inputs.discount.value.trim() }),
  });
  const sum = () =>
    lineAmount(
      { ...value(), price: inputs.price.value.trim() || listPrice, discount: inputs.discount.value },
      currency,
    );

  return {
    element,
    controls,
    value,
    draft: () => ({ ...value(), label: search.label(), listPrice, listSource, ...about }),
    sum,
    /** What it costs another customer; nothing is known until they are chosen. */
    async reprice(of) {
      const sku = search.value();
      if (sku === '' || about.isGone) return;
      offer({ available: about.available });
      if (of === '') return;
      const found = await api
        .choices(where, 'product', sku, { ...wanted(), customer: of })
        .catch(() => ({ choices: [] }));
      const product = found.choices.find((choice) => choice.value === sku);
      if (product && search.value() === sku && (customer?.() ?? of) === of) offer(product);
    },
    isBlank: () => search.value() === '' && Object.values(inputs).every((input) => input.value.trim() === ''),
    /** `lines` are the values of all lines: those of one product share what is there. */
    draw(number, lines) {
      const found = sum();
      const short = isShort({ sku: search.value(), available: about.available }, lines);
      const last = about.lastPrice ? t('line_last', { price: about.lastPrice }) : '';
      const stock = stockWords(about, short);
      fill(facts, [
        listSource ? h('span', {}, listSource) : null,
        last ? h('span', {}, last) : null,
        stock ? h('span', { class: short || about.isGone ? 'warn' : '' }, stock) : null,
      ]);
      facts.hidden = listSource === '' && last === '' && stock === '';
      amount.textContent = found === undefined ? '–' : moneyText(found, currency).replace(`${currency} `, '');
      element.setAttribute('aria-label', t('line_number', { number }));
      trash.setAttribute('aria-label', t('line_remove', { number }));
      trash.title = t('line_remove', { number });
    },
    setError(part, sentence) {
      const { error } = cells[part];
      error.textContent = sentence;
      controls[part].setAttribute('aria-invalid', String(sentence !== ''));
      controls[part].setAttribute('aria-describedby', error.id);
    },
  };
}

/** An editor of order lines; errors are named `lines`, `lines.2` or `lines.2.quantity`. */
export function createLines(field, { where, changed, customer }) {
  const rows = [];
  const body = h('div', { class: 'lines-body' });
  const total = h('div', { class: 'lines-total' });
  const add = h(
    'button',
    { class: 'button', type: 'button', on: { click: () => append(blank).controls.sku.focus() } },
    icon('plus'),
    h('span', {}, t('line_add')),
  );
  const heads = [...parts, 'amount'].map((part) => h('span', { class: part }, t(`line_${part}`)));
  const usual = h('div', { class: 'usual', role: 'group', 'aria-label': t('usual') });
  let items = field.usual?.items ?? [];
  const element = h(
    'div',
    { class: 'lines' },
    h('div', { class: 'lines-head', 'aria-hidden': 'true' }, heads, h('span', {})),
    body,
    h('div', { class: 'lines-foot' }, add, total),
    usual,
  );

  function chip(item) {
    const facts = [
      item.lastPrice ? t('line_last', { price: item.lastPrice }) : '',
      stockWords(item, isShort({ ...item, sku: item.value }, [{ sku: item.value, quantity: item.quantity ?? '' }])),
    ];
    return h(
      'button',
      { class: 'chip', type: 'button', on: { click: () => take(item) } },
      icon('plus'),
      h('span', {}, `${item.label} × ${item.quantity ?? ''}`),
      h('small', {}, facts.filter((text) => text !== '').join(' · ')),
    );
  }

  /** The usual items that no line has yet. */
  function drawUsual(values) {
    const left = items.filter((item) => !values.some((line) => line.sku === item.value));
    usual.hidden = left.length === 0;
    fill(usual, [h('span', { class: 'usual-label' }, t('usual')), ...left.map(chip)]);
  }

  /** A usual item in the first empty line, or in one more. */
  function take({ value, label, quantity, price, source, available, lastPrice }) {
    const row = append({ sku: value, label, quantity, listPrice: price, listSource: source, available, lastPrice });
    const empty = rows.findIndex((one) => one.isBlank());
    if (empty >= 0) {
      rows[empty].element.replaceWith(row.element);
      rows.splice(empty, 1, rows.pop());
    }
    change();
    row.controls.quantity.focus();
    row.controls.quantity.select();
  }

  function draw() {
    const values = rows.map((row) => row.value());
    for (const [i, row] of rows.entries()) row.draw(i + 1, values);
    drawUsual(values);
    const sums = rows.map((row) => row.sum());
    const known = sums.filter((sum) => sum !== undefined);
    const all = known.reduce((a, b) => a + b, 0n);
    const partial = rows.some((row, i) => sums[i] === undefined && !row.isBlank());
    total.hidden = partial && known.length === 0;
    total.replaceChildren(
      h('span', {}, t(partial ? 'line_partial' : 'line_total')),
      h('b', {}, moneyText(all, field.currency)),
    );
  }

  function change() {
    draw();
    changed();
  }

  function append(line) {
    const remove = () => {
      const at = rows.indexOf(row);
      rows.splice(at, 1);
      row.element.remove();
      if (rows.length === 0) append(blank);
      (rows[at] ?? rows.at(-1)).controls.sku.focus();
      change();
    };
    const row = createRow(
      { ...blank, ...line },
      { where, currency: field.currency, changed: change, remove, customer },
    );
    rows.push(row);
    body.append(row.element);
    draw();
    return row;
  }

  /** Enter in the last line begins another one. */
  body.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    const at = rows.findIndex((row) => row.element.contains(event.target));
    (rows[at + 1] ?? append(blank)).controls.sku.focus();
  });

  for (const line of field.value.length > 0 ? field.value : [blank]) append(line);

  return {
    element,
    focus: () => rows[0].controls.sku.focus(),
    value: () => rows.filter((row) => !row.isBlank()).map((row) => row.value()),
    draft: () => ({ value: rows.filter((row) => !row.isBlank()).map((row) => row.draft()) }),
    /** Shows what the lines cost another customer; `''`: nobody is chosen. */
    async reprice(of) {
      const asked = rows.map((row) => row.reprice(of));
      draw();
      await Promise.all(asked);
      draw();
    },
    /** Offers the usual items of another customer. */
    offer(others) {
      items = others;
      draw();
    },
    /** Shows a sentence at a line's cell; gives what to focus, or undefined where there is no such line. */
    setError(path, sentence) {
      const filled = rows.filter((row) => !row.isBlank());
      const [index, part = 'sku'] = path;
      const row = filled[Number(index)] ?? rows[Number(index)];
      if (!row || !parts.includes(part)) return undefined;
      row.setError(part, sentence);
      return row.controls[part];
    },
    clearErrors: () => {
      for (const row of rows) for (const part of parts) row.setError(part, '');
    },
  };
}
