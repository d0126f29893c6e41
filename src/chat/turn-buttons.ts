import { type Locale, t } from '../text/index.ts';
import type { Button, Intent } from './card.ts';

/** Where a page of a list begins, how much it holds, and whether more follows. */
type Page = { skip: number; size: number; more: boolean };

/** The buttons that turn the pages of a list: back where there is something before, on where there is more. */
export const turnButtons = (
  locale: Locale,
  { skip, size, more }: Page,
  intentAt: (skip: number) => Intent,
): Button[] => [
  ...(skip > 0 ? [{ label: t(locale, 'word.previous'), intent: intentAt(Math.max(0, skip - size)) }] : []),
  ...(more ? [{ label: t(locale, 'word.more'), intent: intentAt(skip + size) }] : []),
];
