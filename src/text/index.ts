import { actions } from './actions.ts';
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { console } from './console.ts';
import { entry } from './entry.ts';
import { errors } from './errors.ts';
import { type Fill, fill, type Locale, type Words } from './locale.ts';
import { members } from './members.ts';
import { reports } from './reports.ts';

export * from './locale.ts';

/** Every sentence that a user reads, by key, in every language. A new room adds one file and one line here. */
export const texts = {
  ...actions,
  ...cards,
  ...commands,
  ...console,
  ...entry,
  ...errors,
  ...members,
  ...reports,
} satisfies Record<string, Words>;

export type TextKey = keyof typeof texts;

/** The sentence for `key` in the person's language. */
export function t(locale: Locale, key: TextKey, values?: Fill): string {
  return fill(texts[key][locale], values);
}
