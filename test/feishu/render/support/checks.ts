import { expect } from '@jest/globals';
import { type FeishuCard, type RenderedCard, renderCard } from '../../../../adapters/feishu/render/index.ts';
import type { SealedCard } from '../../../../src/chat/card.ts';
import { type Locale, locales } from '../../../../src/text/index.ts';
import { checkCard } from '../../../support/feishu/cards/card.ts';
import { calledBy, peopleIn } from '../../../support/feishu/cards/refs.ts';
import { sizeOfCard } from '../../../support/feishu/content.ts';
import { buttonIds, cardTexts, letters } from '../../../support/render/said.ts';
import { carried } from './elements.ts';
import { interpreted, textsOf } from './said.ts';

export type Way = { locale: Locale; pictureKey?: (id: string) => string };
export const everyWay: readonly Way[] = locales.flatMap((locale) => [
  { locale },
  { locale, pictureKey: (id) => `img_${id}` },
]);

/** A card that Feishu takes, that calls nobody, and in which nothing is read as markup. */
export function expectAccepted(card: FeishuCard): void {
  const problems = checkCard(card).map(({ says, at }) => `${at}: ${says}`);
  expect(problems).toEqual([]);
  expect(sizeOfCard(card)).toBeLessThanOrEqual(30_000);
  expect(JSON.stringify(card)).not.toMatch(/\\ud[89a-f]/);
  expect(interpreted(card)).toEqual([]);
  expect([...calledBy(card), ...peopleIn(card)]).toEqual([]);
}

/** Every page of a card. */
export function pagesOf(card: SealedCard, way: Way): RenderedCard[] {
  const page = (n: number) => renderCard(card, { ...way, page: n, pagesKey: 'key', mark: 'mark1' });
  const first = page(1);
  return [first, ...Array.from({ length: first.pages - 1 }, (_, i) => page(i + 2))];
}

/** What the pages say one after the other: the head, what every page repeats, and what each has of its own. */
function content(pages: readonly RenderedCard[]): string {
  const [first] = pages;
  if (!first) return '';
  const bare = (e: object) => JSON.stringify({ ...e, element_id: undefined });
  const bodies = pages.map(({ card }) => (pages.length === 1 ? card.body.elements : card.body.elements.slice(0, -2)));
  const sets = bodies.map((all) => new Set(all.map(bare)));
  const isOnEvery = (e: object) => pages.length > 1 && sets.every((set) => set.has(bare(e)));
  const own = bodies.flatMap((all) => all.filter((e) => !isOnEvery(e)));
  return textsOf([first.card.header, (bodies[0] ?? []).filter(isOnEvery), own]).join('');
}

/** A card keeps every promise: accepted by Feishu, nothing lost, nothing read as markup, every button at hand. */
export function expectSound(card: SealedCard, way: Way): void {
  const pages = pagesOf(card, way);
  for (const page of pages) expectAccepted(page.card);
  const said = letters(content(pages));
  expect(cardTexts(card).filter((text) => !said.includes(letters(text)))).toEqual([]);
  const clickable = new Set(pages.flatMap((p) => carried(p.card, 'button')));
  expect(buttonIds(card).filter((id) => !clickable.has(id))).toEqual([]);
}
