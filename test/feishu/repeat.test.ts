import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { inboxModel } from '../../src/chat/inbox.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import type { Message } from '../support/feishu/types.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { tellingIn } from '../support/feishu-telling.ts';
import { until } from '../support/until.ts';

let on: FeishuDesk;
beforeEach(async () => {
  on = await openFeishuDesk();
});
afterEach(() => on.close());
const { submitted, group } = tellingIn(() => on);

const fromDesk = (user: 'anna' | 'bob') => on.users[user].shown().direct.filter((m) => m.sender.sender_type === 'app');
const rows = (filter: object = {}) => inboxModel(on.desk.connection).countDocuments(filter);
const orderOf = async (number: string): Promise<Order> =>
  (await orderModel(on.desk.connection).findOne({ number }).lean<Order>()) as Order;
/** Waits until everything was done and answered; the clock goes on only while nothing is on its way. */
const worked = () =>
  until('what was asked is done', 12_000, async () => {
    if ((await rows({ open: true })) === 0) return true;
    if ((await rows({ open: true, tries: { $exists: false } })) > 0) return false;
    on.later(10_000);
    await on.desk.recover();
    return false;
  });

/** While it does so, nothing can be kept. */
async function whileFull<T>(act: () => Promise<T>): Promise<T> {
  const { inbox } = on.desk.desk;
  const { take } = inbox;
  Object.assign(inbox, { take: () => Promise.reject(new Error('the disk is full')) });
  return act().finally(() => Object.assign(inbox, { take }));
}

/** Bob's card that asks him about an order. */
async function asked(number: string): Promise<Message> {
  await on.settle();
  return until('Bob is asked', 5_000, () => fromDesk('bob').find((m) => wordsOf(m).includes(number)));
}

describe('the same message', () => {
  test('sent again after 15 s, 5 min, 1 h and 6 h, also under another event_id, has one effect and one answer', async () => {
    const said = await on.users.anna.write('/order customer new BETA "Beta Ltd"');
    const envelope = said.delivered?.envelope ?? {};
    await worked();
    const before = [await rows(), fromDesk('anna').length];
    for (const wait of [15_000, 300_000, 3_600_000, 21_600_000]) {
      on.later(wait);
      expect((await on.feishu.deliver(envelope)).status).toBe(200);
      expect((await on.feishu.deliver(on.feishu.renamed(envelope))).status).toBe(200);
    }
    await worked();
    expect([await rows(), fromDesk('anna').length]).toEqual(before);
    expect(before).toEqual([1, 1]);
  });

  test('twenty times at once, under as many event_ids, is worked on once', async () => {
    const said = await on.users.anna.write('/order new Acme A100x2');
    const envelope = said.delivered?.envelope ?? {};
    const again = Array.from({ length: 20 }, () => on.feishu.deliver(on.feishu.renamed(envelope)));
    expect((await Promise.all(again)).map((a) => a.status)).toEqual(again.map(() => 200));
    await worked();
    expect([await rows(), fromDesk('anna').length]).toEqual([1, 1]);
  });

  test('that could not be kept is answered with 503, comes again after 15 s, and is then done', async () => {
    const said = await whileFull(() => on.users.anna.write('/order help'));
    expect([said.delivered?.status, await rows()]).toEqual([503, 0]);
    on.later(15_000);
    await said.delivered?.done;
    await worked();
    expect(said.delivered?.attempts.map((a) => a.status)).toEqual([503, 200]);
    expect(fromDesk('anna')).toHaveLength(1);
  });

  test('that could not be kept for an hour is done when it comes the fourth time', async () => {
    const { inbox } = on.desk.desk;
    const { take } = inbox;
    Object.assign(inbox, { take: () => Promise.reject(new Error('the disk is full')) });
    const said = await on.users.anna.write('/order help');
    const attempts = said.delivered?.attempts ?? [];
    for (const [n, wait] of [15_000, 300_000].entries()) {
      on.later(wait);
      await until('it comes again', 5_000, () => attempts.length === n + 2);
    }
    Object.assign(inbox, { take });
    on.later(3_600_000);
    await said.delivered?.done;
    await worked();
    expect(attempts.map((a) => a.status)).toEqual([503, 503, 503, 200]);
    expect(fromDesk('anna')).toHaveLength(1);
  });
});

