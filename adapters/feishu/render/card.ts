import type { FileRef, SealedCard } from '../../../src/chat/card.ts';
import { counted } from '../../../src/chat/cut.ts';
import { isBlank, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { type DrawOptions, type Part, partsOf } from './blocks.ts';
import { buttonRows, ownButton, row } from './buttons.ts';
import { nativeChart } from './chart.ts';
import { costOf, minus, type Room } from './cost.ts';
import { badgeOf, type Element, headColours, label, paragraphs, plain, quiet, tagColours } from './element.ts';
import { paginate } from './pages.ts';

export type CardOptions = DrawOptions & {
  /** The page to draw, from 1; the first or last where there is no such page. */
  page?: number;
  /** Says which card the page buttons belong to. */
  pagesKey?: () => string;
  /** Finds the message again when its answer was lost: at most 20 letters, digits and `_`. */
  mark?: string;
};

/** A card of Feishu's, version 2.0. */
export type FeishuCard = {
  schema: '2.0';
  config: Record<string, unknown>;
  header: Record<string, unknown>;
  body: { elements: Element[] };
};

/** A card as Feishu draws it. */
export type RenderedCard = { card: FeishuCard; pages: number; attachments: FileRef[] };

/** Longest word of a state that stands beside the title. */
const longestBadge = 30;

/** The frame of every card: shared, so that what changes is true for everybody. */
export function frame(
  { title, summary, ...card }: Pick<SealedCard, 'title' | 'summary' | 'badge' | 'tone'>,
  elements: readonly Element[],
): FeishuCard {
  const badge = badgeOf({ title, summary, blocks: [], ...card });
  return {
    schema: '2.0',
    config: {
      update_multi: true,
      enable_forward: false,
      width_mode: 'fill',
      summary: { content: label(isBlank(summary) ? title : summary, limits.title).content },
    },
    header: {
      title: label(isBlank(title) ? summary : title, limits.title),
      template: headColours[card.badge?.tone ?? card.tone ?? 'neutral'],
      ...(badge && {
        text_tag_list: [{ tag: 'text_tag', text: label(badge.label, longestBadge), color: tagColours[badge.tone] }],
      }),
    },
    body: { elements: elements.length > 0 ? [...elements] : wordsOr(summary) },
  };
}

/** What a card without a body says: a part of its summary, which has no letters of its own. */
const wordsOr = (summary: string): Element[] => (isBlank(summary) ? [{ tag: 'hr' }] : paragraphs(summary).slice(0, 1));

/** Of title and badge what is too long for the head. */
const restOfHead = ({ title, badge }: SealedCard): Element[] => [
  ...(counted(oneLine(title)) > limits.title ? paragraphs(title, { size: 'heading-4' }) : []),
  ...(counted(oneLine(badge?.label ?? '')) > longestBadge ? quiet(badge?.label ?? '') : []),
];

/** The deeds of a card, where they are few enough to be at hand on every page. */
function repeatedButtons(card: SealedCard, locale: Locale): Element[] {
  const buttons = card.blocks.flatMap((b) => (b.kind === 'buttons' ? b.buttons : []));
  const rows = buttonRows(buttons, locale);
  return buttons.length <= limits.repeatedButtons && costOf(rows).bytes <= limits.repeatedBytes ? rows : [];
}

/** Where one is, and the buttons that turn the page. */
function footOf(page: number, pages: number, key: string, locale: Locale): Element[] {
  const turn = (to: number, words: 'chat.previous' | 'chat.next') =>
    ownButton(t(locale, words), { page: String(to), key });
  return [
    ...quiet(t(locale, 'chat.page', { page, pages })),
    row([
      ...(page > 1 ? [turn(page - 1, 'chat.previous')] : []),
      ...(page < pages ? [turn(page + 1, 'chat.next')] : []),
    ]),
  ];
}

function pagesOf(card: SealedCard, options: CardOptions): { pages: Element[][]; repeated: Element[] } {
  const { locale } = options;
  const partsWithout = (kind?: 'buttons'): Part[] => [
    ...restOfHead(card),
    ...card.blocks.filter((block) => block.kind !== kind).flatMap((block) => partsOf(block, options)),
  ];
  const whole: Room = { bytes: limits.pageBytes, elements: limits.pageElements };
  const one = paginate(partsWithout(), whole, locale);
  if (one.length === 1) return { pages: one, repeated: [] };
  const repeated = repeatedButtons(card, locale);
  const room = minus(whole, costOf(repeated));
  return { pages: paginate(partsWithout(repeated.length > 0 ? 'buttons' : undefined), room, locale), repeated };
}

/** Puts the mark by which a message is found again on its first element. */
const marked = (elements: readonly Element[], mark: string | undefined): Element[] =>
  elements.map((element, i) => (i === 0 && mark ? { ...element, element_id: mark } : element));

/** A card as one of its pages. */
export function renderCard(card: SealedCard, options: CardOptions): RenderedCard {
  const { pages, repeated } = pagesOf(card, options);
  const count = pages.length;
  const number = Math.min(Math.max(1, Math.trunc(options.page ?? 1) || 1), count);
  const foot = count > 1 ? footOf(number, count, options.pagesKey?.() ?? '', options.locale) : [];
  const drawn = frame(card, [...(pages[number - 1] ?? []), ...repeated, ...foot]);
  return {
    card: { ...drawn, body: { elements: marked(drawn.body.elements, options.mark) } },
    pages: count,
    attachments: card.blocks.flatMap((block) => (block.kind === 'file' ? [block.file] : [])),
  };
}

/** The pictures of a card, which Feishu has to have before they can be drawn. */
export const picturesOf = (card: SealedCard): FileRef[] =>
  card.blocks.flatMap((b) => (b.kind === 'image' && !(b.chart && nativeChart(b.chart)) ? [b.file] : []));

/** A card of one sentence. */
export const sentence = (title: string, text: string): FeishuCard =>
  frame({ title, summary: text }, [{ tag: 'div', text: plain(text) }]);
