import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Call } from '../support/feishu/core.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { tellingIn } from '../support/feishu-telling.ts';
import { until } from '../support/until.ts';

let on: FeishuDesk;
beforeEach(async () => {
  on = await openFeishuDesk({ feishuOptions: { strictRates: true } });
});
afterEach(() => on.close());
const { submitted, group, shownIn, once, states } = tellingIn(() => on);

const sends = () => on.feishu.calls.filter((c) => ['im.message.create', 'im.message.reply'].includes(c.method));
/** The most calls in any second. */
const busiest = (calls: readonly Call[]): number =>
  Math.max(0, ...calls.map(({ at }) => calls.filter((c) => c.at >= at && c.at < at + 1_000).length));

/** The outbox works while the clock goes on by small steps, until all is sent. */
const flows = () =>
  until('all is sent', 20_000, async () => {
    await on.desk.desk.outbox.drain();
    on.later(50);
    return (await on.desk.desk.outbox.depth()).due === 0;
  });

test('never more than five messages in a second go to one chat, and nothing is refused for coming too fast', async () => {
  const chats = [await group('approvals'), await group('orders', 'orders'), on.users.bob.direct];
  const numbers: string[] = [];
  for (let n = 0; n < 12; n += 1) numbers.push(await submitted(100 + n));
  await flows();
  for (const chat of [chats[0], chats[2]] as string[]) expect(shownIn(chat, numbers)).toEqual(once(numbers));
  for (const chat of chats) {
    const there = sends().filter((c) => c.chat === chat);
    expect(there.length).toBeGreaterThanOrEqual(numbers.length);
    expect(busiest(there)).toBeLessThanOrEqual(5);
  }
  expect(on.feishu.calls.filter((c) => c.result === '230020' || c.result === '429')).toEqual([]);
  expect(await states()).toEqual(['sent']);
});

test('never more than fifty messages in a second go out, to however many chats, nor a thousand in a minute', async () => {
  const adapter = on.desk.adapters[0];
  const chats = Array.from(
    { length: 300 },
    (_, n) => on.feishu.chat({ name: `c${n}`, members: [on.users.anna.id] }).id,
  );
  const card = { title: 'Card', summary: 's', blocks: [] };
  const left = new Map(chats.flatMap((chat) => [0, 1, 2, 3].map((n) => [`${chat} ${n}`, chat] as const)));
  const started = on.desk.clock().getTime();
  let early = 0;
  for (let step = 0; left.size > 0 && step < 2_000; step += 1) {
    const now = [...left].slice(0, 60);
    const results = await Promise.allSettled(
      now.map(([key, chat]) => adapter?.post({ conversation: `feishu:${chat}`, card, key })),
    );
    for (const [i, result] of results.entries()) if (result.status === 'fulfilled') left.delete(now[i]?.[0] ?? '');
    early += results.filter((r) => r.status === 'rejected').length;
    on.later(500);
  }
  expect(left.size).toBe(0);
  expect(early).toBeGreaterThan(0);
  for (const chat of chats) expect(on.feishu.messages(chat)).toHaveLength(4);
  expect(busiest(sends())).toBeLessThanOrEqual(50);
  expect(on.desk.clock().getTime() - started).toBeLessThan(120_000);
  expect(on.feishu.calls.filter((c) => c.result === '230020' || c.result === '429')).toEqual([]);
});
