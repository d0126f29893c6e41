import type { KnownBlock } from '@slack/types';
import { renderCard } from '../../../../adapters/slack/render/index.ts';
import type { Block, SealedButton, SealedCard } from '../../../../src/chat/card.ts';

export type Blocks = Block<SealedButton>[];
export const card = (blocks: Blocks, more: Partial<SealedCard> = {}): SealedCard => ({
  title: 'SO-000042 · Acme',
  summary: 'SO-000042, Acme: shipped',
  blocks,
  ...more,
});
export const message = { locale: 'en', surface: 'message' } as const;
export const bare = ({ block_id: _, ...block }: KnownBlock) => block;
/** The blocks below the title. */
export const drawn = (blocks: Blocks, options = message) =>
  renderCard(card(blocks), options).blocks.slice(1).map(bare) as KnownBlock[];
export const button = (id: string, more: Partial<SealedButton> = {}): SealedButton => ({
  id,
  label: 'Approve',
  ...more,
});
export const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
export const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
