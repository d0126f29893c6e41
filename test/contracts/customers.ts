import { expect, test } from '@jest/globals';
import { customerModel } from '../../src/customers/model.ts';
import type { Feedback } from '../../src/feedback/feedback.ts';
import { feedbackModel } from '../../src/feedback/model.ts';
import { type Locale, type TextKey, t } from '../../src/text/index.ts';
import { orderNow, seedOrder } from '../orders/support/seed.ts';
import { pictureOf } from '../support/picture.ts';
import type { ChatHouse } from './chat.ts';
import type { Plays } from './tables.ts';

/** What every chat does with customers and what they say. */
export function customerScenarios(locale: Locale, house: () => ChatHouse, { usual }: Plays): void {
  const say = (key: TextKey, values = {}) => t(locale, key, values);
  const typed = (en: string, zh: string) => `/order ${locale === 'zh' ? zh : en}`;
  const read = (code: string) => customerModel(house().desk.connection).findOne({ code }).lean();

  usual('a customer is edited in its form, and only what was changed is written', async () => {
    const { anna } = house().people;
    const { desk, company } = house();
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'EDITED', name: 'Edited Ltd', tier: 'B' });
    expect(await anna.say(typed('customer EDITED edit', '客户 EDITED 修改'))).toMatchObject({ kind: 'form' });
    const saved = await anna.fill({ industry: 'Pumps', contact2: 'Dora', email2: 'dora@edited.example' });
    expect(saved.words).toContain(say('customer.saved'));
    expect(await read('EDITED')).toMatchObject({ industry: 'Pumps', tier: 'B', contacts: [{ name: 'Dora' }] });
  });

  usual('a table of customers is looked at, and makes the new ones by one click', async () => {
    const { anna } = house().people;
    const rows = 'code,name,phone\nTABLED,Tabled Ltd,139\n,Nameless,\n';
    const seen = await anna.send('customers.csv', Buffer.from(rows));
    expect(seen.words).toContain(say('customers.table.dry'));
    expect(await read('TABLED')).toBeNull();
    const done = await anna.press(say('customers.table.make', { n: 1 }));
    for (const part of ['created', 'rejected'] as const)
      expect(done.words).toContain(say(`customers.table.came.${part}`, { n: 1 }));
    expect(await read('TABLED')).toMatchObject({ name: 'Tabled Ltd', owner: house().company.anna._id });
  });

  usual('a complaint is written down, opens a case, and holds the order up until that is closed', async () => {
    const { anna } = house().people;
    const { desk, company } = house();
    const order = await seedOrder(desk, company, 'delivered');
    const now = () => orderNow(desk, order._id);
    await anna.say(typed(`feedback ${order.number} two boxes were damaged`, `反馈 ${order.number} 箱子破损`));
    const written = await anna.fill();
    expect(written.words).toContain(say('feedback.kind.complaint'));
    const [open] = (await now()).openCases ?? [];
    expect(open).toMatchObject({ kind: 'complaint' });
    await anna.say(typed(`complete ${order.number}`, `完成 ${order.number}`));
    expect((await now()).state).toBe('delivered');
    await anna.say(typed(`case ${open?.number} close settled`, `售后 ${open?.number} 结案 已解决`));
    await anna.say(typed(`complete ${order.number}`, `完成 ${order.number}`));
    expect((await now()).state).toBe('completed');
  });

  test('a photo is added to the feedback that it belongs to, and shown', async () => {
    const { bob } = house().people;
    const { desk, company } = house();
    const order = await seedOrder(desk, company, 'delivered');
    await bob.say(typed(`feedback ${order.number} 4 nice packaging`, `反馈 ${order.number} 4 包装很好`));
    expect((await bob.send('corner.png', pictureOf(8, 6))).words).toContain(say('feedback.photo.title'));
    const added = await bob.press(say('feedback.photo.add'));
    expect(added.words).toContain(say('feedback.photo.added'));
    const [written] = await feedbackModel(desk.connection).find({ order: order._id }).lean<Feedback[]>();
    expect(written?.photos).toMatchObject([{ mime: 'image/png' }]);
  });

  usual('a customer is handed over, and both are told', async () => {
    const { bob } = house().people;
    const { desk, company } = house();
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'HANDED', name: 'Handed Ltd' });
    const done = await bob.say(typed('customer HANDED assign @Ada', '客户 HANDED 转交 @Ada'));
    expect(done.words).toContain(say('customer.handed', { name: 'Handed Ltd', to: 'Ada' }));
    expect(await read('HANDED')).toMatchObject({ owner: company.ada._id });
    await house().settle();
    await house().people.ada.notice(say('customer.given.title', { name: 'Handed Ltd' }));
    await house().people.anna.notice(say('customer.taken.title', { name: 'Handed Ltd' }));
  });
}
