import { askedWords } from '../../../approvals/asked-words.ts';
import { askedIn } from '../../../approvals/review.ts';
import { clip } from '../../../chat/cut.ts';
import type { FormField } from '../../../chat/form.ts';
import { openReview } from '../../../members/kinds.ts';
import { longestWords } from '../../../orders/deeds/review/ask.ts';
import { type TextKey, t } from '../../../text/index.ts';
import { textOf } from '../values.ts';
import type { Details } from './details.ts';
import { securityFields, securityFilled } from './security.ts';
import { readSecurity } from './security-words.ts';

/** Signs that a hint has at most. */
const longestHint = 140;

/** What is asked, the beginning of each question where it is long: the card shows all of it. */
const hintOf = (questions: readonly string[]): string => {
  const each = Math.floor(longestHint / questions.length) - 3;
  return questions.map((text) => clip(text, each)).join(' · ');
};

/** A question to the owner, for a prepayment or guarantee where a button or the words ask for one, or the owner's answer. */
const words = (label: TextKey, usage: Details['usage'], asks: boolean): Details => ({
  usage,
  typed: (rest, order) => (asks && readSecurity(rest.trim(), order)) || { text: rest.trim() || undefined },
  isMissing: (_rest, { text, security }) => text === undefined && security === undefined,
  form: {
    fields: (order, context, { security }) => {
      if (asks && security === true) return securityFields(order, context);
      const { locale } = context;
      const questions = askedIn(openReview(order)).map((asked) => askedWords(context, order, asked));
      const field: FormField = {
        kind: 'text',
        name: 'text',
        label: t(locale, label),
        required: true,
        multiline: true,
        maxLength: longestWords,
      };
      return [{ ...field, ...(!asks && questions.length > 0 && { hint: hintOf(questions) }) }];
    },
    filled: (values, order, _context, { security }) =>
      asks && security === true ? securityFilled(values, order) : { text: textOf(values, 'text') },
  },
});

export const question = words('label.question', { en: 'can it be Friday?', zh: '能否改到周五？' }, true);
export const answer = words('label.answer', { en: 'yes, Friday works', zh: '可以，周五没问题' }, false);
