import { type Locale, locales } from '../../../src/text/index.ts';

/** What a page holds: bytes of JSON, and everything that has a tag. */
export type Room = { bytes: number; elements: number };

function tagsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + tagsIn(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'tag' && typeof inner === 'string' ? 1 : tagsIn(inner)),
    0,
  );
}

/** What something takes of a page. A card is sent as a string inside JSON, so that its quotes and breaks count twice. */
export const costOf = (value: unknown): Room => {
  const json = JSON.stringify(value);
  return { bytes: Buffer.byteLength(json) + (json.match(/["\\]/g)?.length ?? 0), elements: tagsIn(value) };
};

export const minus = (a: Room, b: Room): Room => ({ bytes: a.bytes - b.bytes, elements: a.elements - b.elements });

/** What a sentence about a field or a line takes besides its letters; it is kept free for each of them. */
export const sentenceRoom: Room = { bytes: 150, elements: 2 };

/** What something takes of a page in the language in which it takes most: pages are the same in all of them. */
export function weightOf(draw: (locale: Locale) => unknown): Room {
  const costs = locales.map((locale) => costOf(draw(locale)));
  return {
    bytes: Math.max(...costs.map((c) => c.bytes)),
    elements: Math.max(...costs.map((c) => c.elements)),
  };
}
