import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inboxModel } from '../../src/chat/inbox.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { openSlackDesk, type SlackDesk, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';
import { growthOf, heapMb } from './support/memory.ts';
import { befall, forecast, passes, type Weather } from './support/slack-weather.ts';

/** Each stretch of trouble is followed by a calm in which all is brought. */
const [stretches, steps] = process.env.SOAK ? [12, 60] : [4, 6];
/** Ms of Slack's clock for one step; an order is filed in nearly every step. */
const stepMs = 5_000;
/** MB by which the heap may grow over the second half. What is kept of an order is in the database, not in memory. */
const mostGrowthMb = 6;

let on: SlackDesk;
let shared: { orders: string; approvals: string; sales: string };
beforeAll(async () => {
  on = await openSlackDesk();
  const { slack, desk, company, users } = on;
  const members = Object.values(users).map((u) => u.id);
  const channel = (name: string) => slack.channel({ name, members }).id;
  shared = { orders: channel('orders'), approvals: channel('approvals'), sales: channel('sales') };
  for (const purpose of ['orders', 'approvals'] as const) {
    const address = `slack:${slack.team.id}:${shared[purpose]}` as const;
    await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose, role: 'manager' });
  }
});
afterAll(() => on.close());

async function submitted(quantity: number): Promise<string> {
  const { desk, company } = on;
  const lines = [{ sku: 'A100', quantity: quantity * 1000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  return (await desk.desk.move(desk.actor(company.anna), draft._id, 'submit')).order.number ?? '';
}

/** The clock goes on only while nothing is on its way: it would take what is worked on for dead. */
async function worked(): Promise<void> {
  await until('what was asked is worked on', 12_000, async () => {
    const waiting = { open: true, tries: { $exists: false } };
    return (await inboxModel(on.desk.connection).countDocuments(waiting)) === 0;
  });
  await on.desk.recover();
  await on.desk.desk.outbox.drain();
}

async function step(weather: Weather, n: number): Promise<string> {
  const answer = await befall(on.slack, weather);
  const number = await submitted(100 + n);
  const drained = on.desk.desk.outbox.drain();
  await passes(on, weather);
  answer();
  await drained;
  if (n % 4 === 0) {
    const act = await on.users.anna.command(`/order show ${number}`, { channel: shared.sales });
    expect([act.status, act.ms < 3_000]).toEqual([200, true]);
  }
  await worked();
  await on.slack.faults.up();
  on.later(stepMs);
  return number;
}

/** All is well again, and everything is brought. */
async function calm(): Promise<void> {
  on.slack.faults.clear();
  await until('all is brought', 120_000, async () => {
    await worked();
    const open = await inboxModel(on.desk.connection).countDocuments({ open: true });
    const { due, dead } = await on.desk.desk.outbox.depth();
    if (due + open === 0) return true;
    if (dead > 0) throw new Error('a notice was given up');
    on.later(stepMs);
    return false;
  });
  await on.slack.settled();
}

/** Orders that are not told of exactly once, with how often they are, conversation by conversation. */
function wrong(numbers: readonly string[]): string[] {
  const about = (channel: string, number: string) =>
    on.slack.messages(channel).filter((m) => wordsIn(m.blocks).includes(number));
  return numbers.flatMap((number) => {
    const heads = about(shared.orders, number).filter((m) => !m.thread_ts || m.thread_ts === m.ts);
    const replies = heads.flatMap((m) => on.slack.messages(shared.orders, { thread: m.ts }).slice(1));
    const decisions = [on.users.bob.direct, shared.approvals].map((c) => about(c, number).length);
    const counts = [heads.length, replies.length, ...decisions].join(' ');
    return counts === '1 1 1 1' ? [] : [`${number}: ${counts}`];
  });
}

test(
  `${(stretches * steps * stepMs) / 60_000} minutes in which Slack is away, slow, deaf, limited or broken: every notice is there once, and memory stays flat`,
  async () => {
    const heap: number[] = [];
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      const numbers: string[] = [];
      const asked = on.users.anna.shown().ephemeral.length;
      for (const [n, weather] of forecast(steps, 20_261_202 + stretch).entries()) numbers.push(await step(weather, n));
      await calm();
      expect(wrong(numbers)).toEqual([]);
      const shown = [...on.users.anna.shown().ephemeral.slice(asked), ...on.users.anna.shown().direct];
      const answered = numbers.filter((_, n) => n % 4 === 0);
      expect(answered.filter((x) => !shown.some((m) => wordsIn(m.blocks).includes(x)))).toEqual([]);
      on.slack.forget();
      on.desk.logged.length = 0;
      heap.push(heapMb());
    }
    expect(await outboxModel(on.desk.connection).distinct('state')).toEqual(['sent']);
    expect(growthOf(heap)).toBeLessThan(mostGrowthMb);
    if (process.env.SOAK)
      process.stdout.write(`heap after each stretch, MB: ${heap.map((mb) => mb.toFixed(1)).join(' ')}\n`);
  },
  process.env.SOAK ? 1_200_000 : 60_000,
);
