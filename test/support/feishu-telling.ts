import { outboxModel } from '../../src/chat/outbox-row.ts';
import { wordsOf } from './feishu/words.ts';
import type { FeishuDesk } from './feishu-desk.ts';

/** Orders that tell many, and how often they are told: for tests of a Feishu in trouble. */
export const tellingIn = (on: () => FeishuDesk) => ({
  /** Anna submits an order that Bob has to approve; gives its number. */
  async submitted(quantity = 100): Promise<string> {
    const { desk, company } = on();
    const lines = [{ sku: 'A100', quantity: quantity * 1000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    return order.number ?? '';
  },

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
  once: (numbers: readonly string[]): number[] => numbers.map(() => 1),
  /** What became of the rows of the outbox. */
  states: () => outboxModel(on().desk.connection).distinct('state'),
});
