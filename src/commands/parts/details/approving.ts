import type { FormField, FormValues } from '../../../chat/form.ts';
import { addDays, isCalendarDate } from '../../../dates.ts';
import { typed } from '../../../entry/plain.ts';
import { DeskError } from '../../../errors.ts';
import { sees } from '../../../members/ability.ts';
import { moneyDecimal, moneyText } from '../../../money.ts';
import { underReview } from '../../../orders/content.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { type Order, orderName } from '../../../orders/order.ts';
import { readExcess } from '../../../risks/read-excess.ts';
import { type Locale, t } from '../../../text/index.ts';
import type { CommandContext, Input } from '../../command.ts';
import { collect } from '../collect.ts';
import { firstDate } from '../typed-date.ts';
import { dateOf, textOf } from '../values.ts';
import { amountIn } from './amount.ts';
import type { Details } from './details.ts';

const amountField = (locale: Locale, excess: number, currency: string): FormField => ({
  kind: 'number',
  name: 'amount',
  label: t(locale, 'label.once_amount', { currency }),
  hint: t(locale, 'label.once_hint', { amount: moneyText(excess, currency) }),
  required: true,
  value: moneyDecimal(excess, currency),
});

/** How far over the limit, and until when: filled with as much as the order needs, and the days of the settings. */
async function fields(order: Order, context: CommandContext): Promise<FormField[]> {
  const { desk, locale, today, person } = context;
  const settings = await desk.settings.get();
  const { currency } = settings;
  const excess = await readExcess(desk.connection, order, settings, today);
  if (excess === 0) throw new DeskError('error.within_limit', { order: orderName(order) });
  // Who may not read figures of credit agrees to what the order needs.
  const isTold = sees(person, 'credit', order) === 'full';
  return [
    ...(isTold ? [amountField(locale, excess, currency)] : []),
    {
      kind: 'date',
      name: 'until',
      label: t(locale, 'label.once_until'),
      required: true,
      value: addDays(today, settings.approveOnceDays),
    },
    { kind: 'text', name: 'reason', label: t(locale, 'label.reason'), maxLength: 500, multiline: true },
  ];
}

async function filled(values: FormValues, _order: Order, { desk, today }: CommandContext): Promise<MoveInput> {
  const { currency } = await desk.settings.get();
  const { amount, until, reason } = collect({
    amount: () => amountIn(textOf(values, 'amount'), currency),
    until: () => dateOf(values, 'until', today),
    reason: () => textOf(values, 'reason'),
  });
  return { once: { amount, until }, reason };
}

const said = /^(?:once|单次)(?:\s+|$)/i;

/** Reads `5000 until 12/20 as agreed by phone`: how much, until when, and why; each may be left out. */
async function readOnce(words: string, { desk, today }: CommandContext): Promise<MoveInput> {
  const { currency } = await desk.settings.get();
  const [, number, rest = ''] = /^([\d.,]+)?\s*(.*)$/su.exec(words) ?? [];
  const dated = /^(?:until|to|至|到|有效至)[:：\s]*(.*)$/isu.exec(rest.trim());
  const date = dated ? firstDate(dated[1] ?? '', today) : undefined;
  if (dated && date?.before !== '')
    throw new DeskError('error.date_expected', { text: dated[1] ?? '' }, { field: 'until' });
  const reason = (date ? date.after : rest).trim() || undefined;
  return { once: { amount: amountIn(number, currency), until: date?.date }, reason };
}

/** What a card says again that a person said before: how much over the limit is agreed to, and until when. */
function onceIn({ said: once }: Input): MoveInput {
  if (typeof once !== 'object' || once === null) return {};
  const { amount, until } = once as Record<string, unknown>;
  return {
    once: {
      ...(typeof amount === 'number' && { amount }),
      ...(typeof until === 'string' && isCalendarDate(until) && { until }),
    },
  };
}

const form: Details['form'] = { fields: (order, context) => fields(underReview(order), context), filled };

/** A decision, with finance's word where the order takes its customer over the limit; whoever types may say why. */
export const approving: Details = {
  usage: { en: '[once 5000 until 12/20] [why]', zh: '[单次 5000 至 12月20日] [原因]' },
  typed: (rest, _order, context) => {
    const words = typed(rest).trim();
    return said.test(words) ? readOnce(words.replace(said, ''), context) : { reason: rest.trim() || undefined };
  },
  isMissing: () => false,
  pressed: onceIn,
  form: { ...form, isFor: ({ once }) => once === true },
};

/** Finance's word for an order that is agreed already. */
export const approvingOnce: Details = {
  usage: { en: '5000 until 12/20 [why]', zh: '5000 至 12月20日 [原因]' },
  typed: (rest, _order, context) => readOnce(typed(rest).trim().replace(said, ''), context),
  isMissing: (rest) => rest.trim() === '',
  form: { fields, filled },
};
