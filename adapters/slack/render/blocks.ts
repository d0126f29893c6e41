import type { KnownBlock } from '@slack/types';
import type { Block, SealedButton } from '../../../src/chat/card.ts';
import { clip, counted } from '../../../src/chat/cut.ts';
import { isBlank } from '../../../src/chat/literal.ts';
import { altText, fileText, stepGap, stepText, toned } from '../../../src/chat/said.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { buttonRows } from './buttons.ts';
import { checkBlocks } from './checks.ts';
import { fieldBlocks } from './fields.ts';
import { listBlocks } from './list.ts';
import { type Table, tableOf } from './table.ts';
import { paragraphs, quiet, type Run } from './text.ts';

/**
 * What a card is drawn from: blocks, tables, which take the form that their page has room for, and what stays on one page,
 * since Slack tells what is ticked on the page alone.
 */
export type Part = KnownBlock | { table: Table } | { together: KnownBlock[] };

export type DrawOptions = {
  locale: Locale;
  /** Slack's id of a file that the desk keeps, once it was sent there. */
  slackFile?: (fileId: string) => string | undefined;
};

type Of<K extends Block['kind']> = Extract<Block<SealedButton>, { kind: K }>;

function text({ text: words, style, tone }: Of<'text'>): KnownBlock[] {
  if (isBlank(words)) return [];
  if (style === 'quiet') return quiet(toned(tone, words));
  return paragraphs([{ text: toned(tone, words), bold: style === 'strong' }]);
}

/** The steps in one line: what is done, where it stands, what is to come. */
function progress({ steps }: Of<'progress'>, locale: Locale): KnownBlock[] {
  const runs = steps.flatMap((step, i): Run[] => [
    ...(i === 0 ? [] : [{ text: stepGap }]),
    { text: stepText(step, locale), bold: step.state === 'current' || step.state === 'stopped' },
  ]);
  return paragraphs(runs);
}

/** A picture that Slack has; else its words, so that nothing is lost. */
function image(block: Of<'image'>, { locale, slackFile }: DrawOptions): KnownBlock[] {
  const words = altText(block);
  const id = slackFile?.(block.file.id);
  if (id === undefined) return paragraphs([{ text: t(locale, 'chat.picture', { alt: words }) }]);
  return [
    { type: 'image', slack_file: { id }, alt_text: clip(words, limits.alt) },
    ...(counted(words) > limits.alt ? paragraphs([{ text: words }]) : []),
  ];
}

function table(block: Of<'table'>, locale: Locale): Part[] {
  const caption = paragraphs([{ text: block.caption ?? '', bold: true }]);
  if (block.rows.length === 0) return [...caption, ...quiet(t(locale, 'chat.no_rows'))];
  return [...caption, { table: tableOf(block) }];
}

/** One block of a card as what Slack draws. */
export function partsOf(block: Block<SealedButton>, options: DrawOptions): Part[] {
  const { locale } = options;
  switch (block.kind) {
    case 'text':
      return text(block);
    case 'fields':
      return fieldBlocks(block.fields, locale);
    case 'table':
      return table(block, locale);
    case 'list':
      return listBlocks(block, locale);
    case 'progress':
      return progress(block, locale);
    case 'checks':
      return [{ together: checkBlocks(block, locale) }];
    case 'image':
      return image(block, options);
    case 'file':
      return paragraphs([{ text: fileText(block, locale) }]);
    case 'buttons':
      return buttonRows(block.buttons, locale);
    case 'divider':
      return [{ type: 'divider' }];
  }
}
