import type { FormField, FormValues } from '../../../chat/form.ts';
import { DeskError } from '../../../errors.ts';
import { moneyDecimal, moneyText } from '../../../money.ts';
import { underReview } from '../../../orders/content.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { longestWords } from '../../../orders/deeds/review/ask.ts';
import type { Order } from '../../../orders/order.ts';
import { securities } from '../../../orders/risk-fields.ts';
import { readExcess } from '../../../risks/read-excess.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext } from '../../command.ts';
import { collect } from '../collect.ts';
import { textOf } from '../values.ts';
import { amountIn } from './amount.ts';

/** How a person says what is asked for. */
const said: readonly [RegExp, (typeof securities)[number]][] = [
  [/^(?:prepayment|deposit|预付款|预付|定金)[:：\s]*/i, 'prepayment'],
  [/^(?:guarantee|担保|保函)[:：\s]*/i, 'guarantee'],
];

/** Reads `prepayment 3000 before Friday, please`; undefined where nothing of that kind is asked for. */
export function readSecurity(words: string, { currency }: Order): MoveInput | undefined {
  const [pattern, kind] = said.find(([one]) => one.test(words)) ?? [];
  if (!pattern || !kind) return undefined;
  const [, number, rest = ''] = /^([\d.,]+)\s*(.*)$/su.exec(words.replace(pattern, '')) ?? [];
  const amount = amountIn(number, currency);
  return amount === undefined ? undefined : { security: { kind, amount }, text: rest.trim() || words.trim() };
}

/** The amount that is proposed: as much as the order is over the limit, no more than it comes to. */
async function proposed(order: Order, { desk, today }: CommandContext): Promise<number> {
  const settings = await desk.settings.get();
  const { total, baseTotal } = underReview(order);
  const excess = await readExcess(desk.connection, order, settings, today);
  if (excess === 0 || baseTotal === 0) return total;
  return Math.min(total, Math.ceil((excess * total) / baseTotal));
}

/** What is asked for, how much of it, and the words for the owner. */
export async function securityFields(order: Order, context: CommandContext): Promise<FormField[]> {
  const { locale } = context;
  const { currency } = order;
  const amount = await proposed(order, context);
  return [
    {
      kind: 'select',
      name: 'kind',
      label: t(locale, 'label.security'),
      required: true,
      value: securities[0],
      choices: securities.map((value) => ({ value, label: t(locale, `security.${value}`) })),
    },
    {
      kind: 'number',
      name: 'amount',
      label: t(locale, 'label.security_amount', { currency }),
      required: true,
      value: moneyDecimal(amount, currency),
    },
    {
      kind: 'text',
      name: 'text',
      label: t(locale, 'label.question'),
      required: true,
      multiline: true,
      maxLength: longestWords,
      value: t(locale, 'security.words', { amount: moneyText(amount, currency) }),
    },
  ];
}

/** What the form says. Throws at its fields. */
export function securityFilled(values: FormValues, { currency }: Order): MoveInput {
  const { kind, amount, text } = collect({
    kind() {
      const kind = securities.find((one) => one === textOf(values, 'kind'));
      if (!kind) throw new DeskError('error.value_unreadable', {}, { field: 'kind' });
      return kind;
    },
    amount: () => amountIn(textOf(values, 'amount'), currency) ?? 0,
    text: () => textOf(values, 'text'),
  });
  return { security: { kind, amount }, text };
}
