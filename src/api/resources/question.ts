import { z } from 'zod';
import { locales } from '../../text/index.ts';

/** Characters of the words of a report. */
const longest = 500;

/** What a report is asked by: the words that people type behind `/order report`, so that a question is the same everywhere. */
export const question = z.strictObject({
  q: z
    .string()
    .max(longest)
    .default('')
    .describe(
      'The words of `/order report`, in English or Chinese: `last month by customer`, `上月 按产品`. Empty: this month.',
    ),
  language: z.enum(locales).optional().describe('The language of sentences and names; else that of the member.'),
});
