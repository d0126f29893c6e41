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
  const page = (n: number) => renderCard(card, { ...way, page: n, pagesKey: () => 'key', mark: 'mark1' });
  const first = page(1);
  return [first, ...Array.from({ length: first.pages - 1 }, (_, i) => page(i + 2))];
}

/** How many elements at the end of each list are the same in all of them. */
function sameAtEnd(lists: readonly (readonly object[])[]): number {
  const [first = [], ...rest] = lists.map((all) => all.map((e) => JSON.stringify({ ...e, element_id: undefined })));
  if (rest.length === 0) return 0;
  const differs = first.findIndex((_, i) => rest.some((other) => other.at(-1 - i) !== first.at(-1 - i)));
  return differs === -1 ? first.length : differs;
}

/** What the pages say one after the other, without their feet; the deeds that each repeats may stand in between. */
function contents(pages: readonly RenderedCard[]): string[] {
  const bodies = pages.map(({ card }) => (pages.length === 1 ? card.body.elements : card.body.elements.slice(0, -2)));
  const head = textsOf(pages[0]?.card.header).join('');
  const same = sameAtEnd(bodies);
  const own = bodies.map((all) => all.slice(0, all.length - same));
  return [textsOf(bodies), textsOf(own)].map((texts) => letters(head + texts.join('')));
}

/** A card keeps every promise: accepted by Feishu, nothing lost, nothing read as markup, every button at hand. */
export function expectSound(card: SealedCard, way: Way): void {
  const pages = pagesOf(card, way);
  for (const page of pages) expectAccepted(page.card);
  const said = contents(pages);
  const isSaid = (text: string) => said.some((all) => all.includes(letters(text)));
  expect(cardTexts(card).filter((text) => !isSaid(text))).toEqual([]);
  const clickable = new Set(pages.flatMap((p) => carried(p.card, 'button')));
  expect(buttonIds(card).filter((id) => !clickable.has(id))).toEqual([]);
}
