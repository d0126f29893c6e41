import type { FormField, FormValues } from '../../../chat/form.ts';
import { DeskError } from '../../../errors.ts';
import { moneyDecimal } from '../../../money.ts';
import { underReview } from '../../../orders/content.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { longestWords } from '../../../orders/deeds/review/ask.ts';
import type { Order } from '../../../orders/order.ts';
import { securities } from '../../../orders/risk-fields.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext } from '../../command.ts';
import { collect } from '../collect.ts';
import { textOf } from '../values.ts';
import { amountIn } from './amount.ts';
import { shareOf } from './security-words.ts';

/** What is usual to ask for, in percent of the order: it says nothing about the customer's limit. */
const usualShare = 30;

/** What is asked for, how much of it, and the words for the owner. */
export function securityFields(order: Order, { locale }: CommandContext): FormField[] {
  const { currency } = order;
  const amount = shareOf(underReview(order).total, usualShare * 100);
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
      label: t(locale, 'label.security_words'),
      hint: t(locale, 'label.security_words_hint'),
      multiline: true,
      maxLength: longestWords,
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
