import type { KnownBlock, RichTextBlock, RichTextSection } from '@slack/types';
import type { Block, SealedButton } from '../../../src/chat/card.ts';
import { counted, groups, parts } from '../../../src/chat/cut.ts';
import { isBlank, literal } from '../../../src/chat/literal.ts';
import { toned } from '../../../src/chat/said.ts';
import type { Locale } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { besideButton, button, buttonRows } from './buttons.ts';
import { paragraphs, plain, quiet } from './text.ts';

type List = Extract<Block<SealedButton>, { kind: 'list' }>;
type Item = List['items'][number];

const textOf = ({ text, detail, tone }: Item): string =>
  [toned(tone, literal(text)), literal(detail ?? '')].filter((line) => line.trim() !== '').join('\n');

const bullets = (texts: readonly string[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: texts.map(
        (text): RichTextSection => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] }),
      ),
    },
  ],
});

/** Entries without buttons, as bullets of few blocks. */
function bulletBlocks(texts: readonly string[]): KnownBlock[] {
  const all = texts.flatMap((text) => parts(text, limits.text)).filter((text) => !isBlank(text));
  return groups(all, counted, limits.text).map(bullets);
}

/** An entry with one button: its text, and the button beside it. */
function withButton(item: Item, one: SealedButton, locale: Locale): KnownBlock[] {
  const texts = parts(textOf(item), limits.text).filter((text) => !isBlank(text));
  const last = texts.pop() ?? '';
  return [
    ...besideButton(one, locale),
    ...texts.map((text): KnownBlock => ({ type: 'section', text: plain(text) })),
    { type: 'section', text: plain(last), accessory: button(one, locale) },
  ];
}

function itemBlocks(item: Item, locale: Locale): KnownBlock[] {
  const [one, ...more] = item.buttons ?? [];
  if (one && more.length === 0) return withButton(item, one, locale);
  return [...paragraphs([{ text: textOf(item) }]), ...buttonRows(item.buttons ?? [], locale)];
}

/** A list: entries without buttons together, each other one with its own. */
export function listBlocks({ items, empty }: List, locale: Locale): KnownBlock[] {
  if (items.length === 0) return quiet(empty ?? '');
  const blocks: KnownBlock[] = [];
  let plainTexts: string[] = [];
  for (const item of items) {
    if (!item.buttons?.length) {
      plainTexts.push(textOf(item));
      continue;
    }
    blocks.push(...bulletBlocks(plainTexts), ...itemBlocks(item, locale));
    plainTexts = [];
  }
  return [...blocks, ...bulletBlocks(plainTexts)];
}
