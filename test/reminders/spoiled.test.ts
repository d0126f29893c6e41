import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DeliveryError, type Post } from '../../src/chat/adapter.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { followUpModel } from '../../src/customers/follow-up-model.ts';
import { customerModel } from '../../src/customers/model.ts';
import { transact } from '../../src/database/transact.ts';
import { countChange } from '../../src/database/versions.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { markModel } from '../../src/reminders/marks.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { noon } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';
import { openReader, type Reader } from './support/told.ts';

const posts: Post[] = [];
let { desk, company, at, cardsTo, namesTo } = {} as Reader;
let refused: string | undefined;
const choosy = () => {
  const chat = quietChat(posts)();
  return {
    ...chat,
    async post(post: Post) {
      if (post.conversation === refused) throw new DeliveryError('channel_not_found', false);
      return chat.post(post);
    },
  };
};
beforeAll(async () => {
  ({ desk, company, at, cardsTo, namesTo } = await openReader(posts, choosy));
});
beforeEach(async () => {
  posts.length = 0;
  desk.clock.set(noon);
  await outboxModel(desk.connection).deleteMany({});
  await followUpModel(desk.connection).deleteMany({});
  // What was spoiled in one test is nothing of the next one's.
  await orderModel(desk.connection).deleteMany({});
});
afterAll(() => desk.close());

const morning = '2026-12-02T02:00:00Z';
const seller = (name: string) => desk.member(name, ['sales'], { teams: [company.team._id] });
const dueToday = (owner: string) => seedOrder(desk, company, 'approved', { owner, promisedDate: '2026-12-02' });
const reasons = async () =>
  (await outboxModel(desk.connection).find({ state: 'dead' }).sort({ _id: 1 }).lean()).map((row) => row.error);
const letters = async () => textOf(cardOf(await talkAs(desk, company.ada).say('/order settings letters')));

describe('one item that is spoiled stops nothing else, and stands among the dead letters with its reason', () => {
  test('a follow-up whose customer was deleted from the database', async () => {
    const member = await seller('Deleted');
    const order = await dueToday(member._id);
    const gone = await desk.desk.customers.create(desk.actor(member), { code: 'GONE', name: 'Gone Ltd' });
    await talkAs(desk, member).say('/order customer Gone Ltd follow up today call');
    await customerModel(desk.connection).deleteOne({ _id: gone._id });
    await at(morning);
    expect(namesTo(member)).toEqual([expect.stringContaining(order.number!)]);
    expect(await reasons()).toEqual([`a follow-up of ${gone._id}, which is gone`]);
    expect(await letters()).toContain('which is gone');
    expect(cardsTo(company.ada).map((card) => card.title)).toEqual([expect.stringMatching(/not be sent/)]);
    await at('2026-12-02T02:20:00Z');
    expect(await reasons()).toHaveLength(1);
  });

  test('an order with a date that is none', async () => {
    const member = await seller('Garbage');
    const [bad, good] = [await dueToday(member._id), await dueToday(member._id)];
    await orderModel(desk.connection).collection.updateOne(
      { _id: bad._id as never },
      { $set: { promisedDate: '2026-12-02x' } },
    );
    await at(morning);
    expect(namesTo(member)).toEqual([expect.stringContaining(good.number!)]);
    expect(await reasons()).toEqual(['“2026-12-02x” is no date']);
  });

  test('an order whose last event cannot be read: the others are asked about all the same', async () => {
    const member = await seller('Quiet');
    const old = {
      owner: member._id,
      promisedDate: undefined,
      timeline: [{ at: new Date(0), action: 'edit', key: 'k' }],
    };
    const [bad, good] = [
      await seedOrder(desk, company, 'approved', old as never),
      await seedOrder(desk, company, 'approved', old as never),
    ];
    await orderModel(desk.connection).collection.updateOne(
      { _id: bad._id as never },
      { $set: { timeline: [{ at: 'never' }] } },
    );
    await markModel(desk.connection).deleteMany({});
    await at(morning);
    expect(namesTo(member)).toEqual([expect.stringContaining(good.number!)]);
    expect(await reasons()).toEqual([expect.stringMatching(/time value/)]);
  });

  test('a member whose time zone is none, with quiet hours: what waits for them is given up, and blocks nobody', async () => {
    const member = await seller('Nowhere');
    const zoned = async (timezone: string) => {
      const set = { timezone, quietHours: { start: 20, end: 8 } };
      await memberModel(desk.connection).updateOne({ _id: member._id }, { $set: set });
      await transact(desk.connection, (session) => countChange(desk.connection, 'rights', session));
    };
    await zoned('Nowhere/At_All');
    const to = { conversation: `console:@${member._id}` as const, viewer: { member: member._id } };
    await desk.desk.outbox.add([{ _id: 'quiet:nowhere', job: 'newcomer', ...to, data: {} }], desk.clock());
    for (let n = 0; n < 14; n += 1) {
      desk.clock.set(new Date(desk.clock().getTime() + 900_000));
      await desk.desk.outbox.drain();
    }
    expect(await reasons()).toEqual([expect.stringContaining('Nowhere')]);
    await zoned('UTC');
  });

  test('an order that cannot be drawn: it is told alone once it is mended', async () => {
    const member = await seller('Drawn');
    const [bad, good] = [await dueToday(member._id), await dueToday(member._id)];
    const { customerSnapshot } = bad;
    const orders = orderModel(desk.connection).collection;
    await orders.updateOne({ _id: bad._id as never }, { $unset: { customerSnapshot: 1 } });
    await at(morning);
    expect(namesTo(member)).toEqual([expect.stringContaining(good.number!)]);
    expect(await reasons()).toEqual([expect.stringContaining("reading 'name'")]);
    await orders.updateOne({ _id: bad._id as never }, { $set: { customerSnapshot } });
    const ada = talkAs(desk, company.ada);
    await ada.click(cardOf(await ada.say('/order settings letters')), 'Retry');
    await desk.desk.outbox.drain();
    expect(namesTo(member)).toEqual([expect.stringContaining(good.number!), expect.stringContaining(bad.number!)]);
    expect(await reasons()).toEqual([]);
  });

  test('a member whom nobody knows, and a conversation that the chat refuses', async () => {
    const [refusing, fine] = [await seller('Refusing'), await seller('Fine')];
    for (const { _id } of [refusing, fine]) await dueToday(_id);
    refused = `console:@${refusing._id}`;
    await desk.desk.outbox.add(
      [
        {
          _id: 'digest:nobody',
          job: 'digest',
          conversation: 'console:@nobody',
          viewer: { member: 'nobody' },
          data: {},
        },
      ],
      desk.clock(),
    );
    await at(morning);
    refused = undefined;
    expect((await reasons()).toSorted()).toEqual(['channel_not_found', 'there is no member nobody']);
    expect(cardsTo(fine)).toHaveLength(1);
  });
});
