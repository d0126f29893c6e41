// One line of an order: product, quantity, price, discount; with its live amount, where its price comes from, and stock.
import { api } from './api.js';
import { fill, h, uid } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { isShort, lineAmount, moneyText } from './money.js';
import { priceSource } from './price-source.js';
import { createSearch } from './search.js';

/** How long after the last key a quantity counts as typed, in ms. */
const wait = 300;

/** The cells of a line. */
export const parts = ['sku', 'quantity', 'price', 'discount'];
/** A line of which nothing is known. */
export const blank = { sku: '', quantity: '', price: '', discount: '' };

function cell(part, control, label) {
  const error = h('p', { class: 'error', id: uid('line-error') });
  return {
    element: h(
      'div',
      { class: `cell ${part}` },
      h('label', { class: 'cell-label', for: control.id }, label),
      control.frame ?? control,
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
export function stockWords({ isGone, available }, short) {
  if (isGone) return t('line_gone');
  if (!available) return '';
  if (Number(available) === 0) return t('line_out');
  return t(short ? 'line_short' : 'line_available', { n: available });
}

/**
 * One line. `changed` is called after each change, `redraw` when more is known of its price; `customer` gives whose prices
 * it shows, and is missing where it shows nobody's.
 */
export function createRow(line, { where, currency, changed, redraw, remove, customer }) {
  let listPrice = line.listPrice ?? '';
  let listSource = line.listSource ?? '';
  /** The quantity that this price is for, as it was typed; undefined while no price is known. */
  let pricedAt = line.pricedAt ?? line.quantity;
  let asked = 0;
  let timer;
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
    pricedAt = inputs.quantity.value.trim();
    about = { available, lastPrice, isGone };
    inputs.price.placeholder = price || t('list_price');
  }
  /** For whom and how much the product is looked up; undefined where the lines show no prices of a customer. */
  function wanted() {
    const of = customer?.();
    return of === undefined ? undefined : { customer: of, quantity: inputs.quantity.value.trim(), currency };
  }
  /** What the product costs that customer for the quantity now; `kept` is what stays known of it. */
  async function look(of, kept) {
    const mine = ++asked;
    const sku = search.value();
    const { choices } = await api
      .choices(where, 'product', sku, { ...wanted(), customer: of })
      .catch(() => ({ choices: [] }));
    if (mine !== asked || search.value() !== sku || customer() !== of) return;
    const product = choices.find((choice) => choice.value === sku);
    offer({ ...kept, ...product });
    if (!product) pricedAt = undefined;
  }
  /** Another quantity may reach another break: its price is asked for, unless it is the one that is shown. */
  async function follow() {
    clearTimeout(timer);
    if (!customer || about.isGone || search.value() === '' || inputs.quantity.value.trim() === pricedAt) return;
    await look(customer(), about);
    redraw();
  }
  /** Asks once the typing stops; what was asked for the quantity before does not count any more. */
  function followSoon() {
    clearTimeout(timer);
    asked += 1;
    timer = setTimeout(follow, wait);
  }
  if (customer) {
    inputs.quantity.addEventListener('input', followSoon);
    inputs.quantity.addEventListener('change', follow);
    if (pricedAt !== line.quantity) followSoon();
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
    // A sentence takes the width of the line: a cell is too narrow for it.
    parts.map((part) => cells[part].error),
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

  /** Where the price of the line comes from; an agreed price, in a form that shows nobody's prices, is not said to be typed. */
  function sourceText() {
    const price = customer ? inputs.price.value.trim() : '';
    const { key, values } = priceSource({ price, listPrice, listSource });
    return key ? t(key, values) : listSource;
  }

  return {
    element,
    controls,
    value,
    draft: () => ({ ...value(), label: search.label(), listPrice, listSource, pricedAt: pricedAt ?? '', ...about }),
    sum,
    /** What it costs another customer; nothing is known until they are chosen. */
    async reprice(of) {
      asked += 1;
      if (search.value() === '' || about.isGone) return;
      offer({ available: about.available });
      pricedAt = undefined;
      if (of !== '') await look(of, { available: about.available });
    },
    isBlank: () => search.value() === '' && Object.values(inputs).every((input) => input.value.trim() === ''),
    /** `lines` are the values of all lines: those of one product share what is there. */
    draw(number, lines) {
      const found = sum();
      const short = isShort({ sku: search.value(), available: about.available }, lines);
      const said = sourceText();
      const last = about.lastPrice ? t('line_last', { price: about.lastPrice }) : '';
      const stock = stockWords(about, short);
      fill(facts, [
        said ? h('span', {}, said) : null,
        last ? h('span', {}, last) : null,
        stock ? h('span', { class: short || about.isGone ? 'warn' : '' }, stock) : null,
      ]);
      facts.hidden = said === '' && last === '' && stock === '';
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
