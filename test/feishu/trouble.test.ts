import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inboxModel } from '../../src/chat/inbox.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { tellingIn } from '../support/feishu-telling.ts';
import { until } from '../support/until.ts';

let on: FeishuDesk;
beforeEach(async () => {
  on = await openFeishuDesk();
});
afterEach(() => on.close());
const { submitted, group, shownIn, once, states } = tellingIn(() => on);

const drain = () => on.desk.desk.outbox.drain();
/** Messages that Feishu was asked to take in a chat. */
const tries = (chat: string) => on.feishu.calls.filter((c) => c.method === 'im.message.create' && c.chat === chat);
const dead = () => outboxModel(on.desk.connection).find({ state: 'dead' }).lean();
const answersTo = (number: string) => {
  const { direct, ephemeral } = on.users.anna.shown();
  return [...direct, ...ephemeral].filter((m) => m.card && wordsOf(m).includes(number)).length;
};
/** Waits until what people asked was answered, or tried to be: only then does the clock go on. */
const worked = () =>
  until('what was asked is worked on', 12_000, async () => {
    const waiting = { open: true, tries: { $exists: false } };
    return (await inboxModel(on.desk.connection).countDocuments(waiting)) === 0;
  });
/** Waits, while the outbox works, until all these orders are shown in all these chats. */
const reach = (chats: readonly string[], numbers: readonly string[]) =>
  until('the others were told', 8_000, () => {
    void drain();
    on.later(50);
    return chats.every((c) => shownIn(c, numbers).every((n) => n === 1));
  });
/** A fault’s promise, and what keeps it. */
function held(): { answered: Promise<void>; answer: () => void } {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return { answered, answer };
}

describe('a connection is half open: Feishu takes requests and never answers', () => {
  test('the desk works on, and afterwards everything is there once', async () => {
    // Orders have their home there, so that in the direct conversation there are only answers.
    await on.group('orders');
    const chat = await group('approvals');
    on.feishu.faults.hang();
    const numbers = [await submitted(100), await submitted(110)];
    const drained = drain();
    await until('requests hang', 8_000, () => on.feishu.faults.hanging() > 0);
    expect((await fetch(`${on.desk.url}/healthz`)).status).toBe(200);
    const said = await on.users.anna.write(`/order show ${numbers[0]}`);
    expect([said.delivered?.status, (said.delivered?.ms ?? 0) < 1_500]).toEqual([200, true]);
    await on.feishu.faults.up();
    await drained;
    await worked();
    await until('the answer', 10_000, async () => {
      on.later(10_000);
      await on.desk.recover();
      return answersTo(String(numbers[0])) > 0;
    });
    await on.settle();
    for (const c of [chat, on.users.bob.direct]) expect(shownIn(c, numbers)).toEqual(once(numbers));
    expect(answersTo(String(numbers[0]))).toBe(1);
    expect(await states()).toEqual(['sent']);
  });
});

describe('one chat is slow', () => {
  let slow: string;
  let others: string[];
  beforeEach(async () => {
    slow = await group('slow');
    others = [await group('quick'), on.users.bob.direct];
  });

  test('others are told meanwhile; what the desk no longer waited for, and sent again, is there once', async () => {
    const { answered, answer } = held();
    on.feishu.faults.slow({ method: 'im.message.create', chat: slow, until: answered });
    const first = await submitted(100);
    await until('a post hangs', 4_000, () => {
      void drain();
      return on.feishu.faults.waiting().length === 0;
    });
    const more = [await submitted(110), await submitted(120)];
    await reach(others, more);
    expect(shownIn(slow, [first])).toEqual([0]);
    const row = () => outboxModel(on.desk.connection).findOne({ conversation: new RegExp(slow), error: /no answer/ });
    await until('the desk no longer waits', 12_000, async () => (await row().lean()) ?? undefined);
    answer();
    await on.settle();
    for (const c of [slow, ...others]) expect(shownIn(c, [first, ...more])).toEqual(once([first, ...more]));
    expect(await states()).toEqual(['sent']);
  });

  test('ten seconds for each message: however many wait for it, those to others go out', async () => {
    const { answered, answer } = held();
    on.feishu.faults.slow({ method: 'im.message.create', chat: slow, until: answered, times: 9 });
    const numbers: string[] = [];
    for (let n = 0; n < 5; n += 1) numbers.push(await submitted(100 + n));
    await reach(others, numbers).finally(answer);
    await on.settle();
    for (const c of [slow, ...others]) expect(shownIn(c, numbers)).toEqual(once(numbers));
  });
});

