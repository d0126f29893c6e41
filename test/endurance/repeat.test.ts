import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inboxModel } from '../../src/chat/inbox.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { takenOf } from '../support/taken.ts';
import { cardOf, formOf, talkAs } from '../support/talk.ts';
import { until } from '../support/until.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const say = (member: Member, text: string, key: string): Promise<Answer> => {
  const from = `console:${member._id}` as const;
  return desk.bot({ kind: 'command', from, conversation: `console:@${member._id}`, key, text });
};

let gadgets = 0;
async function approvedOrder(): Promise<string> {
  gadgets += 1;
  const filed = cardOf(
    await talkAs(desk, company.anna).submit(
      formOf(await talkAs(desk, company.anna).say(`/order new acme A100x5 B200x${gadgets}`)),
      {},
    ),
  );
  return /SO-\d+/.exec(filed.title)![0];
}

/** As after a power cut: the work was done, but its process died before it could note the answer. */
async function forgetAnswer(member: Member, key: string): Promise<void> {
  const _id = `console:${member._id} ${key}`;
  await inboxModel(desk.connection).updateOne(
    { _id },
    { $unset: { answer: 1 }, $set: { lease: new Date(desk.clock().getTime() + 900) } },
  );
}

describe('what a person sends again after the desk died in the middle', () => {
  test('“pay in full” is recorded once, and answered as the first time', async () => {
    const order = await approvedOrder();
    const key = newId();
    const first = cardOf(await say(company.fiona, `/order pay ${order} full`, key));
    await forgetAnswer(company.fiona, key);
    const second = cardOf(await say(company.fiona, `/order pay ${order} full`, key));
    expect(second.title).toBe(first.title);
    expect(second.subject).toEqual(first.subject);
    expect(await paymentModel(desk.connection).countDocuments({ order: first.subject!.id })).toBe(1);
  });

  test('it waits until the dead worker’s time has run out, and is then worked on: never “still working”', async () => {
    const order = await approvedOrder();
    const key = newId();
    const at = desk.clock();
    await inboxModel(desk.connection).create({
      _id: `console:${company.fiona._id} ${key}`,
      incoming: {
        kind: 'command',
        from: `console:${company.fiona._id}`,
        conversation: `console:@${company.fiona._id}`,
        key,
        text: '',
      },
      at,
      lease: new Date(at.getTime() + 700),
    });
    expect(cardOf(await say(company.fiona, `/order pay ${order} 10`, key)).title).toContain(order);
  });

  test('what is still being worked on is waited for, and all who asked get the one answer', async () => {
    const order = await approvedOrder();
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => say(company.fiona, `/order pay ${order} 25`, key)));
    const cards = answers.map((a) => cardOf(a));
    expect(cards[1]).toEqual(cards[0]);
    expect(cards[2]).toEqual(cards[0]);
    expect(await paymentModel(desk.connection).countDocuments({ order: cards[0]!.subject!.id, amount: 25_00 })).toBe(1);
  });

  test('a form that is asked for again can be sent as it stands', async () => {
    const key = newId();
    const first = formOf(await say(company.anna, '/order new acme A100x5', key));
    const second = formOf(await say(company.anna, '/order new acme A100x5', key));
    expect(second).toEqual(first);
    const filed = cardOf(await talkAs(desk, company.anna).submit(second, {}));
    expect(filed.title).toMatch(/SO-\d{6}/);
  });

  test('long work keeps its lease: nobody takes it over while its process lives', async () => {
    const key = `long ${newId()}`;
    const incoming = {
      kind: 'command' as const,
      from: 'console:x' as const,
      conversation: 'console:@x' as const,
      key,
      text: '',
    };
    const now = desk.clock();
    const taken = takenOf(await desk.desk.inbox.take(key, incoming, now));
    desk.clock.set(new Date(now.getTime() + 1_500));
    const rows = inboxModel(desk.connection);
    const renewed = await until('the lease is renewed', 5_000, async () => {
      const row = await rows.findById(key).lean();
      return row?.lease && row.lease.getTime() > now.getTime() + 3_000 ? row.lease : undefined;
    });
    const waiting = desk.desk.inbox.take(key, incoming, new Date(renewed.getTime() - 1));
    const answer: Answer = { kind: 'errors', errors: { done: 'once' } };
    await desk.desk.inbox.answered(taken, answer);
    expect(await waiting).toEqual({ kind: 'answered', answer });
  });
});
