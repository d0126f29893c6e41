import { expect } from '@jest/globals';
import type { KnownBlock, ModalView } from '@slack/types';
import { answerModal, type RenderedCard, renderCard } from '../../../../adapters/slack/render/index.ts';
import type { SealedCard } from '../../../../src/chat/card.ts';
import { type Locale, locales } from '../../../../src/text/index.ts';
import { buttonIds, cardTexts, everyObject, letters } from '../../../support/render/said.ts';
import { checkBlocks, checkMessage, checkView } from '../../../support/slack/blocks.ts';
import { textsOf } from './said.ts';

type Surface = 'message' | 'modal' | 'home';
const surfaces: readonly Surface[] = ['message', 'modal', 'home'];

/** Elements of rich text that would mention, link or draw something. */
const meaningful = ['user', 'usergroup', 'team', 'channel', 'broadcast', 'link', 'emoji', 'date', 'color'];

/** The one form in which we send markup: a label in bold above a value that cannot be read as markup. */
const boldLabel = /^\*([^*_~`<>:@#\n]+)\*\n([^*_~`<>@#\n]*)$/;

/** What could be read as markup. */
export function interpreted(blocks: unknown): string[] {
  return everyObject(blocks).flatMap((object): string[] => {
    const text = String(object.text);
    if (object.type === 'plain_text') return object.emoji === false ? [] : [`emoji in “${text}”`];
    if (object.type === 'mrkdwn') {
      const value = boldLabel.exec(text)?.[2];
      const isSafe = object.verbatim === true && value !== undefined;
      return isSafe && !/&(?!amp;)|:[^\s:]+:|:\/\/|\p{L}\.\p{L}{2}/u.test(value) ? [] : [`markup in “${text}”`];
    }
    return meaningful.includes(String(object.type)) || object.type === 'markdown' ? [`${object.type}`] : [];
  });
}

/** Every page of a card. */
export function pagesOf(
  card: SealedCard,
  surface: Surface,
  locale: Locale,
  slackFile?: (id: string) => string,
): RenderedCard[] {
  const page = (n: number) => renderCard(card, { locale, surface, page: n, pagesKey: () => 'key', slackFile });
  const first = page(1);
  return [first, ...Array.from({ length: first.pages - 1 }, (_, i) => page(i + 2))];
}

const actionIds = (blocks: unknown): string[] =>
  everyObject(blocks).flatMap((o) => (typeof o.action_id === 'string' ? [o.action_id] : []));

/** The content of the pages in one row: first what every page repeats (head and deeds), then what each has of its own. */
function content(pages: readonly RenderedCard[]): KnownBlock[] {
  const [first] = pages;
  if (!first || pages.length === 1) return first?.blocks ?? [];
  const bare = (b: KnownBlock) => JSON.stringify({ ...b, block_id: undefined });
  const sets = pages.map((p) => new Set(p.blocks.map(bare)));
  const onEvery = (b: KnownBlock) => sets.every((set) => set.has(bare(b)));
  const withoutFoot = pages.map((p) => p.blocks.slice(0, -2));
  return [
    ...(withoutFoot[0] ?? []).filter(onEvery),
    ...withoutFoot.flatMap((blocks) => blocks.filter((b) => !onEvery(b))),
  ];
}

export type Way = { surface: Surface; locale: Locale; slackFile?: (id: string) => string };
export const everyWay: readonly Way[] = locales.flatMap((locale) => surfaces.map((surface) => ({ surface, locale })));

/** A card keeps every promise: accepted by Slack, nothing lost, nothing read as markup, every button at hand. */
export function expectSound(card: SealedCard, { surface, locale, slackFile }: Way): void {
  const pages = pagesOf(card, surface, locale, slackFile);
  for (const { blocks, text } of pages) {
    expect(surface === 'message' ? checkMessage({ blocks, text }, 'update') : checkBlocks(blocks, surface)).toEqual([]);
    expect(blocks.length).toBeLessThanOrEqual(45);
    expect(interpreted(blocks)).toEqual([]);
  }
  const all = letters(textsOf(content(pages)).join(''));
  expect(cardTexts(card).filter((text) => !all.includes(letters(text)))).toEqual([]);
  const clickable = new Set(actionIds(pages.map((p) => p.blocks)));
  expect(buttonIds(card).filter((id) => !clickable.has(`button:${id}`))).toEqual([]);
  if (surface === 'modal')
    for (const { blocks } of pages) expect(checkView(answerModal(card.title, blocks, locale))).toEqual([]);
}

/** A modal that Slack takes and in which nothing is read as markup. */
export function expectSoundView(view: ModalView): void {
  expect(checkView(view)).toEqual([]);
  expect(interpreted(view)).toEqual([]);
}
