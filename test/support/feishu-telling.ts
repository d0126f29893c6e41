import { wordsOf } from './feishu/words.ts';
import type { FeishuDesk } from './feishu-desk.ts';
import { ordersThatTell } from './telling.ts';

/** Orders that tell many, and how often they are told: for tests of a Feishu in trouble. */
export const tellingIn = (on: () => FeishuDesk) => ({
  ...ordersThatTell(on),

  /** A group that the desk tells of orders, or asks for decisions. */
  async group(name: string, purpose: 'approvals' | 'orders' = 'approvals'): Promise<string> {
    const { feishu, desk, company, users } = on();
    const { id } = feishu.chat({ name, members: Object.values(users).map((u) => u.id) });
    const connected = { address: `feishu:${id}` as const, purpose, role: 'manager' as const };
    await desk.desk.settings.connect(desk.actor(company.ada), connected);
    return id;
  },

  /** How often each of these orders is shown in a conversation. */
  shownIn: (chat: string, numbers: readonly string[]): number[] =>
    numbers.map(
      (n) =>
        on()
          .feishu.messages(chat)
          .filter((m) => wordsOf(m).includes(n)).length,
    ),
});
