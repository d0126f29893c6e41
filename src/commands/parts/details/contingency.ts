import { longestWords } from '../../../orders/deeds/review/ask.ts';
import { t } from '../../../text/index.ts';
import { collect } from '../collect.ts';
import { textOf } from '../values.ts';
import type { Details } from './details.ts';

/** What is to be done if goods do not come in time, and who else could bring them. */
export const contingency: Details = {
  usage: { en: 'take B200 instead if A100 is late', zh: 'A100 若延误则改用 B200' },
  typed: (rest) => ({ text: rest.trim() || undefined }),
  isMissing: (_rest, { text }) => text === undefined,
  form: {
    fields: (_order, { locale }, { supplier }) => [
      {
        kind: 'text',
        name: 'supplier',
        label: t(locale, 'label.contingency_supplier'),
        maxLength: 100,
        ...(typeof supplier === 'string' && { value: supplier }),
      },
      {
        kind: 'text',
        name: 'text',
        label: t(locale, 'label.contingency'),
        required: true,
        multiline: true,
        maxLength: longestWords,
      },
    ],
    filled: (values) => collect({ supplier: () => textOf(values, 'supplier'), text: () => textOf(values, 'text') }),
  },
};
