import { DeskError } from '../../errors.ts';
import type { Deed } from './deed.ts';
import { longestWords } from './review/ask.ts';

/** What is to be done if goods do not come in time, and who else could bring them: it stands on the timeline. */
export const contingency: Deed = (order, { input }) => {
  const text = input.text?.trim() ?? '';
  if (text === '') throw new DeskError('error.words_needed', {}, { field: 'text' });
  if (text.length > longestWords) throw new DeskError('error.too_long', { most: longestWords }, { field: 'text' });
  return { state: order.state, note: [input.supplier, text].filter(Boolean).join(' · ') };
};