describe('events out of their order', () => {
  test('are each done once, in whatever order they come', async () => {
    const first = await whileFull(() => on.users.anna.write('/order help'));
    const second = await on.users.anna.write('/order list');
    const third = await on.users.anna.write('/order me');
    on.later(15_000);
    await first.delivered?.done;
    await on.feishu.deliver(third.delivered?.envelope ?? {});
    await on.feishu.deliver(second.delivered?.envelope ?? {});
    await worked();
    expect([await rows(), fromDesk('anna').length]).toEqual([3, 3]);
  });

  test('a click on an older state of a card is told what is true now', async () => {
    const number = await submitted();
    const card = await asked(number);
    const approved = await on.users.bob.click(card, 'Approve');
    expect(approved.error).toBe(undefined);
    const again = await on.feishu.deliver(on.feishu.renamed(approved.envelope ?? {}), { resend: false });
    expect(again.status).toBe(200);
    await worked();
    expect(await orderOf(number)).toMatchObject({ state: 'approved' });
    expect(on.feishu.complaints).toEqual([]);
  });
});

describe('one decision', () => {
  const approvals = async (number: string) => {
    const { _id } = await orderOf(number);
    const made = await auditModel(on.desk.connection)
      .find({ 'subject.id': _id, action: /approve/, refused: { $exists: false } })
      .lean();
    return made.length;
  };

  test('by the same click twice is made once', async () => {
    const number = await submitted();
    const card = await asked(number);
    const act = await on.users.bob.click(card, 'Approve');
    for (let n = 0; n < 3; n += 1) {
      const again = await on.feishu.deliver(act.envelope ?? {}, { resend: false });
      expect([again.status, again.json]).toEqual([200, {}]);
    }
    expect([await approvals(number), (await orderOf(number)).state]).toEqual([1, 'approved']);
  });

  test('by a double click is made once, and both clicks are answered', async () => {
    const number = await submitted();
    const card = await asked(number);
    const acts = await Promise.all([on.users.bob.click(card, 'Approve'), on.users.bob.click(card, 'Approve')]);
    expect(acts.map((a) => [a.status, a.error])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    await worked();
    expect([await approvals(number), (await orderOf(number)).state]).toEqual([1, 'approved']);
  });

  test('by fifty clicks at once, in a group and in direct conversations, is made once, and all are answered', async () => {
    // How fast fifty are answered is the machine's affair: here each of them is answered, and none is done twice.
    await on.close();
    on = await openFeishuDesk({ feishuOptions: { patienceMs: 20_000 } });
    const chat = await group('approvals');
    const number = await submitted();
    await on.settle();
    const card = on.feishu.messages(chat)[0] as Message;
    const own = await asked(number);
    const clicks = Array.from({ length: 50 }, (_, n) => on.users.bob.click(n % 2 ? card : own, 'Approve'));
    const acts = await Promise.all(clicks);
    // 503: it could not be kept in time, and the person sees that.
    expect(acts.filter((a) => ![200, 503].includes(a.status ?? 0)).map((a) => [a.status, a.failure])).toEqual([]);
    expect(acts.some((a) => a.status === 200)).toBe(true);
    await worked();
    await on.settle();
    expect([await approvals(number), (await orderOf(number)).state]).toEqual([1, 'approved']);
    for (const shown of [on.feishu.message(card.message_id), on.feishu.message(own.message_id)])
      expect(wordsOf(shown as Message)).toMatch(/approved/i);
    expect(on.feishu.complaints.filter((c) => !c.includes('HTTP 503'))).toEqual([]);
  });

  test('a form that is sent ten times at once files one order', async () => {
    await on.users.anna.write('/order new Acme A100x2');
    await worked();
    const form = fromDesk('anna').at(-1) as Message;
    const acts = await Promise.all(Array.from({ length: 10 }, () => on.users.anna.click(form, 'File the order')));
    expect(acts.filter((a) => a.status !== 200 || a.error !== undefined)).toEqual([]);
    await worked();
    expect(await orderModel(on.desk.connection).countDocuments({})).toBe(1);
  });

  test('a click that could not be kept shows an error, does nothing, and works the next time', async () => {
    const number = await submitted();
    const card = await asked(number);
    const refused = await whileFull(() => on.users.bob.click(card, 'Approve'));
    expect([refused.status, refused.error]).toEqual([503, 200671]);
    expect((await orderOf(number)).state).toBe('pending');
    expect((await on.users.bob.click(card, 'Approve')).error).toBe(undefined);
    expect((await orderOf(number)).state).toBe('approved');
  });
});

describe('a click that takes its time', () => {
  /** Every look into the seals takes so long: the click’s work, not its way in. */
  function slowly(ms: number): () => void {
    const { sealer } = on.desk.desk;
    const { button } = sealer;
    Object.assign(sealer, {
      button: async (...given: Parameters<typeof button>) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return button(...given);
      },
    });
    return () => Object.assign(sealer, { button });
  }

  test('is answered with a toast within its three seconds, and then with a message, once', async () => {
    const number = await submitted();
    const card = await asked(number);
    const quickly = slowly(2_400);
    const before = fromDesk('bob').length;
    const act = await on.users.bob.click(card, 'Approve');
    quickly();
    expect([act.status, act.error, act.toast?.type, (act.ms ?? 0) < 2_900]).toEqual([200, undefined, 'info', true]);
    await worked();
    await on.settle();
    expect((await orderOf(number)).state).toBe('approved');
    const more = fromDesk('bob').slice(before);
    expect(more.map((m) => wordsOf(m).includes(number))).toEqual([true]);
    expect(on.feishu.complaints).toEqual([]);
  });

  test('that could not be kept, after all, is promised to nobody', async () => {
    const number = await submitted();
    const card = await asked(number);
    const { inbox } = on.desk.desk;
    const { take } = inbox;
    const full = () => new Promise<never>((_, no) => setTimeout(no, 2_200, new Error('the disk is full')));
    Object.assign(inbox, { take: full });
    const act = await on.users.bob.click(card, 'Approve');
    Object.assign(inbox, { take });
    expect([act.status, act.toast]).toEqual([503, undefined]);
    expect((await orderOf(number)).state).toBe('pending');
  });

  test('also when a part of its time went by before the work began', async () => {
    const number = await submitted();
    const card = await asked(number);
    const { members } = on.desk.desk;
    const { find } = members;
    Object.assign(members, {
      find: async (...given: Parameters<typeof find>) => {
        Object.assign(members, { find });
        await new Promise((resolve) => setTimeout(resolve, 900));
        return find(...given);
      },
    });
    const quickly = slowly(1_850);
    const before = fromDesk('bob').length;
    const act = await on.users.bob.click(card, 'Approve');
    quickly();
    expect([act.status, act.error, act.toast?.type, (act.ms ?? 0) < 2_900]).toEqual([200, undefined, 'info', true]);
    await worked();
    const more = fromDesk('bob').slice(before);
    expect(more.map((m) => wordsOf(m).includes(number))).toEqual([true]);
  });
});

