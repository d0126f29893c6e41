import type { FormField, FormValues } from '../../../chat/form.ts';
import { DeskError } from '../../../errors.ts';
import { decimalText, parseDecimal, quantityScale } from '../../../money.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { unshipped } from '../../../orders/guards.ts';
import type { Order } from '../../../orders/order.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext } from '../../command.ts';
import { collect } from '../collect.ts';
import { overshipIn } from '../overship-card.ts';
import { readShipping } from '../shipping-words.ts';
import { dateOf, textOf } from '../values.ts';
import type { Details } from './details.ts';

function fields(order: Order, { locale }: CommandContext): FormField[] {
  const left = order.lines.flatMap((l, i) => (unshipped(l) > 0 ? [{ l, i }] : []));
  return [
    { kind: 'text', name: 'carrier', label: t(locale, 'label.carrier'), maxLength: 60 },
    { kind: 'text', name: 'trackingNo', label: t(locale, 'label.tracking'), maxLength: 60 },
    { kind: 'date', name: 'eta', label: t(locale, 'label.eta') },
    ...left.map(
      ({ l, i }): FormField => ({
        kind: 'number',
        name: `line${i}`,
        label: `${l.sku} · ${l.name}`,
        value: decimalText(unshipped(l), quantityScale),
      }),
    ),
  ];
}

function futureDate(values: FormValues, today: string): string | undefined {
  const eta = dateOf(values, 'eta', today);
  if (eta && eta < today) throw new DeskError('error.date_past', { date: eta, today }, { field: 'eta' });
  return eta;
}

function filled(values: FormValues, order: Order, { today }: CommandContext): MoveInput {
  const quantities = order.lines.map((_, index) => () => {
    const text = textOf(values, `line${index}`);
    const quantity = text === undefined ? 0 : parseDecimal(text, quantityScale);
    if (quantity === undefined)
      throw new DeskError('error.number_expected', { text: text ?? '', example: '5' }, { field: `line${index}` });
    return { index, quantity };
  });
  return collect({
    carrier: () => textOf(values, 'carrier'),
    trackingNo: () => textOf(values, 'trackingNo'),
    eta: () => futureDate(values, today),
    lines: () => quantities.map((q) => q()).filter((l) => l.quantity !== 0),
  });
}

/** Carrier, tracking number, ETA and lines of a shipment. */
export const shipping: Details = {
  usage: { en: 'SF 1234567 eta 12/3 [A100x5]', zh: '顺丰 1234567 预计 12月3日 [A100x5]' },
  typed: (rest, order, { today }) => readShipping(rest, order, today),
  isMissing: (rest) => rest.trim() === '',
  pressed: overshipIn,
  form: { isFor: ({ lines }) => lines === undefined, fields, filled },
};
