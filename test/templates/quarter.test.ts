import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import type { Post } from '../../src/chat/adapter.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import type { Recurrence } from '../../src/templates/recurrence.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { buttonsOf } from '../support/talk.ts';

const posts: Post[] = [];
const database = `templates_${newId()}`;
const open = () => openTestDesk({ database, adapters: [quietChat(posts)] });
let desks: TestDesk[];
let company: Company;
let hugo: Member;
/** What each template is called in the story. */
const named = new Map<string, string>();

/** A template that makes drafts by itself, as somebody sets it up. */
async function recurring(name: string, by: Member, customer: string, rule: Partial<Recurrence>): Promise<void> {
  const [desk] = desks as [TestDesk];
  const lines = ['A100', 'B200'].map((sku) => ({ sku, quantity: 2_000 }));
  const { template } = await desk.desk.templates.save(desk.actor(by), { name, customer, lines });
  const whole = { repeat: 'weekly' as const, every: 1, weekdays: [], from: '2026-09-28', ...rule };
  await desk.desk.templates.repeat(desk.actor(by), template._id, 0, whole, '2026-09-28');
  named.set(template._id, name);
}

/**
 * A company in Shanghai, where National Day 2026 is off from 1 to 7 October. Anna is there and begins at 9, Hugo is in
 * Berlin and begins at 8. Weekly is each Monday, Monthly the last day of each month, Berlin each second Wednesday.
 */
beforeAll(async () => {
  desks = [await open(), await open(), await open()];
  setClocks('2026-09-28T02:00');
  const [desk] = desks as [TestDesk];
  company = await foundCompany(desk);
  const { anna, ada, acme, team } = company;
  await desk.desk.settings.change(desk.actor(ada), { holidays: 'CN' });
  await desk.desk.products.update(desk.actor(ada), 'A100', { onHand: 0 });
  const berlin = { timezone: 'Europe/Berlin', holidays: 'DE', workHours: { start: 8, end: 17 } };
  hugo = await desk.member('Hugo', ['sales'], { teams: [team._id], ...berlin });
  const nordic = await desk.desk.customers.create(desk.actor(hugo), { code: 'NORD', name: 'Nordic' });
  await recurring('Weekly', anna, acme._id, { weekdays: [1], from: '2026-10-05' });
  await recurring('Monthly', anna, acme._id, { repeat: 'monthly', day: 31 });
  await recurring('Berlin', hugo, nordic._id, { every: 2, weekdays: [3], from: '2026-09-30' });
});
afterAll(async () => {
  await desks[0]!.connection.dropDatabase();
  for (const desk of desks) await desk.close();
});

function setClocks(at: string): void {
  for (const desk of desks) desk.clock.set(`${at}:00Z`);
}

const people = () => [company.anna, company.bob, company.ada, hugo];
const readerOf = ({ conversation }: Post) => people().find((m) => conversation.endsWith(m._id))?.name ?? conversation;
const keyOf = ({ key }: Post) => /^(template(?:\.stop)?):([0-9a-f]{24}):(\d{4}-\d{2}-\d{2})/.exec(key);

/** All three desks look at the same minute; what they tell, as `template date reader`. */
async function look(at: string): Promise<string[]> {
  setClocks(at);
  const before = posts.length;
  await Promise.all(desks.map((desk) => desk.desk.recurring.tick(desk.clock())));
  await Promise.all(desks.map((desk) => desk.desk.outbox.drain()));
  return posts
    .slice(before)
    .flatMap((post) => {
      const [, kind, id = '', date] = keyOf(post) ?? [];
      return kind ? [`${named.get(id)} ${kind === 'template' ? date : 'stopped'} ${readerOf(post)}`] : [];
    })
    .sort();
}

const idOf = (name: string) => [...named].find(([, n]) => n === name)![0];
const by = (member: Member) => desks[1]!.actor(member);
const kept = () => desks[1]!.desk;

