import type { SealedCard } from '../../src/chat/card.ts';
import { clip } from '../../src/chat/cut.ts';
import { oneLine } from '../../src/chat/literal.ts';
import type { FeishuCard } from './render/index.ts';

/** What a click is answered with at once: open.feishu.cn/document/feishu-cards/card-callback-communication */
export type Reply = {
  toast?: { type: 'info' | 'success' | 'error' | 'warning'; content: string };
  card?: { type: 'raw'; data: FeishuCard };
};

/** Most characters of a toast that are still read before it goes. */
const longest = 180;

export const toast = (type: 'info' | 'success' | 'error' | 'warning', content: string): Reply['toast'] => ({
  type,
  content: clip(oneLine(content), longest),
});

export const raw = (data: FeishuCard): Reply['card'] => ({ type: 'raw', data });

/** What an answer says in one line. */
export const toastOf = (card: SealedCard): Reply['toast'] =>
  toast(card.tone === 'bad' ? 'error' : card.tone === 'warn' ? 'warning' : 'success', card.summary || card.title);

/** Whether files come with a card: they are messages of their own, so that the card is one, too. */
export const hasFiles = ({ blocks }: SealedCard): boolean => blocks.some((b) => b.kind === 'file');

/** Whether a toast says all of an answer: a refusal of a sentence or two, with nothing to click. */
export const isSaid = (card: SealedCard): boolean =>
  card.tone === 'bad' && card.blocks.every((b) => b.kind === 'text') && oneLine(card.summary).length <= longest;
