import type { ModalView } from '@slack/types';
import { nothing, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { label, paragraphs } from './text.ts';

const window = (title: string, blocks: ModalView['blocks'], locale: Locale): ModalView => ({
  type: 'modal',
  title: label(oneLine(title) || nothing, limits.title),
  close: label(t(locale, 'slack.close'), limits.title),
  blocks,
});

/** A card's blocks inside a modal. */
export const answerModal = (title: string, blocks: ModalView['blocks'], locale: Locale): ModalView => ({
  ...window(title, blocks, locale),
  callback_id: 'answer',
});

/** A modal that opens at once and says that its content is being prepared. */
export const skeleton = (locale: Locale): ModalView => ({
  ...window(t(locale, 'slack.product'), paragraphs([{ text: t(locale, 'slack.preparing') }]), locale),
  callback_id: 'skeleton',
});
