import { asksCredit } from '../../../approvals/review.ts';
import type { FormField, FormValues } from '../../../chat/form.ts';
import { DeskError } from '../../../errors.ts';
import { openReview } from '../../../members/kinds.ts';
import { moneyDecimal, moneyText, parseDecimal } from '../../../money.ts';
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

/** How a person says what is asked for. */
const said: readonly [RegExp, (typeof securities)[number]][] = [
  [/^(?:prepayment|deposit|预付款|预付|定金)[:：\s]*/i, 'prepayment'],
  [/^(?:guarantee|担保|保函)[:：\s]*/i, 'guarantee'],
];

/**
 * Reads `prepayment 3000 before Friday, please` or `prepayment 30%`, of who decides about credit; undefined where nothing of
 * that kind is asked for.
 */
export function readSecurity(words: string, order: Order): MoveInput | undefined {
  if (!asksCredit(openReview(order))) return undefined;
  const { currency } = order;
  const [pattern, kind] = said.find(([one]) => one.test(words)) ?? [];
  if (!pattern || !kind) return undefined;
  const [, number, percent, rest = ''] = /^([\d.,]+)\s*([%％])?\s*(.*)$/su.exec(words.replace(pattern, '')) ?? [];
  const share = percent ? parseDecimal(number ?? '', 1) : undefined;
  if (percent && (share === undefined || share <= 0 || share > 100)) return undefined;
  const amount = share === undefined ? amountIn(number, currency) : shareOf(underReview(order).total, share);
  return amount === undefined ? undefined : { security: { kind, amount }, text: rest.trim() || words.trim() };
}

/** What is usual to ask for, in percent of the order: it says nothing about the customer's limit. */
const usualShare = 30;

const shareOf = (total: number, percent: number): number => Math.min(total, Math.ceil((total * percent) / 100));

/** What is asked for, how much of it, and the words for the owner. */
export function securityFields(order: Order, { locale }: CommandContext): FormField[] {
  const { currency } = order;
  const amount = shareOf(underReview(order).total, usualShare);
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
