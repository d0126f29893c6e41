import { wordsOf } from './feishu/words.ts';
import type { FeishuDesk } from './feishu-desk.ts';
import { ordersThatTell } from './telling.ts';

/** Orders that tell many, and how often they are told: for tests of a Feishu in trouble. */
export const tellingIn = (on: () => FeishuDesk) => ({
  ...ordersThatTell(on),

  /** A group that the desk asks for decisions, or tells of orders. */
  group: (name: string, purpose: 'approvals' | 'orders' = 'approvals'): Promise<string> => on().group(purpose, name),

  /** How often each of these orders is shown in a conversation. */
  shownIn: (chat: string, numbers: readonly string[]): number[] =>
    numbers.map(
      (n) =>
        on()
          .feishu.messages(chat)
          .filter((m) => wordsOf(m).includes(n)).length,
    ),
});
