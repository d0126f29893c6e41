import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inboxModel } from '../../src/chat/inbox.ts';
import { openSlackDesk, type SlackDesk, wordsIn } from '../support/slack-desk.ts';
import { tellingIn } from '../support/slack-telling.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
beforeEach(async () => {
  on = await openSlackDesk();
});
afterEach(() => on.close());
const { submitted, approvals, shownIn, once, states } = tellingIn(() => on);

/** Lists that Anna was answered with, for her eyes or in her direct conversation. */
const answers = () => {
  const { ephemeral, direct } = on.users.anna.shown();
  return [...ephemeral, ...direct].filter((m) => wordsIn(m.blocks).includes('Open orders'));
};

/** Waits until every command was answered, or tried to be: only then does the clock go on. */
const worked = () =>
  until('what was asked is worked on', 12_000, async () => {
    const waiting = { open: true, tries: { $exists: false } };
    return (await inboxModel(on.desk.connection).countDocuments(waiting)) === 0;
  });
/** Posts that Slack was asked for in a conversation. */
const tries = (channel: string) =>
  on.slack.calls.filter((c) => c.method === 'chat.postMessage' && c.channel === channel);

describe('a connection is half open: Slack takes requests and never answers', () => {
  test('the desk works on, and afterwards everything is there once', async () => {
    const channel = await approvals('approvals');
    on.slack.faults.hang();
    const numbers = [await submitted(100), await submitted(110)];
    const drained = on.desk.desk.outbox.drain();
    await until('requests hang', 8_000, () => on.slack.faults.hanging() > 0);
    expect((await fetch(`${on.desk.url}/healthz`)).status).toBe(200);
    const act = await on.users.anna.command('/order list', { channel });
    expect([act.status, act.ms < 3_000]).toEqual([200, true]);
    await on.slack.faults.up();
    await drained;
    await worked();
    await until('the answer to the command', 10_000, async () => {
      on.later(10_000);
      await on.desk.recover();
      return answers().length > 0;
    });
    await on.settle();
    for (const c of [channel, on.users.bob.direct]) expect(shownIn(c, numbers)).toEqual(once(numbers));
    expect(answers()).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });
});

describe('Slack says “too much” again and again', () => {
  test('in each conversation: none is lost, none comes twice, and none is tried before its time', async () => {
    const channels = [on.users.bob.direct, await approvals('one'), await approvals('two')];
    for (const [n, channel] of channels.entries())
      for (const retryAfter of [3, 30, 7 + n])
        on.slack.faults.rateLimit({ method: 'chat.postMessage', channel, retryAfter });
    const numbers = [await submitted(100), await submitted(110), await submitted(120)];
    await on.settle();
    for (const channel of channels) expect(shownIn(channel, numbers)).toEqual(once(numbers));
    for (const [n, channel] of channels.entries()) {
      const calls = tries(channel);
      const limited = calls.flatMap((c, i) => (c.result === '429' ? [i] : []));
      const waits = limited.map((i) => Math.floor(((calls[i + 1]?.at ?? 0) - (calls[i]?.at ?? 0)) / 1000));
      const least = [3, 30, 7 + n];
      expect(waits.map((w, i) => w >= (least[i] as number))).toEqual([true, true, true]);
    }
    expect(await states()).toEqual(['sent']);
  });

  test('to everything: none is lost and none comes twice', async () => {
    const channel = await approvals('one');
    for (const retryAfter of [1, 20, 5, 60, 2, 10, 4, 30]) on.slack.faults.rateLimit({ method: '*', retryAfter });
    const numbers = [await submitted(100), await submitted(110), await submitted(120)];
    await on.settle();
    for (const c of [channel, on.users.bob.direct]) expect(shownIn(c, numbers)).toEqual(once(numbers));
    expect(on.slack.faults.waiting()).toEqual([]);
    expect(await states()).toEqual(['sent']);
  });

  test('to everything: nothing of the same kind is asked for before its time', async () => {
    await approvals('one');
    const times = [1, 20, 5, 60, 2, 10, 4, 30];
    for (const retryAfter of times) on.slack.faults.rateLimit({ method: '*', retryAfter });
    for (const quantity of [100, 110, 120]) await submitted(quantity);
    await on.settle();
    const kindOf = ({ method, channel }: { method: string; channel?: string }) =>
      method === 'chat.postMessage' ? `${method} ${channel}` : method;
    const limited = on.slack.calls.filter((c) => c.result === '429');
    const early = limited.flatMap((call, i) => {
      const until = call.at + (times[i] as number) * 1000;
      // Those of the same instant were on their way already.
      const later = on.slack.calls.slice(on.slack.calls.indexOf(call) + 1);
      return later.filter((c) => kindOf(c) === kindOf(call) && c.at > call.at && c.at < until).map(kindOf);
    });
    expect(limited).toHaveLength(times.length);
    expect(early).toEqual([]);
  });
});

