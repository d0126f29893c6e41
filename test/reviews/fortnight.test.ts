import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Post } from '../../src/chat/adapter.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Action } from '../../src/orders/moves.ts';
import { reviewMarkModel } from '../../src/reviews/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';

const posts: Post[] = [];
const database = `reviews_${newId()}`;
const open = () => openTestDesk({ database, adapters: [quietChat(posts)] });
let desks: TestDesk[];
let company: Company;
let greta: Member;
let wei: Member;
let wang: Member;
/** The customer of each salesperson. */
let customers: Record<string, string>;
/** What each order is called in the story. */
const named = new Map<string, string>();

/**
 * A company in Shanghai, where National Day 2026 is off from 1 to 7 October and Saturday the 10th is worked for it. East
 * has Bob in Shanghai and Greta in Berlin, West has Wang and Wei, who is a manager, too, and never decides the own orders; Ada is the admin; one channel is for approvals.
 */
beforeAll(async () => {
  desks = [await open(), await open(), await open()];
  setClocks('2026-09-28T02:00:00Z');
  const [desk] = desks as [TestDesk];
  company = await foundCompany(desk);
  const admin = () => desk.actor(company.ada);
  await desk.desk.settings.change(admin(), { holidays: 'CN' });
  await desk.desk.settings.connect(admin(), { address: 'console:#approvals', purpose: 'approvals', role: 'manager' });
  const west = await desk.desk.members.createTeam(admin(), { name: 'West' });
  const berlin = { timezone: 'Europe/Berlin', holidays: 'DE', workHours: { start: 8, end: 17 } };
  greta = await desk.member('Greta', ['manager'], { teams: [company.team._id], ...berlin });
  wei = await desk.member('Wei', ['sales', 'manager'], { teams: [west._id] });
  customers = { [company.anna._id]: company.acme._id };
  const own = await desk.desk.customers.create(desk.actor(wei), {
    code: 'WEST',
    name: 'West Ltd',
    address: '1 West Road',
  });
  customers[wei._id] = own._id;
  wang = await desk.member('Wang', ['manager'], { teams: [west._id] });
});
afterAll(async () => {
  await desks[0]!.connection.dropDatabase();
  for (const desk of desks) await desk.close();
});

function setClocks(now: string): void {
  for (const desk of desks) desk.clock.set(now);
}

const orderOf = (key: string) => named.get(key.split(':')[1]!) ?? '?';
/** Who a notice went to: a first name, or the channel. */
function readerOf(conversation: string): string {
  const people = [company.anna, company.bob, company.ada, greta, wei, wang];
  return people.find((m) => conversation.endsWith(m._id))?.name ?? conversation;
}

/** All three desks look at the same minute; what they say, as `order level reader`. */
async function look(now: string): Promise<string[]> {
  setClocks(now);
  const before = posts.length;
  await Promise.all(desks.map((desk) => desk.desk.reviews.tick(desk.clock())));
  await Promise.all(desks.map((desk) => desk.desk.outbox.drain()));
  return posts
    .slice(before)
    .filter((p) => p.key.startsWith('waiting:'))
    .map((p) => `${orderOf(p.key)} ${/Z:(\d+):/.exec(p.key)?.[1]} ${readerOf(p.conversation)}`)
    .sort();
}

/** Submits an order of 12,000, which a manager has to decide. */
async function submitted(name: string, by: Member, quantity = 100_000): Promise<string> {
  const desk = desks[0]!;
  const lines = [{ sku: 'A100', quantity, discount: 0 }];
  const draft = await desk.desk.drafts.create(desk.actor(by), { customer: customers[by._id]!, lines });
  await desk.desk.move(desk.actor(by), draft._id, 'submit');
  named.set(draft._id, name);
  return draft._id;
}

const idOf = (name: string) => [...named].find(([, n]) => n === name)![0];
const made = (by: Member, name: string, action: Action, input = {}) =>
  desks[1]!.desk.move(desks[1]!.actor(by), idOf(name), action, input);