describe('Feishu says “too much” again and again', () => {
  test('in some chats: none is lost, none comes twice, and others are unhindered', async () => {
    const chats = [await group('one'), await group('two')];
    for (const chat of chats) on.feishu.faults.refuse({ method: 'im.message.create', chat, code: 230020, times: 4 });
    const numbers = [await submitted(100), await submitted(110), await submitted(120)];
    await reach([on.users.bob.direct], numbers);
    await on.settle();
    for (const chat of [...chats, on.users.bob.direct]) expect(shownIn(chat, numbers)).toEqual(once(numbers));
    for (const chat of chats) {
      const calls = tries(chat);
      const limited = calls.flatMap((c, i) => (c.result === '230020' ? [i] : []));
      expect(limited).toHaveLength(4);
      const waits = limited.map((i) => (calls[i + 1]?.at ?? 0) - (calls[i]?.at ?? 0));
      expect(waits.filter((w) => w < 1_000)).toEqual([]);
    }
    expect(await states()).toEqual(['sent']);
  });

  test('to everything, for differing times: none is lost, none comes twice, none is asked for before its time', async () => {
    const chat = await group('one');
    const times = [1, 12, 3, 20, 2];
    for (const reset of times) on.feishu.faults.rateLimit({ method: 'im.message.create', reset });
    const numbers = [await submitted(100), await submitted(110), await submitted(120)];
    await on.settle();
    for (const c of [chat, on.users.bob.direct]) expect(shownIn(c, numbers)).toEqual(once(numbers));
    const calls = on.feishu.callsOf('im.message.create');
    const limited = calls.filter((c) => c.result === '429');
    expect(limited).toHaveLength(times.length);
    const early = limited.flatMap((call, i) => {
      const end = call.at + (times[i] as number) * 1000;
      // Those of the same instant were on their way already.
      return calls.filter((c) => c.at > call.at && c.at < end && calls.indexOf(c) > calls.indexOf(call));
    });
    expect(early).toEqual([]);
    expect(await states()).toEqual(['sent']);
  });

  test('of changes: cards are true in the end', async () => {
    const chat = await group('one');
    const number = await submitted();
    await on.settle();
    on.feishu.faults.rateLimit({ method: 'im.message.patch', reset: 9 });
    on.feishu.faults.refuse({ method: 'im.message.patch', code: 230020, times: 2 });
    const order = /"order":"([^"]+)"/.exec(JSON.stringify(await outboxModel(on.desk.connection).findOne({}).lean()));
    await on.desk.desk.move(on.desk.actor(on.company.bob), order?.[1] ?? '', 'approve');
    await on.settle();
    for (const c of [chat, on.users.bob.direct]) {
      const cards = on.feishu.messages(c).filter((m) => wordsOf(m).includes(number));
      expect(cards.map((m) => /approved/i.test(wordsOf(m)))).toEqual([true]);
    }
    expect(await states()).toEqual(['sent']);
  });
});

