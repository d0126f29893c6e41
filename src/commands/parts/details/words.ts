import type { FormField } from '../../../chat/form.ts';
import { longestWords } from '../../../orders/deeds/review/ask.ts';
import { type TextKey, t } from '../../../text/index.ts';
import { textOf } from '../values.ts';
import type { Details } from './details.ts';

/** A question to the owner, or the owner's answer. */
const words = (label: TextKey, usage: Details['usage'], asks: boolean): Details => ({
  usage,
  typed: (rest) => ({ text: rest.trim() || undefined }),
  isMissing: (_rest, { text }) => text === undefined,
  form: {
    fields: (order, { locale }) => {
      const question = order.approval?.question ?? order.change?.approval.question;
      const field: FormField = {
        kind: 'text',
        name: 'text',
        label: t(locale, label),
        required: true,
        multiline: true,
        maxLength: longestWords,
      };
      return [{ ...field, ...(!asks && question && { hint: question.text.slice(0, 140) }) }];
    },
    filled: (values) => ({ text: textOf(values, 'text') }),
  },
});

export const question = words('label.question', { en: 'can it be Friday?', zh: '能否改到周五？' }, true);
export const answer = words('label.answer', { en: 'yes, Friday works', zh: '可以，周五没问题' }, false);
