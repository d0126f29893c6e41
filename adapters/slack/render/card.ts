import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { FileRef, SealedCard } from '../../../src/chat/card.ts';
import { clip, counted } from '../../../src/chat/cut.ts';
import { isBlank, nothing, oneLine } from '../../../src/chat/literal.ts';
import { toned } from '../../../src/chat/said.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { type DrawOptions, type Part, partsOf } from './blocks.ts';
import { buttonRows } from './buttons.ts';
import { withIds } from './ids.ts';
import { costOf, minus, paginate, type Room, type Surface } from './pages.ts';
import { fallback, label, paragraphs, plain, quiet } from './text.ts';

export type CardOptions = DrawOptions & {
  surface: Surface;
  /** The page to draw, from 1; the first or last where there is no such page. */
  page?: number;
  /** Says which card the page buttons belong to: they are `page:<pagesKey>:<page>`. */
  pagesKey?: () => string;
};

/** A card as Slack draws it. */
export type RenderedCard = {
  blocks: KnownBlock[];
  /** For notifications and screen readers. */
  text: string;
  pages: number;
  /** Files that the whole card names, to be sent beside it. */
  attachments: FileRef[];
};

/** Longest badge that stands under the title. */
const longestBadge = 150;

/** The state or tone of a card, in words behind its circle. */
function badgeOf({ badge, tone }: SealedCard, locale: Locale): string | undefined {
  if (badge && !isBlank(badge.label)) return toned(badge.tone, oneLine(badge.label));
  const mood = badge?.tone ?? tone ?? 'neutral';
  return mood === 'neutral' ? undefined : toned(mood, t(locale, `chat.tone_${mood}`));
}

/** A card without content is a line: something that happened, said in its title. */
const isLine = ({ blocks }: SealedCard): boolean => blocks.length === 0;

/** What stands on top of every page. */
function headOf(card: SealedCard, locale: Locale): KnownBlock[] {
  if (isLine(card)) return [];
  const badge = badgeOf(card, locale);
  return [
    { type: 'header', text: label(oneLine(card.title) || oneLine(card.summary) || nothing, limits.header) },
    ...(badge === undefined
      ? []
      : [{ type: 'context' as const, elements: [plain(clip(badge, longestBadge), limits.contextText)] }]),
  ];
}

function lineOf(card: SealedCard): KnownBlock[] {
  const words = [card.title, card.badge?.label ?? ''].filter((text) => !isBlank(text)).join(' · ');
  return paragraphs([{ text: toned(card.badge?.tone ?? card.tone, words || oneLine(card.summary) || nothing) }]);
}

/** Of title and badge what is too long for the head. */
function restOfHead(card: SealedCard, locale: Locale): KnownBlock[] {
  if (isLine(card)) return lineOf(card);
  const badge = badgeOf(card, locale) ?? '';
  return [
    ...(counted(oneLine(card.title)) > limits.header ? paragraphs([{ text: card.title, bold: true }]) : []),
    ...(counted(badge) > longestBadge ? quiet(badge) : []),
  ];
}

/** The deeds of a card, where they are few enough to be at hand on every page. */
function repeatedButtons(card: SealedCard, locale: Locale): KnownBlock[] {
  const buttons = card.blocks.flatMap((b) => (b.kind === 'buttons' ? b.buttons : []));
  const rows = buttonRows(buttons, locale);
  return buttons.length <= limits.repeatedButtons && costOf(rows).text <= limits.repeatedText ? rows : [];
}

/** Where one is, and the buttons that turn the page. */
function footOf(page: number, pages: number, key: string, locale: Locale): KnownBlock[] {
  const turn = (to: number, words: 'chat.previous' | 'chat.next'): ActionsBlock['elements'][number] => ({
    type: 'button',
    text: label(t(locale, words), limits.buttonText),
    action_id: `page:${key}:${to}`,
    value: String(to),
  });
  return [
    ...quiet(t(locale, 'chat.page', { page, pages })),
    {
      type: 'actions',
      elements: [
        ...(page > 1 ? [turn(page - 1, 'chat.previous')] : []),
        ...(page < pages ? [turn(page + 1, 'chat.next')] : []),
      ],
    },
  ];
}

type Pages = { pages: KnownBlock[][]; repeated: KnownBlock[] };

/** The content on one page, or on several that each leave room for the foot and the deeds. */
function pagesOf(card: SealedCard, head: readonly KnownBlock[], options: CardOptions): Pages {
  const { locale, surface } = options;
  const partsWithout = (kind?: 'buttons'): Part[] => [
    ...restOfHead(card, locale),
    ...card.blocks.filter((block) => block.kind !== kind).flatMap((block) => partsOf(block, options)),
  ];
  const whole: Room = minus({ blocks: limits.pageBlocks, text: limits.pageText }, costOf(head));
  const one = paginate(partsWithout(), whole, surface, locale);
  if (one.length === 1) return { pages: one, repeated: [] };
  const repeated = repeatedButtons(card, locale);
  const foot = footOf(2, 9_999, options.pagesKey?.() ?? '', locale);
  const room = minus(minus(whole, costOf(foot)), costOf(repeated));
  const parts = partsWithout(repeated.length > 0 ? 'buttons' : undefined);
  return { pages: paginate(parts, room, surface, locale), repeated };
}

/** A card as the blocks of one of its pages. */
export function renderCard(card: SealedCard, options: CardOptions): RenderedCard {
  const { locale } = options;
  const head = headOf(card, locale);
  const { pages, repeated } = pagesOf(card, head, options);
  const count = pages.length;
  const number = Math.min(Math.max(1, Math.trunc(options.page ?? 1) || 1), count);
  const foot = count > 1 ? footOf(number, count, options.pagesKey?.() ?? '', locale) : [];
  return {
    blocks: withIds([...head, ...(pages[number - 1] ?? []), ...repeated, ...foot], `p${number}`),
    text: fallback(card.summary || card.title),
    pages: count,
    attachments: card.blocks.flatMap((block) => (block.kind === 'file' ? [block.file] : [])),
  };
}

/** The pictures of a card, which Slack has to have before they can be drawn. */
export const picturesOf = (card: SealedCard): FileRef[] =>
  card.blocks.flatMap((block) => (block.kind === 'image' ? [block.file] : []));
