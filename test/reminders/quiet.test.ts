import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Post } from '../../src/chat/adapter.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import type { Member } from '../../src/members/member.ts';
import { quietUntil } from '../../src/reminders/hours.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { noon } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';
import { wall } from './support/model.ts';
import { openReader, type Reader } from './support/told.ts';

const posts: Post[] = [];
let { desk, company, at, cardsTo } = {} as Reader;
beforeAll(async () => {
  ({ desk, company, at, cardsTo } = await openReader(posts));
});
beforeEach(() => {
  posts.length = 0;
  desk.clock.set(noon);
});
afterAll(() => desk.close());

const night: Partial<Member> = { quietHours: { start: 20, end: 9 } };

describe('quiet hours', () => {
  test('put a digest off until they are over, and it comes once', async () => {
    const member = await desk.member('Sleeper', ['sales'], { ...night, digestHour: 7 });
    await seedOrder(desk, company, 'approved', { owner: member._id, promisedDate: '2026-12-02' });
    await at('2026-12-01T23:10:00Z');
    await at('2026-12-02T00:50:00Z');
    expect(cardsTo(member)).toEqual([]);
    await at('2026-12-02T01:00:00Z');
    await at('2026-12-02T01:10:00Z');
    expect(cardsTo(member)).toHaveLength(1);
  });

  test('put off whatever the desk says unasked; answers come at once, and others are told as ever', async () => {
    const owner = await desk.member('Night owl', ['sales'], { teams: [company.team._id], ...night });
    const order = await seedOrder(desk, company, 'pending', { owner: owner._id, submittedOwner: owner._id });
    desk.clock.set(new Date('2026-12-02T14:00:00Z'));
    await talkAs(desk, company.bob).say(`/order approve ${order.number}`);
    await desk.desk.outbox.drain();
    expect(cardsTo(owner)).toEqual([]);
    expect(textOf(cardOf(await talkAs(desk, owner).say(`/order show ${order.number}`)))).toContain('Bob · approved');
    const row = await outboxModel(desk.connection).findOne({ 'viewer.member': owner._id, state: 'due' }).lean();
    expect(row?.nextAt).toEqual(new Date('2026-12-03T01:00:00Z'));
    expect(row).toMatchObject({ attempts: 0 });
    desk.clock.set(new Date('2026-12-03T01:00:01Z'));
    await desk.desk.outbox.drain();
    expect(cardsTo(owner).length).toBeGreaterThan(0);
  });

  test('do not count as messages that wait too long', async () => {
    const member = await desk.member('Patient', ['sales'], night);
    await outboxModel(desk.connection).deleteMany({});
    await seedOrder(desk, company, 'approved', { owner: member._id, promisedDate: '2026-12-02' });
    const sleeping = { conversation: `console:@${member._id}` as const, viewer: { member: member._id } };
    desk.clock.set(new Date('2026-12-02T14:00:00Z'));
    await desk.desk.outbox.add([{ _id: 'quiet:1', job: 'newcomer', ...sleeping }], desk.clock());
    await desk.desk.outbox.drain();
    desk.clock.set(new Date('2026-12-02T22:00:00Z'));
    expect(await desk.desk.outbox.depth()).toMatchObject({ due: 1 });
    expect(await desk.desk.outbox.oldestDue()).toBeUndefined();
    desk.clock.set(new Date('2026-12-03T01:05:00Z'));
    expect(await desk.desk.outbox.oldestDue()).toEqual(new Date('2026-12-03T01:00:00Z'));
  });

  test('are set in a form with the hour of the digest and the kinds, and stand on the card', async () => {
    const as = talkAs(desk, company.anna);
    const form = formOf(await as.click(cardOf(await as.say('/order me')), 'Edit'));
    const saved = cardOf(
      await as.submit(form, { quietHours: '21-7', remindAtOnce: 'no', withoutReminders: ['payment', 'case'] }),
    );
    for (const said of ['21–7', 'payments, after-sales cases', 'Quiet hours']) expect(textOf(saved)).toContain(said);
    expect((await desk.desk.members.all()).find((m) => m._id === company.anna._id)).toMatchObject({
      quietHours: { start: 21, end: 7 },
      remindAtOnce: false,
      withoutReminders: ['payment', 'case'],
    });
    const again = formOf(await as.click(saved, 'Edit'));
    const cleared = cardOf(await as.submit(again, { quietHours: '', remindAtOnce: 'yes', withoutReminders: [] }));
    expect(textOf(cleared)).toContain('none');
    expect((await desk.desk.members.all()).find((m) => m._id === company.anna._id)?.quietHours).toBeNull();
  });

  test('hold in every zone and over every change of clocks: an instant is quiet when the hour on the wall is', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Sydney', 'UTC');
    // Half of them around the days on which clocks change somewhere.
    const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'];
    const instant = fc.oneof(
      fc.integer({ min: 0, max: 366 * 24 * 4 }).map((n) => Date.UTC(2026, 0, 1) + n * 900_000),
      fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -96, max: 192 }))
        .map(([day, n]) => Date.parse(`${day}T00:00:00Z`) + n * 900_000),
    );
    fc.assert(
      fc.property(hour, hour, zone, instant, (start, end, timezone, ms) => {
        // A day on which clocks leave out the only hour that is not quiet has none.
        fc.pre(start !== end && (start - end + 24) % 24 > 1);
        const member = { timezone, quietHours: { start, end } };
        const isIn = (h: number) => (start < end ? h >= start && h < end : h >= start || h < end);
        const until = quietUntil(new Date(ms), member);
        expect(until !== undefined).toBe(isIn(wall(ms, timezone).hour));
        const at = until?.getTime() ?? ms + 1;
        expect(at).toBeGreaterThan(ms);
        if (until) expect([isIn(wall(at - 1, timezone).hour), isIn(wall(at, timezone).hour)]).toEqual([true, false]);
      }),
      { numRuns: 4000 },
    );
  });
});
