import { outboxModel } from '../../src/chat/outbox-row.ts';
import { type SlackDesk, wordsIn } from './slack-desk.ts';

/** Orders that tell many, and how often they are told: for tests of a Slack in trouble. */
export const tellingIn = (on: () => SlackDesk) => ({
  /** Anna submits an order that Bob has to approve; gives its number. */
  async submitted(quantity = 100): Promise<string> {
    const { desk, company } = on();
    const lines = [{ sku: 'A100', quantity: quantity * 1000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    return order.number ?? '';
  },

  /** A channel where decisions are asked for, too. */
  async approvals(name: string): Promise<string> {
    const { slack, desk, company, users } = on();
    const { id } = slack.channel({ name, members: [users.bob.id] });
    const address = `slack:${slack.team.id}:${id}`;
    await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose: 'approvals', role: 'manager' });
    return id;
  },

  /** How often each of these orders is shown in a conversation. */
  shownIn: (channel: string, numbers: readonly string[]): number[] =>
    numbers.map(
      (n) =>
        on()
          .slack.messages(channel)
          .filter((m) => wordsIn(m.blocks).includes(n)).length,
    ),
  once: (numbers: readonly string[]): number[] => numbers.map(() => 1),
  /** What became of the rows of the outbox. */
  states: () => outboxModel(on().desk.connection).distinct('state'),
});
