// The lines of an order, with live amounts, their total, and the customer's usual items.
import { fill, h } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { blank, createRow, parts, stockWords } from './line.js';
import { isShort, moneyText } from './money.js';

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
      { where, currency: field.currency, changed: change, redraw: draw, remove, customer },
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