/** What people do, at which minute. */
const deeds: Record<string, () => Promise<unknown>> = {
  '2026-09-30T02:00': () => submitted('East', company.anna),
  '2026-09-30T07:00': () => submitted('West', wei),
  '2026-10-08T01:00': () => submitted('Moved', company.anna),
  '2026-10-08T02:00': () => submitted('Quick', wei),
  '2026-10-08T04:00': () => made(wang, 'Quick', 'approve'),
  '2026-10-09T01:01': () => submitted('Asked', wei),
  '2026-10-09T03:01': () => made(wang, 'Asked', 'ask', { text: 'Is the price agreed?' }),
  '2026-10-09T08:00': () => made(company.bob, 'Moved', 'transfer', { person: greta._id }),
  '2026-10-10T02:01': () => made(wei, 'Asked', 'answer', { text: 'It is.' }),
};

/**
 * What is said, worked out by hand, in Greenwich time (Shanghai +8, Berlin +2):
 * - East waits for Bob and Greta. 12 h are over on 30 September at 16:00 in Berlin, where Greta is; Bob has gone home and
 *   is back on the 8th. By then all is long overdue, so that the channel, which keeps the company's days, reads 150 % only.
 * - West waits for Wang alone: 9 h on 30 September, then the clock stands until the 8th: 12 h at 03:00 (said at 09:00),
 *   19.2 h at 10:12, 24 h at 15:00, 36 h on the 9th at 03:00 (said at 09:00).
 * - Moved: Greta reads 50 % at 15:00 of the 8th in Berlin. On the 9th at 09:00 in Shanghai 24 h are over. At 16:00 Bob gives
 *   it to Greta: the clock starts anew on Berlin's days, 14 h of them before the weekend. 19.2 h are over on Monday the 12th
 *   before she comes at 8, 24 h at 10:00: then Bob hears of it; the channel reads of 36 h on the 13th.
 * - Asked: 2 h, then 23 h that do not count; 24 h are over on Monday the 12th at 08:01, 36 h at 20:01.
 */
const expected: Record<string, string[]> = {
  '2026-09-30T14:00': ['East 50 Greta'],
  '2026-10-08T01:00': ['East 150 console:#approvals', 'West 50 Wang'],
  '2026-10-08T02:12': ['West 80 Wang'],
  '2026-10-08T07:00': ['West 100 Ada'],
  '2026-10-08T13:00': ['Moved 50 Greta'],
  '2026-10-09T01:00': ['Moved 100 Ada', 'West 150 console:#approvals'],
  '2026-10-12T01:00': ['Asked 100 Ada'],
  '2026-10-12T06:00': ['Moved 80 Greta'],
  '2026-10-12T08:00': ['Moved 100 Bob'],
  '2026-10-13T01:00': ['Asked 150 console:#approvals', 'Moved 150 console:#approvals'],
};

/** Clocks that are set wrong for a while: from when, to when, and back again. */
const jumps: Record<string, string[]> = {
  '2026-09-30T14:00': ['2026-09-28T14:00', '2026-09-30T15:00', '2026-09-30T13:00'],
  '2026-10-02T12:00': ['2026-10-06T12:00', '2026-09-30T14:00', '2026-10-07T23:00'],
  // On the evening of the 8th, 50 % of Moved are over and nobody is at work: back at 12:00 they are still to come.
  '2026-10-08T12:00': ['2026-10-08T19:00', '2026-10-08T07:30'],
  '2026-10-08T13:00': ['2026-10-08T02:12', '2026-10-08T20:00', '2026-10-01T02:00'],
  '2026-10-09T01:00': ['2026-10-08T01:00', '2026-10-08T13:30'],
  '2026-10-11T09:00': ['2026-10-11T23:00', '2026-10-09T09:00'],
  '2026-10-12T08:00': ['2026-10-12T05:59', '2026-10-12T23:00', '2026-10-12T01:00'],
};

/** When a desk is ended and another takes its place. */
const restarts = ['2026-09-30T13:59', '2026-10-02T12:00', '2026-10-08T01:00', '2026-10-08T07:01', '2026-10-12T07:59'];

