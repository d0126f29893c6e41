import { outboxModel } from '../../src/chat/outbox-row.ts';
import type { Company } from './company.ts';
import type { TestDesk } from './desk.ts';

type On = { desk: TestDesk; company: Company };

/** Orders that tell many, and how often they are told: for tests of a chat in trouble. */
export const ordersThatTell = (on: () => On) => ({
  /** Anna submits an order that Bob has to approve; gives its number. */
  async submitted(quantity = 100): Promise<string> {
    const { desk, company } = on();
    const lines = [{ sku: 'A100', quantity: quantity * 1000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    return order.number ?? '';
  },
  once: (numbers: readonly string[]): number[] => numbers.map(() => 1),
  /** What became of the rows of the outbox. */
  states: () => outboxModel(on().desk.connection).distinct('state'),
});
