import { describe, expect, test } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import { t } from '../../src/text/index.ts';
import { openFeishuDesk } from '../support/feishu-desk.ts';
import { until } from '../support/until.ts';
import { answersTo, told, useFeishuDesk } from './support/house.ts';

const on = useFeishuDesk({ long: true });
const isConnected = () => until('the desk listens', 8_000, () => on.feishu.long.connections() > 0);

describe('a desk that Feishu cannot reach, and that listens by the long connection', () => {
  test('has no address where anybody could call it', async () => {
    const answer = await fetch(`${on.desk.url}/feishu/events`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
  });

  test('answers words', async () => {
    const { delivered } = await on.users.anna.write('/order help');
    expect([delivered?.status, delivered?.failure]).toEqual([200, undefined]);
    await told(on.users.anna, '/order new');
  });

  test('a button is answered with what became of it, and the card as it is now', async () => {
    const { desk, company, users } = on;
    const lines = [{ sku: 'A100', quantity: 100_000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    await on.settle();
    const card = await told(users.bob, String(order.number));
    const act = await users.bob.click(card, t('en', 'action.approve'));
    expect([act.status, act.error]).toEqual([200, undefined]);
    expect(act.toast).toBeDefined();
    expect((await orderModel(desk.connection).findById(order._id).lean())?.state).toBe('approved');
  });

  test('an event that comes in parts, cut in the middle of a sign, is put together', async () => {
    const { anna } = on.users;
    await on.settle();
    const before = answersTo(anna).length;
    on.feishu.long.parts(40);
    const { delivered } = await anna.write('订单 帮助 🧾🧾🧾');
    on.feishu.long.parts(1);
    expect(delivered?.status).toBe(200);
    await told(anna, '/order new', before);
  });

  test('comes again when the connection breaks, though Feishu is busy at first, and what was sent meanwhile counts once', async () => {
    const { anna } = on.users;
    const before = answersTo(anna).length;
    on.feishu.long.cut();
    await until('the connection is gone', 8_000, () => on.feishu.long.connections() === 0);
    const { delivered } = await anna.write('/order list');
    expect(delivered?.failure).toBe('connection');
    await until('the desk is told that Feishu is busy', 8_000, () =>
      on.desk.logged.some((line) => line.includes('system busy') && line.includes('tried again')),
    );
    on.feishu.long.mend();
    await isConnected();
    on.later(15_000);
    await told(anna, t('en', 'card.list.mine'), before);
    await delivered?.done;
    const again = await on.feishu.deliver(delivered?.envelope ?? {});
    expect(again.status).toBe(200);
    await on.feishu.settled();
    expect(answersTo(anna).slice(before)).toHaveLength(1);
  });

  test('lets go of the connection when it ends', async () => {
    const other = await on.alsoOpen();
    await until('both listen', 8_000, () => on.feishu.long.connections() === 2);
    await other.close();
    await until('one is gone', 8_000, () => on.feishu.long.connections() === 1);
  });
});

test('a secret that Feishu refuses is told in the log, not shown, and the desk goes on', async () => {
  const secret = 'a wrong secret of the app';
  const wrong = await openFeishuDesk({ long: true, env: { FEISHU_APP_SECRET: secret }, isConnected: false });
  try {
    await until('it is told', 8_000, () => wrong.desk.logged.some((line) => line.includes('514')));
    expect((await fetch(`${wrong.desk.url}/healthz`)).status).toBe(200);
    expect(wrong.desk.logged.join()).not.toContain(secret);
  } finally {
    await wrong.close();
  }
});