/** What people do, at which minute. */
const deeds: Record<string, () => Promise<unknown>> = {
  '2026-11-24T03:00': () => kept().templates.pause(by(company.anna), idOf('Monthly')),
  '2026-11-26T03:00': () => kept().products.update(by(company.ada), 'B200', { active: false }),
  '2026-12-05T03:00': () => kept().templates.resume(by(company.anna), idOf('Monthly')),
  '2026-12-10T03:00': () => kept().templates.skip(by(company.anna), idOf('Weekly'), '2026-12-14'),
  '2026-12-18T03:00': () => kept().members.deactivate(by(company.ada), hugo._id),
};

/**
 * What is made, worked out by hand, in Greenwich time (Shanghai +8, Berlin +2, from 25 October +1):
 * - Monday 5 October is off, so that Weekly comes on Wednesday 30 September, together with the end of the month.
 * - 31 October is a Saturday: Monthly comes on Friday. It is paused over 30 November, which is not made up for.
 * - The clocks stand ahead for a moment on 15 October, at the 27th: the Monday between is made then, and not once more.
 * - From 3 to 20 November all is down: of two Mondays the last is made, and the Wednesday.
 * - On 7 December every desk dies in the middle of it; the next one makes it.
 * - 14 December is left out. Hugo has left before the 23rd: Bob hears of it, once.
 */
const expected: Record<string, string[]> = {
  '2026-09-30T01:00': ['Monthly 2026-09-30 Anna', 'Weekly 2026-10-05 Anna'],
  '2026-09-30T06:00': ['Berlin 2026-09-30 Hugo'],
  '2026-10-12T01:00': ['Weekly 2026-10-12 Anna'],
  '2026-10-14T06:00': ['Berlin 2026-10-14 Hugo'],
  '2026-10-15T00:00, set to 2026-10-27T00:00': ['Weekly 2026-10-26 Anna'],
  '2026-10-19T01:00': ['Weekly 2026-10-19 Anna'],
  '2026-10-28T07:00': ['Berlin 2026-10-28 Hugo'],
  '2026-10-30T01:00': ['Monthly 2026-10-31 Anna'],
  '2026-11-02T01:00': ['Weekly 2026-11-02 Anna'],
  '2026-11-20T00:00': ['Berlin 2026-11-11 Hugo', 'Weekly 2026-11-16 Anna'],
  '2026-11-23T01:00': ['Weekly 2026-11-23 Anna'],
  '2026-11-25T07:00': ['Berlin 2026-11-25 Hugo'],
  '2026-11-30T01:00': ['Weekly 2026-11-30 Anna'],
  '2026-12-07T01:01': ['Weekly 2026-12-07 Anna'],
  '2026-12-09T07:00': ['Berlin 2026-12-09 Hugo'],
  '2026-12-21T01:00': ['Weekly 2026-12-21 Anna'],
  '2026-12-23T07:00': ['Berlin stopped Bob'],
  '2026-12-28T01:00': ['Weekly 2026-12-28 Anna'],
  '2026-12-31T01:00': ['Monthly 2026-12-31 Anna'],
};

/** Clocks that are set wrong for a while, and back again. */
const jumps: Record<string, string[]> = {
  '2026-10-01T00:00': ['2026-09-29T00:00', '2026-09-30T12:00'],
  '2026-10-15T00:00': ['2026-10-27T00:00', '2026-10-14T05:00'],
  '2026-10-26T12:00': ['2026-10-20T00:00', '2026-10-26T00:30'],
  '2026-12-21T12:00': ['2026-12-14T01:00', '2026-12-09T08:00'],
};
/** When a desk is ended and another takes its place. */
const restarts = ['2026-09-30T00:59', '2026-10-15T00:00', '2026-11-20T00:00', '2026-12-07T01:01', '2026-12-23T07:00'];
/** When every desk dies after the draft was made and before all was stored. */
const deaths = ['2026-12-07T01:00'];
const isDown = (at: string) => at > '2026-11-03T00:00' && at < '2026-11-20T00:00';

const minuteMs = 60_000;
const shifted = (at: string, minutes: number) =>
  new Date(Date.parse(`${at}:00Z`) + minutes * minuteMs).toISOString().slice(0, 16);

