import { DeskError } from '../../../errors.ts';
import { type OwnerAnswer, ownerAnswers } from '../../../orders/deeds/deed.ts';
import { orderName } from '../../../orders/order.ts';
import { awaitedLines, expectedGoods } from '../../../stock/awaited.ts';
import { t } from '../../../text/index.ts';
import { firstDate } from '../typed-date.ts';
import { dateOf } from '../values.ts';
import type { Details } from './details.ts';

const said: readonly [RegExp, OwnerAnswer][] = [
  [/^(wait|backorder|等待|等货|等)$/i, 'backorder'],
  [/^(split|拆分|拆单)$/i, 'split'],
  [/^(date|other date|改期|日期)$/i, 'date'],
];

/** What the owner says of missing goods, by a word or by the other date; without a date a form asks for it. */
export const missingGoods: Details = {
  usage: { en: 'wait | split | 12/15', zh: '等待 | 拆分 | 12月15日' },
  typed(rest, order, { today }) {
    const words = rest.trim();
    const shortage = said.find(([pattern]) => pattern.test(words))?.[1];
    if (shortage) return { shortage };
    const dated = firstDate(words, today);
    if (!dated || dated.before || dated.after) throw new DeskError('error.shortage_words', { order: orderName(order) });
    return { shortage: 'date', change: { requestedDate: dated.date } };
  },
  isMissing: (_rest, { shortage, change }) => shortage === 'date' && change === undefined,
  pressed: ({ shortage }) => ({ shortage: ownerAnswers.find((answer) => answer === shortage) }),
  form: {
    isFor: ({ shortage }) => shortage === 'date',
    async fields(order, { desk, locale, today }) {
      const expected = expectedGoods(awaitedLines(order, await desk.stock.awaited(order), today));
      const value = expected ?? order.promisedDate ?? order.requestedDate;
      return [
        {
          kind: 'date',
          name: 'requestedDate',
          label: t(locale, 'label.requested'),
          required: true,
          value,
          ...(expected && { hint: t(locale, 'awaited.expected', { date: expected }) }),
        },
      ];
    },
    filled: (values, _order, { today }) => ({
      shortage: 'date',
      change: { requestedDate: dateOf(values, 'requestedDate', today) },
    }),
  },
};
