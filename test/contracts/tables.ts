import { expect, type test } from '@jest/globals';
import { workModel } from '../../src/entry/batch/work.ts';
import { orderModel } from '../../src/orders/model.ts';
import { type Locale, type TextKey, t } from '../../src/text/index.ts';
import { until } from '../support/until.ts';
import { workbook } from '../support/workbook.ts';
import type { ChatHouse } from './chat.ts';

/** How scenarios are played in a case: those that every chat plays, and the long ones; `test.skip` leaves them out. */
export type Plays = { usual: typeof test.skip; long: typeof test.skip };

/** What every chat does with tables of orders; `house` gives the company once it is open. */
export function tableScenarios(locale: Locale, house: () => ChatHouse, { usual, long }: Plays): void {
  const say = (key: TextKey, values = {}) => t(locale, key, values);
  const paste = (...rows: string[]) => `/order ${locale === 'zh' ? '导入' : 'import'}\n${rows.join('\n')}`;
  const found = (poNo: string) => orderModel(house().desk.connection).find({ poNo }).lean();
  /** What takes longer than a person waits goes on by itself: on a busy machine that is soon. */
  const filed = (poNo: string) =>
    until(`${poNo} is filed`, 10_000, async () => {
      const orders = await found(poNo);
      return orders.length > 0 && orders;
    });
  const summary = (filed: number, wrong = 0) => say('batch.done.summary', { filed, there: 0, wrong });

  long('a date that could be two is asked about, and read as it was answered', async () => {
    const { anna } = house().people;
    const asked = await anna.say(paste('customer;sku;quantity;requested_at;po_no', 'ACME;A100;1;03/04/2027;DATE-1'));
    expect(asked.words).toContain('2027-04-03');
    const checked = await anna.press(say('batch.ask.mdy', { text: '03/04/2027', date: '2027-03-04' }));
    expect(checked.words).toContain(say('batch.ok'));
    expect((await anna.press(say('batch.file_all', { n: 1 }))).words).toContain(summary(1));
    expect(await filed('DATE-1')).toMatchObject([{ requestedDate: '2027-03-04' }]);
  });

  long('headers that say nothing are asked about once: the next table of that kind is read at once', async () => {
    const { anna } = house().people;
    const head = 'Buyer;Article;Pieces;PO';
    const asked = await anna.say(paste(head, 'ACME;A100;2;MAP-1'));
    expect(asked.words).toContain(say('batch.ask.title', { name: say('batch.pasted') }));
    expect((await anna.press(say('batch.ask.answer'))).kind).toBe('form');
    const checked = await anna.fill({ 'column.customer': '0', 'column.sku': '1', 'column.quantity': '2' });
    expect(checked.words).toContain(say('batch.ok'));
    await anna.press(say('batch.file_all', { n: 1 }));
    expect(await filed('MAP-1')).toMatchObject([{ total: 240_00 }]);
    expect((await anna.say(paste(head, 'ACME;A100;3;MAP-2'))).words).toContain(say('batch.ok'));
  });

  long('a table without a header loses no row, and is asked about each time', async () => {
    const { anna } = house().people;
    const rows = ['ACME,A100,5,BARE-1', 'ACME,A100,6,BARE-2'];
    const asked = await anna.say(paste(...rows));
    const missing = { list: ['field.customer', 'field.sku', 'field.quantity'] as const };
    expect(asked.words).toContain(say('batch.ask.no_header', { missing }));
    await anna.press(say('batch.ask.answer'));
    await anna.fill({ 'column.customer': '0', 'column.sku': '1', 'column.quantity': '2', 'column.po_no': '3' });
    expect((await anna.press(say('batch.file_all', { n: 2 }))).words).toContain(summary(2));
    expect(await filed('BARE-1')).toMatchObject([{ total: 600_00 }]);
    const again = await anna.say(paste('ACME,A100,7,BARE-3', 'ACME,A100,8,BARE-4'));
    expect(again.words).toContain(say('batch.ask.no_header', { missing }));
  });

  usual('a dry run says the dates and prices that it read, what is short, and who must agree', async () => {
    const { anna } = house().people;
    const { desk, company } = house();
    const scarce = { sku: 'SCARCE', name: 'Scarce', price: 7_0000, onHand: 3_000 };
    await desk.desk.products.create(desk.actor(company.ada), scarce);
    const rows = ['ACME;SCARCE;10;2027-03-04;;TELL-1', 'ACME;A100;100;;;TELL-2', 'ACME;B200;5;;9.5;TELL-3'];
    const { words } = await anna.say(paste('customer;sku;quantity;requested_at;unit_price;po_no', ...rows));
    const line = (sku: string, quantity: string, price: string, from: 'list' | 'typed') =>
      say('batch.line', { sku, quantity, price, source: say(`price.source.${from}`) });
    for (const said of [
      say('batch.requested', { date: '2027-03-04' }),
      say('batch.no_date'),
      line('SCARCE', '10', '7', 'list'),
      line('B200', '5', '9.5', 'typed'),
      say('batch.short', { sku: 'SCARCE', held: '3', wanted: '10' }),
      say('batch.approval', { who: say('role.manager'), reasons: say('reason.amount') }),
      say('batch.orders_short'),
      say('batch.orders_approval'),
    ])
      expect(words).toContain(said);
    await anna.press(say('batch.cancel'));
  });

  usual('a table that is cancelled is forgotten, and files nothing', async () => {
    const { anna } = house().people;
    await anna.say(paste('customer;sku;quantity;po_no', 'ACME;A100;1;CANCEL-1'));
    const cancelled = await anna.press(say('batch.cancel'));
    expect(cancelled.words).toContain(say('batch.forgotten.text'));
    expect(await found('CANCEL-1')).toEqual([]);
  });

  long('a long filing shows how far it is, and tells of its end', async () => {
    const { anna } = house().people;
    const { desk } = house();
    await anna.say(paste('customer;sku;quantity;po_no', 'ACME;A100;1;LONG-1', 'ACME;A100;2;LONG-2'));
    const works = workModel(desk.connection);
    // Another desk has it in work.
    const work = await works.findOne({ state: 'open' }).sort({ _id: -1 }).lean();
    const inWork = { state: 'running', which: 'all', claim: 'another', orders: 2, done: 1, quiet: true } as const;
    await works.updateOne(
      { _id: work?._id },
      { $set: { ...inWork, leaseUntil: new Date(desk.clock().getTime() + 60_000) } },
    );
    const progress = await anna.press(say('batch.file_all', { n: 2 }));
    expect(progress.words).toContain(say('batch.running.of', { done: 1, orders: 2, percent: 50 }));
    expect(await found('LONG-1')).toEqual([]);
    // It died: the timetable goes on with it.
    await works.updateOne({ _id: work?._id }, { $set: { leaseUntil: desk.clock() } });
    await desk.desk.batch.goOn(desk.clock());
    await desk.desk.batch.run(String(work?._id));
    await house().settle();
    await anna.notice(summary(2));
    expect(await filed('LONG-2')).toHaveLength(1);
  });

  usual('a workbook is read with its dates and numbers as they are', async () => {
    const { anna } = house().people;
    const head = [locale === 'zh' ? '客户' : 'customer', 'sku', 'quantity', 'requested_at', 'unit_price', 'po_no'];
    const rows = [['Orders of the week'], [], head, ['ACME', 'A100', 2, { date: '2027-03-04' }, 9.5, 'BOOK-1']];
    const checked = await anna.send('week.xlsx', workbook({ Orders: rows, Notes: [['nothing here']] }));
    expect(checked.words).toContain(say('batch.ok'));
    await anna.press(say('batch.file_all', { n: 1 }));
    expect(await filed('BOOK-1')).toMatchObject([{ requestedDate: '2027-03-04', total: 19_00 }]);
  });
}
