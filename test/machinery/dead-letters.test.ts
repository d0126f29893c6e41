import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { type ChatAdapter, DeliveryError, type Post } from '../../src/chat/adapter.ts';
import { type NewOutboxRow, type OutboxRow, outboxModel } from '../../src/chat/outbox-row.ts';
import type { Order } from '../../src/orders/order.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { codeOf } from '../support/code-of.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';

const posts: Post[] = [];
let refuses: (post: Post) => boolean = () => false;
let desk: TestDesk;
let company: Company;
let order: Order;
const as = (name: 'ada' | 'anna') => talkAs(desk, company[name]);

/** A chat that says no to some posts, for good. */
const choosy = (): ChatAdapter => {
  const chat = quietChat(posts)();
  return {
    ...chat,
    async post(post) {
      if (refuses(post)) throw new DeliveryError('channel_not_found', false);
      return chat.post(post);
    },
  };
};

beforeAll(async () => {
  desk = await openTestDesk({ adapters: [choosy] });
  company = await foundCompany(desk);
  order = await seedOrder(desk, company, 'delivered');
});
beforeEach(async () => {
  posts.length = 0;
  await outboxModel(desk.connection).deleteMany({});
});
afterAll(() => desk.close());

const toAnna = (n: number): NewOutboxRow => ({
  ...{ _id: `notice:${n}`, job: 'notice', notice: 'told', order: order._id },
  ...{ conversation: `console:@${company.anna._id}`, viewer: { member: company.anna._id } },
  data: { action: 'deliver', by: company.anna._id },
});
const isTo = (member: { _id: string }) => (post: Post) => post.conversation === `console:@${member._id}`;
const state = async (id: string) => (await outboxModel(desk.connection).findById(id).lean<OutboxRow>())?.state;
const letters = async () => cardOf(await as('ada').say('/order settings letters'));

async function send(...rows: NewOutboxRow[]): Promise<void> {
  await desk.desk.outbox.add(rows, desk.clock());
  await desk.desk.outbox.drain();
  await desk.desk.outbox.drain();
}

describe('a message that a chat refuses', () => {
  test('stands among the dead letters with its reason, stops no other, and admins hear of it once a day', async () => {
    refuses = isTo(company.anna);
    await send(toAnna(1), toAnna(2), {
      ...toAnna(3),
      conversation: `console:@${company.bob._id}`,
      viewer: { member: company.bob._id },
    });
    expect([await state('notice:1'), await state('notice:2'), await state('notice:3')]).toEqual([
      'dead',
      'dead',
      'sent',
    ]);
    expect(posts.filter((post) => post.card.title === 'Messages could not be sent')).toHaveLength(1);
    const card = await letters();
    expect(textOf(card)).toContain('2 messages were given up');
    expect(textOf(card)).toMatch(new RegExp(`notice · ${order.number} · to Anna .*Reason: channel_not_found`));
    const [told] = posts.filter((post) => post.card.title === 'Messages could not be sent');
    expect(cardOf(await as('ada').press(buttonsOf(told!.card)[0]!.id)).title).toBe('Messages that could not be sent');
  });

  test('is sent again by a click once the reason is mended, and only once however often is clicked', async () => {
    refuses = isTo(company.anna);
    await send(toAnna(1), toAnna(2));
    const card = await letters();
    refuses = () => false;
    const clicks = await Promise.all([as('ada').click(card, 'Retry all'), as('ada').click(card, 'Retry all')]);
    await desk.desk.outbox.drain();
    expect(clicks.map((answer) => textOf(cardOf(answer))).join()).toContain('Sent again: 2.');
    expect(posts.filter(isTo(company.anna))).toHaveLength(2);
    expect([await state('notice:1'), await state('notice:2')]).toEqual(['sent', 'sent']);
    expect(textOf(await letters())).toContain('Everything was sent.');
    expect(await auditModel(desk.connection).countDocuments({ action: 'letter.retry' })).toBe(1);
  });

  test('comes back to the list where it fails again, also after days', async () => {
    refuses = isTo(company.anna);
    await send(toAnna(1));
    desk.clock.set(new Date(desk.clock().getTime() + 5 * 86_400_000));
    await as('ada').click(await letters(), 'Retry');
    await desk.desk.outbox.drain();
    expect(await state('notice:1')).toBe('dead');
    expect(textOf(await letters())).toContain('1 messages were given up');
  });

  test('is dropped for good: the same occurrence is not told after all', async () => {
    refuses = isTo(company.anna);
    await send(toAnna(1));
    const card = await letters();
    expect(textOf(cardOf(await as('ada').click(card, 'Drop')))).toContain('The message was dropped.');
    refuses = () => false;
    await send(toAnna(1));
    expect(posts.filter(isTo(company.anna))).toEqual([]);
    expect(textOf(cardOf(await as('ada').click(card, 'Drop')))).toContain('not in the list any more');
  });

  test('to an admin makes no trouble of its own', async () => {
    refuses = () => true;
    await send(toAnna(1));
    const dead = await outboxModel(desk.connection).find({ state: 'dead' }).lean<OutboxRow[]>();
    expect(dead.map(({ job }) => job).toSorted()).toEqual(['notice', 'trouble']);
  });

  test('is seen, sent again and dropped by admins alone', async () => {
    refuses = isTo(company.anna);
    await send(toAnna(1));
    expect(textOf(cardOf(await as('anna').say('/order settings letters')))).toContain('You may not do that');
    const anna = desk.actor(company.anna);
    expect(await codeOf(desk.desk.letters.retry(anna))).toBe('error.not_allowed');
    expect(await codeOf(desk.desk.letters.drop(anna, 'notice:1'))).toBe('error.not_allowed');
    expect(await state('notice:1')).toBe('dead');
  });

  test('stands in /metrics with how much waits, and since when', async () => {
    refuses = isTo(company.anna);
    await send(toAnna(1));
    await desk.desk.outbox.add(
      [{ ...toAnna(2), conversation: 'slack:T1:C1' }],
      new Date(desk.clock().getTime() - 90_000),
    );
    const text = await (await fetch(`${desk.url}/metrics`)).text();
    expect(text).toContain('orderdesk_outbox_rows{state="dead"} 1');
    expect(text).toMatch(/orderdesk_outbox_oldest_seconds (?:9\d|[1-9]\d\d)/);
    expect(text).toMatch(/orderdesk_outbox_failures [1-9]/);
  });
});
