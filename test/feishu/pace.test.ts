import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TooMuch } from '../../adapters/feishu/errors.ts';
import { createFeishuPace } from '../../adapters/feishu/pace.ts';
import type { DeliveryError } from '../../src/chat/adapter.ts';
import { fixedClock } from '../../src/clock.ts';
import { noon } from '../support/desk.ts';
import type { Call } from '../support/feishu/core.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { tellingIn } from '../support/feishu-telling.ts';
import { until } from '../support/until.ts';

describe('a desk in a hurry', () => {
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
      on.later(125);
      return (await on.desk.desk.outbox.depth()).due === 0;
    });

  test('never more than five messages in a second go to one chat, and nothing is refused for coming too fast', async () => {
    const chats = [await group('approvals'), await group('orders', 'orders'), on.users.bob.direct];
    const numbers: string[] = [];
    for (let n = 0; n < 7; n += 1) numbers.push(await submitted(100 + n));
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
});

describe('the pace itself', () => {
  /** Posts to many chats, each as soon as the pace says, by a clock that goes on in small steps; gives when each went. */
  function run(chats: number, each: number, stepMs: number) {
    const clock = fixedClock(noon);
    const pace = createFeishuPace(clock);
    const waiting = Array.from({ length: chats * each }, (_, n) => ({ chat: `oc_${n % chats}`, at: 0 }));
    const sent: { chat: string; at: number }[] = [];
    for (let now = 0; sent.length < waiting.length; now += stepMs) {
      if (now > 3_600_000) throw new Error('an hour was not enough');
      clock.set(new Date(noon.getTime() + now));
      for (const post of waiting) {
        if (post.at > now) continue;
        try {
          pace.take(post.chat);
          sent.push({ chat: post.chat, at: now });
          post.at = Number.POSITIVE_INFINITY;
        } catch (error) {
          post.at = now + ((error as DeliveryError).afterMs ?? 0);
        }
      }
    }
    return sent;
  }
  const most = (times: readonly number[], ms: number): number =>
    times.reduce(
      (top, at, i) =>
        Math.max(
          top,
          times.slice(i).findIndex((t) => t >= at + ms),
        ),
      0,
    );

  test('to one chat: at most five in a second, and no slower than it must be', () => {
    const times = run(1, 100, 10).map((s) => s.at);
    expect(most(times, 1_000)).toBeLessThanOrEqual(5);
    expect(times.at(-1)).toBeLessThan(30_000);
  });

  test('to three hundred chats: at most fifty in a second and a thousand in a minute, and no slower than it must be', () => {
    const sent = run(300, 8, 20);
    const times = sent.map((s) => s.at);
    expect(most(times, 1_000)).toBeLessThanOrEqual(50);
    expect(most(times, 60_000)).toBeLessThanOrEqual(1_000);
    for (const chat of new Set(sent.map((s) => s.chat))) {
      const there = sent.filter((s) => s.chat === chat).map((s) => s.at);
      expect(most(there, 1_000)).toBeLessThanOrEqual(5);
    }
    expect(times.at(-1)).toBeLessThan(240_000);
  });

  test('what Feishu says of all calls holds for all, and of a chat for that chat', async () => {
    const clock = fixedClock(noon);
    const pace = createFeishuPace(clock);
    const refused = (everywhere: boolean) => () => Promise.reject(new TooMuch('too much', 7_000, everywhere));
    await expect(pace.within('send', 'oc_1', refused(false))).rejects.toThrow('too much');
    expect(() => pace.take('oc_1')).toThrow(expect.objectContaining({ busy: true }));
    expect(() => pace.take('oc_2')).not.toThrow();
    await expect(pace.within('send', 'oc_1', refused(true))).rejects.toThrow('too much');
    expect(() => pace.take('oc_2')).toThrow(expect.objectContaining({ busy: true, afterMs: 7_000 }));
    await expect(pace.change('om_1')).resolves.toBe(undefined);
    clock.set(new Date(noon.getTime() + 7_000));
    for (const chat of ['oc_1', 'oc_2']) expect(() => pace.take(chat)).not.toThrow();
  });
});