describe('Slack is broken for some minutes', () => {
  const methods = ['chat.postMessage', 'chat.update', 'conversations.open', 'conversations.history', '*'];

  test('whatever fails, in whatever order: every post arrives once', async () => {
    const channel = await approvals('approvals');
    const failing = fc.record({ method: fc.constantFrom(...methods), status: fc.constantFrom(500, 502, 503) });
    const faults = fc.sample(failing, { numRuns: process.env.SOAK ? 32 : 10, seed: 20_261_202 });
    const numbers: string[] = [];
    for (const [n, fault] of faults.entries()) {
      on.slack.faults.fail(fault);
      if (n % 5 === 0) numbers.push(await submitted(100 + n));
      await on.desk.desk.outbox.drain();
      on.later(10_000);
    }
    await on.settle();
    for (const c of [channel, on.users.bob.direct]) expect(shownIn(c, numbers)).toEqual(once(numbers));
    expect(on.slack.calls.filter((c) => /^50\d$/.test(c.result)).length).toBeGreaterThan(8);
    expect(await states()).toEqual(['sent']);
  });
});

describe('people ask while Slack is in trouble', () => {
  test('each command is acknowledged in time, and each answer comes once', async () => {
    const { anna } = on.users;
    const channel = on.slack.channel({ name: 'sales', members: [anna.id] }).id;
    const numbers: string[] = [];
    for (let n = 0; n < 12; n += 1) numbers.push(await submitted(100 + n));
    await on.settle();
    const troubles = [
      () => on.slack.faults.rateLimit({ method: 'response_url', retryAfter: 20 }),
      () => on.slack.faults.fail({ method: 'response_url', status: 500 }),
      () => on.slack.faults.fail({ method: 'response_url', status: 503, times: 2 }),
      () => {},
    ];
    for (const [n, number] of numbers.entries()) {
      troubles[n % troubles.length]?.();
      const act = await anna.command(`/order show ${number}`, { channel });
      expect([act.status, act.text, act.ms < 3_000]).toEqual([200, '', true]);
    }
    /** What answers a command is hers alone where she asked, or, when it is brought again, directly, with the command's key. */
    const shownAnswers = () => {
      const { ephemeral, direct } = anna.shown();
      return [...ephemeral, ...direct.filter((m) => JSON.stringify(m.metadata ?? '').includes(' command:'))];
    };
    const perOrder = () => numbers.map((n) => shownAnswers().filter((m) => wordsIn(m.blocks).includes(n)).length);
    await worked();
    await until('all answers are there', 15_000, async () => {
      on.later(30_000);
      await on.desk.recover();
      return perOrder().every((n) => n > 0);
    });
    for (let n = 0; n < 3; n += 1) {
      on.later(600_000);
      await on.desk.recover();
    }
    expect(perOrder()).toEqual(once(numbers));
    expect(await inboxModel(on.desk.connection).countDocuments({ open: true })).toBe(0);
  });
});