describe('what was acknowledged when the process died', () => {
  /** The process dies as soon as what comes is kept and acknowledged. */
  async function deadly<T>(act: () => Promise<T>): Promise<T> {
    const { inbox } = on.desk.desk;
    const { take } = inbox;
    let die = () => {};
    const dead = new Promise<never>((_, reject) => {
      die = () => reject(new Error('the process died'));
    });
    dead.catch(() => {});
    Object.assign(inbox, {
      take: async (...[key, incoming, now, taking]: Parameters<typeof take>) => {
        const row = { incoming, at: now, lease: new Date(now.getTime() + 3_000), open: true };
        await inboxModel(on.desk.connection).create({ _id: key, ...JSON.parse(JSON.stringify(row)) });
        taking?.stored?.();
        return dead;
      },
    });
    return act().finally(() => {
      Object.assign(inbox, { take });
      die();
    });
  }

  test('is finished: a command, a menu, the first greeting, each answered once', async () => {
    const said = await deadly(() => on.users.anna.write('/order list'));
    expect(said.delivered?.status).toBe(200);
    await deadly(() => on.users.anna.menu('order_list'));
    await deadly(() => on.users.bob.enterChat());
    expect([fromDesk('anna').length, fromDesk('bob').length]).toEqual([0, 0]);
    for (let n = 0; n < 3; n += 1) {
      on.later(5_000);
      await on.desk.recover();
    }
    await worked();
    expect([fromDesk('anna').length, fromDesk('bob').length]).toEqual([2, 1]);
  });

  test('is finished: a command in a group is answered to the person alone', async () => {
    const chat = on.feishu.chat({ name: 'sales', members: [on.users.anna.id] }).id;
    await deadly(() => on.users.anna.write('/order list', { chat }));
    on.later(120_000);
    await on.desk.recover();
    await worked();
    expect(on.feishu.messages(chat).filter((m) => m.sender.sender_type === 'app')).toEqual([]);
    expect(fromDesk('anna').length + on.users.anna.shown().ephemeral.length).toBe(1);
  });
});
