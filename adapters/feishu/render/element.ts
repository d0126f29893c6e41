import type { SealedCard, Tone } from '../../../src/chat/card.ts';
import { clip, parts } from '../../../src/chat/cut.ts';
import { isBlank, literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { limits } from '../limits.ts';

/** An element of a card as Feishu reads it. */
export type Element = { tag: string } & Record<string, unknown>;
export type Plain = { tag: 'plain_text'; content: string };

/** Text that nothing is read into: no mention, no link, no format. */
export const plain = (text: string, most: number = limits.text): Plain => ({
  tag: 'plain_text',
  content: isBlank(text) ? nothing : clip(literal(text), most),
});

/** The same in one line. */
export const label = (text: string, most: number): Plain => plain(oneLine(text), most);

/** Colours of text by tone; what a colour says stands in the words too. */
const colours: Readonly<Record<Tone, string | undefined>> = {
  neutral: undefined,
  info: 'blue',
  good: 'green',
  warn: 'orange',
  bad: 'red',
};

/** Colours of a card's head by tone: feishu-cards/card-json-v2-components/content-components/title */
export const headColours: Readonly<Record<Tone, string>> = {
  neutral: 'grey',
  info: 'blue',
  good: 'green',
  warn: 'orange',
  bad: 'red',
};
export const tagColours: Readonly<Record<Tone, string>> = { ...headColours, neutral: 'neutral' };

export type Look = { size?: 'heading-4' | 'notation' | 'normal'; colour?: string };

/** One paragraph. */
export const paragraph = (text: string, { size, colour }: Look = {}): Element => ({
  tag: 'div',
  text: {
    tag: 'plain_text',
    content: literal(text),
    ...(size && { text_size: size }),
    ...(colour && { text_color: colour }),
  },
});

/** Paragraphs, as many as a text needs; none where there is nothing to read. */
export const paragraphs = (text: string, look: Look = {}): Element[] =>
  isBlank(text)
    ? []
    : parts(literal(text), limits.text)
        .filter((part) => !isBlank(part))
        .map((part) => paragraph(part, look));

/** Small grey text. */
export const quiet = (text: string): Element[] => paragraphs(text, { size: 'notation', colour: 'grey' });

export const colourOf = (tone: Tone | undefined): string | undefined => colours[tone ?? 'neutral'];

export type Column = { elements: Element[]; width?: 'auto' | 'weighted'; weight?: number };

/** Columns beside each other; on a phone they flow into the next row where `flow` says so. */
export const columns = (all: readonly Column[], mode: 'none' | 'flow' | 'bisect' = 'none'): Element => ({
  tag: 'column_set',
  flex_mode: mode,
  horizontal_spacing: 'small',
  columns: all.map(({ elements, width = 'weighted', weight = 1 }) => ({
    tag: 'column',
    width,
    ...(width === 'weighted' && { weight }),
    vertical_align: 'top',
    elements,
  })),
});

/** What is folded away below a line of words: containers/collapsible-panel */
export const folded = (title: string, elements: readonly Element[]): Element => ({
  tag: 'collapsible_panel',
  expanded: false,
  header: { title: label(title, limits.title) },
  elements,
});

/** What every callback of the desk carries: what was clicked, by an opaque id. */
export const callback = (value: Readonly<Record<string, string>>) => [{ type: 'callback', value }];

/** The state or tone of a card, as the tag beside its title. */
export const badgeOf = ({ badge, tone }: SealedCard): { label: string; tone: Tone } | undefined =>
  badge && !isBlank(badge.label) ? { label: oneLine(badge.label), tone: badge.tone ?? tone ?? 'neutral' } : undefined;