describe('what somebody has to mend', () => {
  const broken: [string, (chat: string) => void, RegExp][] = [
    [
      'the bot is not in the group',
      (chat) => on.feishu.faults.refuse({ method: 'im.message.create', chat, code: 230002 }),
      /230002 .*add it to the group/,
    ],
    [
      'the group was dissolved',
      (chat) => on.feishu.faults.refuse({ method: 'im.message.create', chat, code: 232009 }),
      /dissolved/,
    ],
    [
      'the text names a phone number, which the company’s rules refuse',
      (chat) => on.feishu.faults.refuse({ method: 'im.message.create', chat, code: 230028, status: 200 }),
      /230028 .*data-loss rules/,
    ],
  ];
  test.each(broken)('%s: the dead letter says so, and others are unhindered', async (_what, breaks, says) => {
    const [bad, good] = [await group('bad'), await group('good')];
    breaks(bad);
    const number = await submitted();
    await on.settle();
    for (const c of [good, on.users.bob.direct]) expect(shownIn(c, [number])).toEqual([1]);
    expect(shownIn(bad, [number])).toEqual([0]);
    expect((await dead()).map((row) => row.error)).toEqual([expect.stringMatching(says)]);
    expect(tries(bad)).toHaveLength(1);
  });

  test('the bot was taken out of a group, really', async () => {
    const bad = await group('bad');
    await on.feishu.removeBot(bad);
    const number = await submitted();
    await on.settle();
    expect(shownIn(on.users.bob.direct, [number])).toEqual([1]);
    expect((await dead()).map((row) => row.error)).toEqual([expect.stringMatching(/add it to the group/)]);
  });

  test('a person is outside the availability of the app', async () => {
    const good = await group('good');
    on.feishu.user({ id: on.users.bob.id, name: 'Bob', isAvailable: false });
    const number = await submitted();
    await on.settle();
    expect(shownIn(good, [number])).toEqual([1]);
    expect((await dead()).map((row) => row.error)).toEqual([expect.stringMatching(/230013 .*availability.*publish/)]);
  });

  test('a permission, an allowed address, a bot that is on: it is said what to mend, and all is sent when it is', async () => {
    const mends = [
      { code: 99991672, says: /the app lacks a permission/ },
      { code: 99991401, says: /list of allowed IP addresses/ },
      { code: 230006, says: /switch it on/ },
    ];
    const chats = [await group('one'), await group('two'), await group('three')];
    for (const [i, { code }] of mends.entries())
      on.feishu.faults.refuse({ method: 'im.message.create', chat: chats[i], code });
    const number = await submitted();
    await reach([on.users.bob.direct], [number]);
    for (const [i, { says }] of mends.entries()) {
      const waiting = () =>
        outboxModel(on.desk.connection)
          .findOne({ conversation: `feishu:${chats[i]}` })
          .lean();
      await until('the reason is kept', 5_000, async () => (await waiting())?.error);
      expect(await waiting()).toMatchObject({ state: 'due', error: expect.stringMatching(says) });
      expect(on.desk.logged.join('\n')).toMatch(says);
    }
    on.later(30_000);
    await on.settle();
    for (const chat of chats) expect(shownIn(chat, [number])).toEqual([1]);
  });

  test('a permission that is missing for three days makes a dead letter that names it', async () => {
    const bad = await group('bad');
    on.feishu.faults.refuse({ method: 'im.message.create', chat: bad, code: 99991672, times: 1_000 });
    await submitted();
    await drain();
    on.later(3 * 86_400_000 + 600_000);
    await on.settle();
    expect((await dead()).map((row) => row.error)).toEqual([expect.stringMatching(/permission: compare docs/)]);
  });
});