const minuteMs = 60_000;
const shifted = (at: string, minutes: number) =>
  new Date(Date.parse(`${at}:00Z`) + minutes * minuteMs).toISOString().slice(0, 16);

async function restart(): Promise<void> {
  const ended = desks.pop()!;
  await ended.close();
  desks.unshift(await open());
}

describe('a fortnight over National Day, three desks, restarts and clocks that jump', () => {
  test('each notice is said once, to the minute, and nothing else is', async () => {
    const named = [...Object.keys(deeds), ...Object.keys(jumps), ...restarts];
    const all = [...named, ...Object.keys(expected).flatMap((at) => [shifted(at, -1), at])];
    const said: Record<string, string[]> = {};
    for (const at of [...new Set(all)].sort()) {
      setClocks(`${at}:00Z`);
      if (restarts.includes(at)) await restart();
      setClocks(`${at}:00Z`);
      const heard = await look(`${at}:00Z`);
      if (heard.length > 0) said[at] = heard;
      await deeds[at]?.();
      for (const wrong of jumps[at] ?? []) {
        const again = await look(`${wrong}:00Z`);
        if (again.length > 0) said[`${at}, set to ${wrong}`] = again;
      }
    }
    expect(said).toEqual(expected);
    expect(desks.flatMap((d) => d.logged.filter((line) => /"level":(40|50)/.test(line)))).toEqual([]);
  }, 120_000);

  test('what is said names the order, who it waits for and the hour, and leads to the decision', () => {
    const text = (order: string, level: number) =>
      JSON.stringify(
        posts.find((p) => p.key.startsWith('waiting:') && orderOf(p.key) === order && p.key.includes(`Z:${level}:`))
          ?.card,
      );
    expect(text('West', 50)).toMatch(
      /SO-\d+ has waited for your decision for half of the review time. It is due 10-08 15:00/,
    );
    expect(text('West', 50)).toContain('Look and decide');
    expect(text('West', 100)).toMatch(/is overdue: Wang should have decided by 10-08 15:00.*Approve/);
    expect(text('West', 150)).toMatch(/等待 Wang 处理，截止时间为 10-08 15:00|waits for Wang and was due 10-08 15:00/);
  });

  test('the marks of what was said keep each step apart, and an order is looked at when its time comes only', async () => {
    const mark = await reviewMarkModel(desks[0]!.connection).findById(idOf('Moved')).lean();
    expect(mark?.told.map((x) => x.level)).toEqual([80, 100, 150]);
    const order = await orderModel(desks[0]!.connection).findById(idOf('Moved')).lean();
    expect(order?.reviewAt?.getUTCFullYear()).toBe(9999);
  });
});

describe('rules and people that change', () => {
  test('a shorter review time counts for what waits already, and a decision ends it', async () => {
    setClocks('2026-10-14T02:00:00Z');
    const [desk] = desks as [TestDesk];
    await submitted('Short', company.anna);
    expect(await look('2026-10-14T04:00:00Z')).toEqual([]);
    await desk.desk.settings.change(desk.actor(company.ada), { reviewSlaHours: 2 });
    expect(await look('2026-10-14T04:00:00Z')).toEqual(['Short 100 Ada']);
    await made(company.bob, 'Short', 'approve');
    expect(await look('2026-10-15T04:00:00Z')).toEqual([]);
  });

  test('who is made a manager hears of what is overdue, at work and once', async () => {
    setClocks('2026-10-15T05:00:00Z');
    const [desk] = desks as [TestDesk];
    await submitted('Handed', wei);
    expect(await look('2026-10-15T07:00:00Z')).toEqual(['Handed 100 Ada']);
    await desk.desk.members.update(desk.actor(company.ada), company.otto._id, { roles: ['operations', 'manager'] });
    // Otto has no team and manages all; he is asked himself now, and the channel is next.
    expect(await look('2026-10-15T07:01:00Z')).toEqual([]);
    expect(await look('2026-10-15T08:00:00Z')).toEqual(['Handed 150 console:#approvals']);
  });
});
