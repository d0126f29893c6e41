import type { Form, FormValues } from '../../chat/form.ts';
import type { ParsedEntry } from '../../entry/line.ts';
import { DeskError } from '../../errors.ts';
import type { ChangeInput } from '../../orders/deeds/deed.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect } from './collect.ts';
import { linesIn, lineValueOf } from './order-form.ts';
import { dateOf, numberOf, textOf } from './values.ts';

/** What was typed of a change: it is filled into the form, and nothing is stored before the form is sent. */
export type TypedChange = Pick<ParsedEntry, 'due' | 'paymentDays' | 'notes'> & {
  /** Without a quantity: another price for what is there. */
  lines: readonly (Omit<ParsedEntry['lines'][number], 'quantity'> & { quantity?: number })[];
  promised?: string;
  /** Words that were not understood: they are shown, never dropped. */
  unknown?: readonly string[];
};

/** The lines as they would be: a SKU that was typed has the new quantity, and price where one was typed. */
function linesWith(order: Order, typed: TypedChange) {
  const wanted = new Map(typed.lines.map((line) => [line.sku.toUpperCase(), line]));
  const present = order.lines.map((line) => {
    const found = wanted.get(line.sku.toUpperCase());
    if (found?.quantity !== undefined) wanted.delete(line.sku.toUpperCase());
    const { quantity, unitPrice, discount } = found ?? {};
    const changed = {
      ...line,
      ...(quantity !== undefined && { quantity }),
      ...(unitPrice !== undefined && { unitPrice }),
      ...(discount !== undefined && { discount }),
    };
    return { ...lineValueOf(changed), label: `${line.sku} · ${line.name}` };
  });
  const added = [...wanted.values()].flatMap(({ quantity, ...line }) =>
    quantity === undefined ? [] : [lineValueOf({ ...line, quantity })],
  );
  return [...present, ...added];
}

/** The form of a change order: what can be changed of an agreed order, as it is now or as it was typed. */
export function changeForm(order: Order, typed: TypedChange, { locale }: CommandContext): Form {
  const { requestedDate, promisedDate, paymentDays, currency } = order;
  const unknown = typed.unknown?.length ? [t(locale, 'form.unknown', { words: typed.unknown.join(' · ') })] : [];
  return {
    title: t(locale, 'form.change.title', { order: orderName(order) }),
    submit: t(locale, 'form.change.submit'),
    note: [...unknown, t(locale, 'form.change.note')].join('\n'),
    intent: { command: 'change', input: { order: order._id, version: order.version } },
    fields: [
      {
        kind: 'lines',
        name: 'lines',
        label: t(locale, 'label.lines'),
        required: true,
        hint: t(locale, 'form.hint.lines'),
        value: linesWith(order, typed),
        currency,
      },
      { kind: 'date', name: 'requestedDate', label: t(locale, 'label.requested'), value: typed.due ?? requestedDate },
      {
        kind: 'date',
        name: 'promisedDate',
        label: t(locale, 'label.promised'),
        value: typed.promised ?? typed.due ?? promisedDate,
      },
      {
        kind: 'number',
        name: 'paymentDays',
        label: t(locale, 'label.terms'),
        value: String(typed.paymentDays ?? paymentDays),
      },
      {
        kind: 'text',
        name: 'reason',
        label: t(locale, 'label.reason'),
        value: typed.notes,
        multiline: true,
        maxLength: 500,
      },
    ],
  };
}

/** Reads a submitted change. Throws `FieldErrors` with every mistake at its field. */
export function readChangeForm(
  values: FormValues,
  { today }: CommandContext,
): { change: ChangeInput; reason?: string } {
  const { reason, ...change } = collect({
    lines: () => linesIn(values),
    requestedDate: () => dateOf(values, 'requestedDate', today),
    promisedDate: () => dateOf(values, 'promisedDate', today),
    paymentDays: () => numberOf(values, 'paymentDays', 1, '30'),
    reason: () => textOf(values, 'reason'),
  });
  return { change, reason };
}

/** The order was changed since the form was opened: what it showed is not what would be changed. */
export function checkVersion(order: Order, version: unknown): void {
  if (version !== order.version) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
}