describe('Feishu is broken for some minutes', () => {
  const methods = ['im.message.create', 'im.message.reply', 'im.message.patch', 'im.message.list', 'auth.token', '*'];

  type Fault = { kind: string; method: string; n: number };
  const befalls: Record<string, (fault: Fault) => void> = {
    fail: ({ method, n }) => on.feishu.faults.fail({ method, status: 500 + n }),
    lost: ({ method }) => on.feishu.faults.loseAnswer({ method: method === '*' ? 'im.message.create' : method }),
    limit: ({ method, n }) => on.feishu.faults.rateLimit({ method, reset: n * 7 }),
    hiccup: ({ method, n }) => on.feishu.faults.refuse({ method, code: 2200, status: n === 1 ? 200 : 500 }),
    revoked: () => on.feishu.faults.revokeToken(),
  };
  const befall = (fault: Fault) => befalls[fault.kind]?.(fault);

  test('whatever fails, in whatever order: every post arrives once', async () => {
    const chats = { asks: await group('approvals'), tells: await group('orders', 'orders') };
    const fault = fc.record({
      kind: fc.constantFrom(...Object.keys(befalls)),
      method: fc.constantFrom(...methods),
      n: fc.integer({ min: 1, max: 3 }),
    });
    const faults = fc.sample(fault, { numRuns: 16, seed: 20_261_202 });
    const numbers: string[] = [];
    for (const [i, fault] of faults.entries()) {
      befall(fault);
      if (i % 5 === 0) numbers.push(await submitted(100 + i));
      await drain();
      on.later(10_000);
    }
    on.feishu.faults.clear();
    for (let n = 0; n < 4; n += 1) {
      on.later(300_000);
      await drain();
    }
    await on.settle();
    for (const c of [chats.asks, on.users.bob.direct]) expect(shownIn(c, numbers)).toEqual(once(numbers));
    const told = on.feishu.messages(chats.tells);
    const heads = told.filter((m) => !m.root_id);
    expect(numbers.map((x) => heads.filter((m) => wordsOf(m).includes(x)).length)).toEqual(once(numbers));
    expect(heads.map((h) => told.filter((m) => m.root_id === h.message_id).length)).toEqual(once(numbers));
    expect(await states()).toEqual(['sent']);
    expect(on.feishu.complaints).toEqual([]);
  });
});

describe('people ask while Feishu is in trouble', () => {
  test('each word is acknowledged in time, and each answer comes once', async () => {
    const { anna } = on.users;
    const numbers: string[] = [];
    for (let n = 0; n < 4; n += 1) numbers.push(await submitted(100 + n));
    await on.settle();
    const mine = { method: 'im.message.create', chat: anna.direct };
    const troubles = [
      () => on.feishu.faults.rateLimit({ ...mine, reset: 20 }),
      () => on.feishu.faults.fail({ ...mine, status: 500 }),
      () => on.feishu.faults.loseAnswer(mine),
      () => on.feishu.faults.refuse({ ...mine, code: 230020 }),
    ];
    const before = numbers.map(answersTo);
    for (const [n, number] of numbers.entries()) {
      troubles[n % troubles.length]?.();
      const { delivered } = await anna.write(`/order show ${number}`);
      expect([delivered?.status, (delivered?.ms ?? 0) < 3_000]).toEqual([200, true]);
      await worked();
      on.later(500);
    }
    const answers = () => numbers.map((x, i) => answersTo(x) - (before[i] ?? 0));
    await until('all answers are there', 15_000, async () => {
      on.later(30_000);
      await on.desk.recover();
      return answers().every((n) => n > 0);
    });
    for (let n = 0; n < 3; n += 1) {
      on.later(600_000);
      await on.desk.recover();
    }
    expect(answers()).toEqual(once(numbers));
    expect(await inboxModel(on.desk.connection).countDocuments({ open: true })).toBe(0);
  });

  test('an answer in a group that Feishu does not show there comes in the direct conversation, once', async () => {
    const number = await submitted();
    await on.settle();
    const chat = on.feishu.chat({ name: 'sales', members: [on.users.anna.id] }).id;
    const before = answersTo(number);
    on.feishu.faults.refuse({ method: 'ephemeral.send', code: 10003 });
    await on.users.anna.write(`/order show ${number}`, { chat });
    await worked();
    await until('the answer', 5_000, () => answersTo(number) > before);
    expect(answersTo(number)).toBe(before + 1);
    expect(on.feishu.messages(chat).filter((m) => m.card)).toEqual([]);
  });
});
