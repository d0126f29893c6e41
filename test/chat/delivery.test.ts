import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChatAdapter, DeliveryError } from '../../src/chat/adapter.ts';
import { inboxKey, inboxModel, mostTaken, mostTries } from '../../src/chat/inbox.ts';
import type { Answer, Delivery, Incoming } from '../../src/chat/incoming.ts';
import { leaseMs } from '../../src/chat/leases.ts';
import { newId } from '../../src/id.ts';
import { orderModel } from '../../src/orders/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { takenOf } from '../support/taken.ts';

/** A chat that acknowledges first and is answered later; `broken` times it does not take an answer. */
const brought: { incoming: Incoming; answer: Answer }[] = [];
let broken = 0;
const laterChat: ChatAdapter = {
  platform: 'later',
  routes() {},
  post: async ({ conversation, key }) => ({ conversation, message: key }),
  update: async () => {},
  direct: (person) => person,
  async deliver(incoming, answer) {
    if (broken > 0) {
      broken -= 1;
      throw new Error('the chat is away');
    }
    brought.push({ incoming, answer });
  },
};

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [() => laterChat] });
  company = await foundCompany(desk);
  await desk.desk.members.link(desk.actor(company.ada), company.anna._id, 'later:anna');
});
afterEach(() => {
  brought.length = 0;
  broken = 0;
});
afterAll(() => desk.close());

const said = (text: string, key = newId()): Incoming => ({
  kind: 'command',
  text,
  key,
  from: 'later:anna',
  conversation: 'later:anna',
  reply: { where: 'here' },
});
const delivery = (incoming: Incoming, seen: string[] = []): Delivery => ({
  stored: () => void seen.push('stored'),
  deliver: async (answer) => {
    seen.push('delivered');
    await laterChat.deliver?.(incoming, answer);
  },
});
const rowOf = (incoming: Incoming) => inboxModel(desk.connection).findById(inboxKey(incoming)).lean();
const passLease = () => desk.clock.set(new Date(desk.clock().getTime() + leaseMs + 1));
const titleOf = (answer: Answer | undefined): string => (answer?.kind === 'card' ? answer.card.title : '');

describe('a chat that is acknowledged first and answered later', () => {
  test('the acknowledgement comes when the words are stored, before they are worked on', async () => {
    const incoming = said('/order help');
    const seen: string[] = [];
    let atStored: unknown;
    const watching = delivery(incoming, seen);
    await desk.bot(incoming, {
      ...watching,
      stored() {
        watching.stored();
        atStored = rowOf(incoming);
      },
    });
    expect(seen).toEqual(['stored', 'delivered']);
    expect(await atStored).toMatchObject({ incoming: { text: '/order help' } });
    expect(await rowOf(incoming)).not.toHaveProperty('open');
  });

  test('the same words again are acknowledged, and answered once', async () => {
    const incoming = said('/order help');
    const seen: string[] = [];
    await Promise.all([1, 2, 3].map(() => desk.bot(incoming, delivery(incoming, seen))));
    expect(seen.filter((s) => s === 'stored')).toHaveLength(3);
    expect(seen.filter((s) => s === 'delivered')).toHaveLength(1);
  });

  test('what was acknowledged when the process died is done and answered by the next look', async () => {
    const incoming = said('/order new acme A100x1');
    const seen = await desk.desk.inbox.take(inboxKey(incoming), incoming, desk.clock(), { open: true });
    await desk.desk.inbox.release(takenOf(seen));
    await desk.recover();
    expect(brought).toMatchObject([{ incoming: { reply: { where: 'here' } }, answer: { kind: 'form' } }]);
    await desk.recover();
    expect(brought).toHaveLength(1);
  });

  test('what a living process works on is left to it', async () => {
    const incoming = said('/order help');
    const seen = await desk.desk.inbox.take(inboxKey(incoming), incoming, desk.clock(), { open: true });
    await desk.recover();
    expect(brought).toEqual([]);
    await desk.desk.inbox.delivered(takenOf(seen));
  });

  test('words that end each process that works on them are answered with an apology at last', async () => {
    const incoming = said('/order new acme A100x1');
    for (let n = 0; n <= mostTaken; n += 1) {
      await desk.desk.inbox.take(inboxKey(incoming), incoming, desk.clock(), { open: true });
      desk.clock.set(new Date(desk.clock().getTime() + 200_000));
    }
    expect(brought).toEqual([]);
    await desk.recover();
    expect(titleOf(brought[0]?.answer)).toBe('That did not work');
    await desk.recover();
    expect(brought).toHaveLength(1);
  });

  test('an answer that the chat will never take is not brought again', async () => {
    const incoming = said('/order help');
    const never = new DeliveryError('the account is gone', false);
    await desk.bot(incoming, { stored() {}, deliver: () => Promise.reject(never) });
    expect(await rowOf(incoming)).not.toHaveProperty('open');
    desk.clock.set(new Date(desk.clock().getTime() + 600_000));
    await desk.recover();
    expect(brought).toEqual([]);
  });

  test('where the chat says when to come again, the answer waits for that long', async () => {
    const incoming = said('/order help');
    const later = new DeliveryError('too much', true, { afterMs: 120_000, busy: true });
    await desk.bot(incoming, { stored() {}, deliver: () => Promise.reject(later) });
    desk.clock.set(new Date(desk.clock().getTime() + 119_000));
    await desk.recover();
    expect(brought).toEqual([]);
    desk.clock.set(new Date(desk.clock().getTime() + 2_000));
    await desk.recover();
    expect(brought).toHaveLength(1);
  });

  test('an answer that the chat did not take is brought again, and its deed is not done again', async () => {
    const draft = await desk.bot(said('/order new acme A100x1'));
    const form = draft.kind === 'form' ? draft.form : undefined;
    const incoming: Incoming = {
      ...said(''),
      kind: 'submit',
      form: form?.id ?? '',
      values: { customer: 'ACME', lines: [{ sku: 'A100', quantity: '1' }], next: 'submit' },
    };
    broken = 2;
    const before = await orderModel(desk.connection).countDocuments({});
    await desk.bot(incoming, delivery(incoming));
    expect(brought).toEqual([]);
    for (let n = 0; n < 2; n += 1) {
      await desk.recover();
      desk.clock.set(new Date(desk.clock().getTime() + 60_000));
    }
    await desk.recover();
    expect(brought.map(({ answer }) => titleOf(answer))).toEqual([expect.stringContaining('SO-')]);
    expect(await orderModel(desk.connection).countDocuments({})).toBe(before + 1);
  });

  test('an answer that nobody ever takes is given up, and said so in the log', async () => {
    const incoming = said('/order help');
    broken = 100;
    await desk.bot(incoming, delivery(incoming));
    for (let n = 0; n < mostTries + 5; n += 1) {
      desk.clock.set(new Date(desk.clock().getTime() + 3_600_000));
      await desk.recover();
    }
    expect(100 - broken).toBe(mostTries);
    expect(await rowOf(incoming)).not.toHaveProperty('open');
    expect(desk.logged.some((line) => line.includes('"again":false'))).toBe(true);
  });

  test('a failure of ours is told, too, and not tried for ever', async () => {
    const incoming = said('/order help');
    const { members } = desk.desk;
    const find = members.find;
    Object.assign(members, { find: () => Promise.reject(new Error('the database hiccuped')) });
    await desk.bot(incoming, delivery(incoming));
    Object.assign(members, { find });
    expect(JSON.stringify(brought[0]?.answer)).toMatch(/went wrong/i);
    passLease();
    await desk.recover();
    expect(brought).toHaveLength(1);
  });
});
