import type { KnownBlock, MrkdwnElement } from '@slack/types';
import type { Field } from '../../../src/chat/card.ts';
import { byNumber } from '../../../src/chat/cut.ts';
import { literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { valueText } from '../../../src/chat/said.ts';
import type { Locale } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { escaped, paragraphs } from './text.ts';
import { widthOf } from './width.ts';

/**
 * Texts that `mrkdwn` shows letter by letter once `&` is escaped: letters, digits, blanks and signs that begin no mention
 * (`@ # <`), link (a name with a dot), format (`* _ ~` and the back-tick), quotation (`>`) or emoji (`:x:`).
 */
const harmless = /^[\p{L}\p{M}\p{N}\p{Sc} .,;:!?()[\]{}/+=%&'"·…°×–—−\-“”‘’、，。；：！？（）【】《》]*$/u;
const looksLikeLink = /\p{L}\.\p{L}{2}|www\.|:\/\//iu;
const looksLikeEmoji = /:[^\s:]+:/u;
const looksLikeEntity = /&#?\w+;/;
const isHarmless = (text: string): boolean =>
  harmless.test(text) && ![looksLikeLink, looksLikeEmoji, looksLikeEntity].some((pattern) => pattern.test(text));

/** Bold needs a letter at both ends, or its stars would be read; a label needs no colon of its own. */
const isBoldable = (text: string): boolean =>
  /^[\p{L}\p{N}][^:]*$/u.test(text) && /[\p{L}\p{N}%)）]$/u.test(text) && isHarmless(text);

type Shown = { label: string; value: string };

/** Whether a field can stand in one of two columns, with its label in bold. */
const isShort = ({ label, value }: Shown, given: string): boolean =>
  isBoldable(label) && isHarmless(given) && widthOf(label) <= limits.shortField && widthOf(value) <= limits.shortField;

const column = ({ label, value }: Shown): MrkdwnElement => ({
  type: 'mrkdwn',
  text: `*${escaped(label)}*\n${escaped(value)}`,
  verbatim: true,
});

/** Fields: the short ones in two columns, then the others in full width. */
export function fieldBlocks(fields: readonly Field[], locale: Locale): KnownBlock[] {
  const short: Shown[] = [];
  const long: Shown[] = [];
  for (const field of fields) {
    const shown = { label: oneLine(field.label) || nothing, value: valueText(field, locale) };
    (isShort(shown, literal(field.value)) ? short : long).push(shown);
  }
  const sections = byNumber(short, limits.fields).map(
    (some): KnownBlock => ({ type: 'section', fields: some.map(column) }),
  );
  const wide = long.flatMap(({ label, value }) => paragraphs([{ text: label, bold: true }, { text: `\n${value}` }]));
  return [...sections, ...wide];
}
