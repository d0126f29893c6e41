import type { FormField, FormValues } from '../../../chat/form.ts';
import { dateFromWords } from '../../../entry/date-words.ts';
import { typed } from '../../../entry/plain.ts';
import { DeskError } from '../../../errors.ts';
import { decimalText, parseDecimal, quantityScale } from '../../../money.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { parcelNamed } from '../../../orders/deeds/goods/parcels.ts';
import { openParcels } from '../../../orders/goods.ts';
import { type Order, orderName, type Shipment } from '../../../orders/order.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext, Input } from '../../command.ts';
import { collect } from '../collect.ts';
import { takeLines } from '../shipping-words.ts';
import { dateOf, textOf } from '../values.ts';
import type { Details } from './details.ts';

const all = /^(?:all|everything|全部)$/i;
const lost = /^(?:lost|missing|丢失|遗失)$/i;

/** Finds a typed SKU among the lines of a parcel: what is not in it is refused with what is. */
const lineIn = (parcel: Shipment | undefined) => (sku: string, quantity: number, order: Order) => {
  const places = parcel ? parcel.lines.map((l) => l.index) : [...order.lines.keys()];
  const index = places.find((i) => order.lines[i]?.sku.toUpperCase() === sku.toUpperCase());
  if (index !== undefined) return { index, quantity };
  const lines = places.map((i) => order.lines[i]?.sku ?? '?').join(' ');
  throw new DeskError('error.ship_line', { text: sku, order: orderName(order), lines }, { field: 'lines' });
};

/** Reads `P2 A100x4 12/1`: the parcel, what arrived of it where that is less than was sent, and when. */
function readReceipt(words: string, order: Order, today: string): MoveInput {
  const [first = '', ...more] = words.split(' ');
  if (first === '' || all.test(words)) return {};
  const isNamed = /^p\d+$/i.test(first) || !/[\dx×*]/i.test(first.slice(1));
  const isLost = lost.test(first) && more.length === 0;
  const shipment = isNamed && !isLost ? first : undefined;
  const open = openParcels(order);
  const parcel = shipment ? parcelNamed(order, shipment) : open.length === 1 ? open[0] : undefined;
  const { lines, rest } = takeLines(shipment ? more.join(' ') : words, order, lineIn(parcel));
  const left = rest.join(' ');
  const meant = { shipment: parcel?.id };
  if (lost.test(left)) return { ...meant, lines: (parcel?.lines ?? []).map(({ index }) => ({ index, quantity: 0 })) };
  const on = left === '' ? undefined : dateFromWords(left, today, 'past');
  if (left !== '' && !on) throw new DeskError('error.date_expected', { text: left }, { field: 'on' });
  return { ...(lines.length > 0 || shipment ? meant : {}), on, lines: lines.length > 0 ? lines : undefined };
}

/** Whether a button names one parcel; else it takes all that are on the way. */
const isOne = ({ shipment }: Input): boolean => typeof shipment === 'string';

/** The parcel that a button names. */
const parcelOf = (order: Order, { shipment }: Input): Shipment => parcelNamed(order, String(shipment));

function fields(order: Order, { locale }: CommandContext, input: Input): FormField[] {
  const { lines } = parcelOf(order, input);
  return [
    { kind: 'date', name: 'on', label: t(locale, 'label.received_on') },
    ...lines.map(({ index, quantity }): FormField => {
      const { sku = '?', name = '' } = order.lines[index] ?? {};
      const sent = decimalText(quantity, quantityScale);
      const label = t(locale, 'label.received_line', { sku, name, sent });
      return { kind: 'number', name: `line${index}`, label, value: sent, required: true };
    }),
    { kind: 'text', name: 'note', label: t(locale, 'label.note'), maxLength: 300 },
  ];
}

function filled(values: FormValues, order: Order, { today }: CommandContext, input: Input): MoveInput {
  if (!isOne(input)) return {};
  const { id, lines } = parcelOf(order, input);
  const quantities = lines.map(({ index }) => () => {
    const text = textOf(values, `line${index}`) ?? '';
    const quantity = parseDecimal(text, quantityScale);
    if (quantity === undefined)
      throw new DeskError('error.number_expected', { text, example: '5' }, { field: `line${index}` });
    return { index, quantity };
  });
  const read = collect({
    on: () => dateOf(values, 'on', today),
    note: () => textOf(values, 'note'),
    lines: () => Object.values(collect(Object.fromEntries(quantities.map((q, i) => [i, q])))),
  });
  return { ...read, shipment: id };
}

/** The parcel that was received, when, and what arrived of it; without words all that are on the way. */
export const receiving: Details = {
  usage: { en: '[P2 A100x4 12/1]', zh: '[P2 A100x4 12月1日]' },
  typed: (rest, order, { today }) => readReceipt(typed(rest), order, today),
  isMissing: () => false,
  form: { isFor: isOne, fields, filled },
};
