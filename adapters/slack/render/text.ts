import type { ContextBlock, PlainTextElement, RichTextBlock, RichTextText } from '@slack/types';
import { clip, clipBytes, counted, groups, parts } from '../../../src/chat/cut.ts';
import { isBlank, literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { limits } from '../limits.ts';

/** A text object that shows its text letter by letter. */
export const plain = (text: string, most: number = limits.text): PlainTextElement => ({
  type: 'plain_text',
  text: isBlank(text) ? nothing : clip(literal(text), most),
  emoji: false,
});

/** The same for a label, which has one line. */
export const label = (text: string, most: number): PlainTextElement => plain(oneLine(text), most);

/** Escaped for the fallback text of a message, where `&`, `<` and `>` begin mentions and links. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The fallback of a message: what notifications and screen readers say. */
export const fallback = (text: string): string => escaped(clipBytes(oneLine(text) || nothing, limits.fallbackBytes));

/** A piece of rich text. */
export type Run = { text: string; bold?: boolean };

const element = ({ text, bold }: Run): RichTextText => ({
  type: 'text',
  text,
  ...(bold ? { style: { bold: true } } : {}),
});

const paragraph = (runs: readonly Run[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: runs.map(element) }],
});

/** Runs as blocks of rich text, as many as they need; none where there is nothing to read. */
export function paragraphs(runs: readonly Run[], most: number = limits.text): RichTextBlock[] {
  const texts = runs.flatMap((run) => parts(literal(run.text), most).map((text) => ({ ...run, text })));
  return groups(texts, (run) => counted(run.text), most)
    .filter((some) => some.some(({ text }) => text.trim() !== ''))
    .map(paragraph);
}

/** Small grey text, one block for each part. */
export const quiet = (text: string): ContextBlock[] =>
  isBlank(text)
    ? []
    : parts(literal(text), limits.contextText)
        .filter((part) => !isBlank(part))
        .map((part) => ({ type: 'context', elements: [plain(part)] }));
