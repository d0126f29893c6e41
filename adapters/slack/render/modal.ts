import type { ModalView } from '@slack/types';
import type { SealedCard } from '../../../src/chat/card.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { type CardOptions, renderCard } from './card.ts';
import { label, nothing, oneLine, paragraphs } from './text.ts';

const window = (title: string, blocks: ModalView['blocks'], locale: Locale): ModalView => ({
  type: 'modal',
  title: label(oneLine(title) || nothing, limits.title),
  close: label(t(locale, 'slack.close'), limits.title),
  blocks,
});

/** A card inside a modal. `private_metadata` is the key of its pages. */
export const renderAnswerModal = (card: SealedCard, options: Omit<CardOptions, 'surface'>): ModalView => ({
  ...window(card.title, renderCard(card, { ...options, surface: 'modal' }).blocks, options.locale),
  callback_id: 'answer',
  private_metadata: options.pagesKey ?? '',
});

/** A modal that opens at once and says that its content is being prepared. */
export const skeleton = (locale: Locale): ModalView => ({
  ...window(t(locale, 'slack.product'), paragraphs([{ text: t(locale, 'slack.preparing') }]), locale),
  callback_id: 'skeleton',
});