async function restart(): Promise<void> {
  await desks.pop()!.close();
  desks.unshift(await open());
}

/** Looks at a minute with desks that fail when they store what they tell. */
async function dieAt(at: string): Promise<void> {
  const before = desks.map((desk) => desk.desk.outbox.add);
  for (const { desk } of desks) desk.outbox.add = () => Promise.reject(new Error('the process dies here'));
  expect(await look(at)).toEqual([]);
  for (const [n, { desk }] of desks.entries()) desk.outbox.add = before[n]!;
}

const drafts = () =>
  orderModel(desks[0]!.connection)
    .find({ requestKey: /^template:/ })
    .lean<Order[]>();

describe('a quarter with three desks, restarts, deaths and clocks that jump', () => {
  test('each draft is made and told once, to the minute, and nothing else is', async () => {
    const grid = Array.from({ length: 95 }, (_, n) => shifted('2026-09-28T12:00', n * 1440));
    const story = [...Object.keys(deeds), ...Object.keys(jumps), ...restarts, ...deaths, ...grid];
    const told = Object.keys(expected).filter((at) => !at.includes(','));
    const all = [...story, ...told.flatMap((at) => [shifted(at, -1), at, shifted(at, 1)])];
    const made: Record<string, string[]> = {};
    for (const at of [...new Set(all)].filter((one) => !isDown(one)).sort()) {
      setClocks(at);
      if (restarts.includes(at)) await restart();
      if (deaths.includes(at)) {
        await dieAt(at);
        continue;
      }
      const heard = await look(at);
      if (heard.length > 0) made[at] = heard;
      await deeds[at]?.();
      for (const wrong of jumps[at] ?? []) {
        const again = await look(wrong);
        if (again.length > 0) made[`${at}, set to ${wrong}`] = again;
      }
    }
    expect(made).toEqual(expected);
    const stored = await drafts();
    const count = Object.values(expected).flat().length - 1;
    expect([stored.length, new Set(stored.map((o) => o.requestKey)).size]).toEqual([count, count]);
    expect(new Set(stored.map((o) => o.draftNo)).size).toBe(count);
    const failed = desks.flatMap((d) => d.logged.filter((line) => /"level":50/.test(line)));
    expect(failed.filter((line) => !line.includes('the process dies here'))).toEqual([]);
  }, 240_000);

  test('every one is a draft of its owner: nothing is submitted, decided or numbered', async () => {
    for (const order of await drafts()) {
      expect([order.state, order.number, order.approval, order.orderDate]).toEqual([
        'draft',
        undefined,
        undefined,
        undefined,
      ]);
      expect([company.anna._id, hugo._id]).toContain(order.owner);
    }
  });

  test('the card has the lines, what is not sold any more, what is short, and its buttons', () => {
    const card = posts.findLast((post) => post.key.includes('2026-11-30'))?.card as SealedCard;
    const words = JSON.stringify(card);
    for (const part of ['Weekly', 'Acme Ltd', 'A100', 'B200 is not sold any more', 'Short in stock: A100 (0 there)'])
      expect(words).toContain(part);
    expect(buttonsOf(card).map((b) => b.label)).toEqual(['Submit', 'Edit', 'Discard', 'Open', 'Skip next', 'Pause']);
    const last = posts.findLast((post) => post.key.includes('template.stop'))?.card as SealedCard;
    expect(JSON.stringify(last)).toContain('Hugo is not active any more');
    expect(JSON.stringify(last)).not.toContain('Nordic');
    expect(buttonsOf(last)).toEqual([]);
  });

  test('the trail names each draft and the end of it', async () => {
    const lines = await auditModel(desks[0]!.connection)
      .find({ action: /^template\.(draft|stop)$/ })
      .lean();
    expect(lines.filter((l) => l.action === 'template.stop')).toHaveLength(1);
    expect(lines.filter((l) => l.action === 'template.draft')).toHaveLength((await drafts()).length);
    expect(lines.every((l) => l.from === 'scheduler:templates')).toBe(true);
  });
});
