import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { sentFiles } from '../../adapters/slack/parse.ts';
import { inboxKey } from '../../src/chat/inbox.ts';
import { fileModel } from '../../src/files/store.ts';
import { personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Locale, type TextKey, t } from '../../src/text/index.ts';
import { type LocalSlack, openSlackDesk, type SlackDesk, type SlackUser, wordsIn } from '../support/slack-desk.ts';
import { takenOf } from '../support/taken.ts';
import { until } from '../support/until.ts';

type Message = ReturnType<SlackUser['shown']>['direct'][number];

/** What the desk has written to somebody directly, oldest first. */
const answers = (user: SlackUser): Message[] => user.shown().direct.filter((m) => m.bot_id !== undefined && m.blocks);
const wordsOf = (message: Message): string => wordsIn(message.blocks);
const bytesOf = (slack: LocalSlack, name: string): string[] =>
  slack
    .callsOf('files.getUploadURLExternal')
    .filter((c) => c.args.filename === name)
    .map((_, i) => {
      const sent = slack.callsOf('upload').map((c) => slack.file(String(c.args.file)));
      return (
        sent
          .filter((f) => f?.name === name)
          .at(i)
          ?.bytes?.toString('utf8') ?? ''
      );
    });

describe.each(['en', 'zh'] as const)('orders from a file, in %s', (locale: Locale) => {
  let on: SlackDesk;
  beforeAll(async () => {
    on = await openSlackDesk({ locale });
    const { desk, company } = on;
    const carol = await desk.member('Carol', ['sales'], { teams: [company.team._id] });
    await desk.desk.customers.create(desk.actor(carol), { code: 'GLOBEX', name: 'Globex' });
    const huaxin = { code: 'HUAXIN', name: '华信' };
    await desk.desk.customers.create(desk.actor(company.anna), huaxin);
  });
  afterAll(() => on.close());
  afterEach(() => {
    jest.restoreAllMocks();
    expect(on.slack.complaints).toEqual([]);
  });

  const say = (key: TextKey, values = {}) => t(locale, key, values);
  const orders = (): Promise<Order[]> => orderModel(on.desk.connection).find().sort({ _id: 1 }).lean<Order[]>().exec();
  const orderOf = async (poNo: string) => (await orders()).filter((o) => o.poNo === poNo);

  const shownTo = (user: SlackUser): Message[] => [...answers(user), ...user.shown().ephemeral];

  /** Waits for a new message with some words, after something that somebody does. */
  async function after(user: SlackUser, shows: string, act: () => Promise<unknown>): Promise<Message> {
    const before = new Set(shownTo(user).map((m) => m.ts));
    await act();
    const fresh = () => shownTo(user).find((m) => !before.has(m.ts) && wordsOf(m).includes(shows));
    return until(`an answer with “${shows}”`, 8_000, fresh);
  }
  const send = (name: string, bytes: string | Buffer, user = on.users.anna): Promise<Message> =>
    after(user, name, () => user.upload({ name, bytes }));

  /** Clicks, and waits until the card that was clicked says what became of it. */
  async function click(card: Message, label: string, shows: string): Promise<string> {
    const { anna } = on.users;
    await anna.click(card, label);
    return until(`“${shows}”`, 8_000, () => {
      const now = answers(anna).find((m) => m.ts === card.ts);
      return now && wordsOf(now).includes(shows) && wordsOf(now);
    });
  }
  const summary = (filed: number, there: number, wrong: number) => say('batch.done.summary', { filed, there, wrong });

  const mixed = [
    'customer,sku,quantity,po_no,note',
    'ACME,A100,2,M-1,',
    'Acme Ltd,B200,5,M-5,',
    'GLOBEX,A100,1,M-2,',
    'ACME,A100,0,M-3,=cmd()',
    'ACME,Z999,1,M-4,',
  ].join('\n');

  test('shows a verdict for each row and stores no order', async () => {
    const card = wordsOf(await send('orders.csv', mixed));
    expect(card).toContain(say('batch.title', { name: 'orders.csv' }));
    expect(card).toContain('CNY 240.00');
    for (const words of [
      say('error.batch_customer', { text: 'GLOBEX' }),
      say('error.import_quantity', { text: '0' }),
      say('error.batch_product', { text: 'Z999' }),
    ])
      expect(card).toContain(words);
    expect(await orders()).toEqual([]);
  });

  test('files the valid rows only, and the others come back with their reasons in the reader’s language', async () => {
    const card = await send('mixed.csv', mixed);
    const result = await click(card, say('batch.file_valid'), summary(2, 0, 3));
    expect(result).toContain('SO-000001');
    expect([...(await orderOf('M-1')), ...(await orderOf('M-5'))].map((o) => [o.state, o.total, o.owner])).toEqual([
      ['approved', 240_00, on.company.anna._id],
      ['approved', 50_00, on.company.anna._id],
    ]);
    const [file] = await until('the rejected rows', 8_000, () => {
      const files = bytesOf(on.slack, 'mixed.rejected.csv');
      return files.length > 0 && files;
    });
    const lines = String(file).trim().split('\n');
    expect(file?.startsWith('\ufeff')).toBe(true);
    expect(lines[0]).toBe('customer,sku,quantity,po_no,note,reason');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain("ACME,A100,0,M-3,'=cmd(),");
    expect(file).toContain(say('error.batch_product', { text: 'Z999' }));
  });

  test('the same file again, as another message, creates nothing twice and says so', async () => {
    const before = await orders();
    const card = await send('again.csv', mixed);
    expect(wordsOf(card)).toContain(say('batch.was_filed', { order: 'SO-000001' }));
    expect(wordsOf(card)).not.toContain(say('batch.file_valid'));
    expect(await orders()).toEqual(before);
  });

  test('all or nothing files nothing while one row is wrong', async () => {
    const before = (await orders()).length;
    const card = await send('strict.csv', 'customer,sku,quantity,po_no\nACME,A100,1,N-1\nACME,Z999,1,N-2\n');
    await click(card, say('batch.all_or_nothing'), say('batch.nothing_filed.wrong'));
    expect(await orders()).toHaveLength(before);
  });

  test('what was right when it was looked at, and is not any more, stops all of it', async () => {
    const sku = 'C300';
    await on.desk.desk.products.create(on.desk.actor(on.company.ada), { sku, name: 'Gizmo', price: 10_000 });
    const card = await send('gone.csv', `customer,sku,quantity,po_no\nACME,A100,1,G-1\nACME,${sku},1,G-2\n`);
    const products = productModel(on.desk.connection);
    await products.updateOne({ sku }, { $set: { active: false } });
    await click(card, say('batch.file_all', { n: 2 }), say('batch.nothing_filed.wrong'));
    expect([...(await orderOf('G-1')), ...(await orderOf('G-2'))]).toEqual([]);
  });

  test('a GBK file with Chinese headers is read, and rows of one order number are one order', async () => {
    const text =
      '订单号,客户名称,产品编码,数量,折扣,要求交期,客户单号\n1,华信,A100,2,5%,2026-12-31,华-1\n1,华信,B200,3,,,华-1\n';
    const card = await send('订单.csv', iconv.encode(text, 'gbk'));
    await click(card, say('batch.file_all', { n: 1 }), summary(1, 0, 0));
    const [order] = await orderOf('华-1');
    expect(order).toMatchObject({
      total: 228_00 + 30_00,
      requestedDate: '2026-12-31',
      customerSnapshot: { name: '华信' },
    });
    expect(order?.lines.map((l) => [l.sku, l.quantity, l.discount])).toEqual([
      ['A100', 2_000, 500],
      ['B200', 3_000, 0],
    ]);
  });

  test('a table that is pasted after the command works like a file', async () => {
    const { anna } = on.users;
    const table = 'SKU\tQuantity\tCustomer\tPO\tNote\nA100\t1\tACME\tP-1\tfragile， very\n';
    const command = locale === 'zh' ? '/order 导入' : '/order import';
    const card = await after(anna, say('batch.pasted'), () => anna.message(`${command}\n${table}`));
    await click(card, say('batch.file_all', { n: 1 }), summary(1, 0, 0));
    expect(await orderOf('P-1')).toMatchObject([{ total: 120_00, notes: 'fragile， very' }]);
  });

  test('large orders wait for approval, as those of a form do', async () => {
    const card = await send('large.csv', 'customer,sku,quantity,po_no\nACME,A100,100,L-1\n');
    await click(card, say('batch.file_all', { n: 1 }), summary(1, 0, 0));
    expect(await orderOf('L-1')).toMatchObject([{ state: 'pending' }]);
    await on.settle();
    expect(wordsIn(on.users.bob.shown().direct.map((m) => m.blocks))).toContain('12,000');
  });

  test('the same customer and purchase order again warns, and asks before it is filed', async () => {
    const card = await send('double.csv', 'customer,sku,quantity,po_no\nACME,B200,9,L-1\n');
    const [there] = await orderOf('L-1');
    expect(wordsOf(card)).toContain(say('error.batch_po_there', { po: 'L-1', order: there?.number ?? '' }));
    expect(JSON.stringify(card.blocks)).toContain(say('batch.confirm_doubles', { n: 1 }));
  });

  test('a date that is past, a quantity under the smallest order and words for a price are refused', async () => {
    const [sku, moq] = ['D400', 10_000];
    await on.desk.desk.products.create(on.desk.actor(on.company.ada), { sku, name: 'Doodad', price: 10_000, moq });
    const head = 'customer,sku,quantity,unit_price,discount,requested_at';
    const rows = ['ACME,A100,1,,,2020-01-01', 'ACME,D400,9,,,', 'ACME,A100,1,cheap,,', 'ACME,A100,1,,150%,'];
    const card = wordsOf(await send('slips.csv', [head, ...rows].join('\n')));
    for (const words of [
      say('error.date_past', { date: '2020-01-01', today: '2026-12-02' }),
      say('error.batch_moq', { sku, moq: '10' }),
      say('error.field_number', { field: { text: 'field.unit_price' }, text: 'cheap', example: '9.50' }),
      say('error.field_discount', { text: '150%' }),
      say('batch.none_right'),
    ])
      expect(card).toContain(words);
    expect(bytesOf(on.slack, 'slips.rejected.csv')).toHaveLength(1);
  });

  test('a damaged Excel file, and an old one, are refused with a sentence that says to save it anew', async () => {
    const damaged = wordsOf(await send('orders.xlsx', Buffer.from('504b03040000', 'hex')));
    expect(damaged).toContain(say('error.workbook_broken', { name: 'orders.xlsx' }));
    expect(wordsOf(await send('old.xls', Buffer.from('d0cf11e0', 'hex')))).toContain('.xlsx');
  });

  test('somebody who may not order is told so, and the file is not even fetched', async () => {
    const before = on.slack.callsOf('download').length;
    const { otto } = on.users;
    await after(otto, say('error.not_allowed', { who: 'Ada' }), () => otto.upload({ name: 'f.csv', bytes: mixed }));
    expect(on.slack.callsOf('download')).toHaveLength(before);
  });

  test('a file of another place is refused, and its address never sees the token', async () => {
    const asked = jest.spyOn(globalThis, 'fetch');
    for (const external of [true, false]) {
      const elsewhere = { address: 'https://files.slack.com.evil.example/orders.csv', external };
      const file = { name: 'elsewhere.csv', bytes: mixed, elsewhere };
      const sentence = say('error.file_elsewhere', { name: 'elsewhere.csv' });
      await after(on.users.anna, sentence, () => on.users.anna.upload(file));
    }
    expect(asked.mock.calls.map(([url]) => String(url)).filter((url) => url.includes('evil'))).toEqual([]);
  });

  test('a file over 20 MB is refused before it is fetched', async () => {
    const before = on.slack.callsOf('download').length;
    const card = wordsOf(await send('huge.csv', Buffer.alloc(20 * 1024 * 1024 + 1, 'x')));
    expect(card).toContain(say('error.file_too_large', { name: 'huge.csv' }));
    expect(on.slack.callsOf('download')).toHaveLength(before);
  });

  test('of several files the first is read and the others are named; words beside it are not dropped silently', async () => {
    const files = ['one.csv', 'two.csv'].map((name) => ({ name, bytes: mixed }));
    const { anna } = on.users;
    const sentence = say('batch.others', { name: 'one.csv', others: 'two.csv' });
    const card = await after(anna, sentence, () => anna.upload(files, { text: 'urgent please' }));
    expect(wordsOf(card)).toContain('urgent please');
  });

  test('an event that is delivered twice is answered once', async () => {
    const { anna } = on.users;
    const before = answers(anna).length;
    const act = await anna.upload({ name: 'twice.csv', bytes: mixed });
    await until('the answer', 8_000, () => answers(anna).length > before);
    await on.slack.deliver(act.envelope);
    await on.slack.settled();
    await on.desk.desk.outbox.drain();
    expect(answers(anna)).toHaveLength(before + 1);
  });

  test('a file that was acknowledged when its process died is fetched and answered by the next one', async () => {
    const { anna } = on.users;
    const { inbox } = on.desk.desk;
    const { envelope } = await anna.upload({ name: 'first.csv', bytes: mixed });
    const { event } = envelope as { event: { ts: string; channel: string; files: { id: string; name: string }[] } };
    const said = { team: on.slack.team.id, user: anna.id, channel: event.channel, ts: `${event.ts}9`, text: '' };
    const [file] = event.files.map(({ id }) => ({ id, name: 'orphan.csv' }));
    const sent = sentFiles(said, file ? [file] : [], on.desk.clock());
    if (!sent) throw new Error('there is a file');
    await after(anna, 'orphan.csv', async () => {
      await inbox.release(takenOf(await inbox.take(inboxKey(sent), sent, on.desk.clock(), { open: true })));
      await on.desk.recover();
    });
  });

  test('the kept table and the rejected rows are the person’s alone', async () => {
    const { bob, anna } = on.company;
    const all = await fileModel(on.desk.connection).find().lean();
    expect(all.map((f) => f.name)).toEqual(expect.arrayContaining(['mixed.csv', 'mixed.rejected.csv']));
    for (const { _id, access } of all) {
      expect(access.members).toEqual([anna._id]);
      await expect(on.desk.desk.files.read(_id, personOf(bob))).rejects.toThrow('no such file');
    }
  });

  test('a double click makes one set of orders', async () => {
    const card = await send('clicks.csv', 'customer,sku,quantity,po_no\nACME,B200,1,K-1\nACME,B200,2,K-2\n');
    const label = say('batch.file_all', { n: 2 });
    await Promise.all([on.users.anna.click(card, label), on.users.anna.click(card, label)]);
    await until('both orders', 8_000, async () =>
      [await orderOf('K-1'), await orderOf('K-2')].every((o) => o.length > 0),
    );
    await until('all work is done', 8_000, async () => (await orders()).every((o) => o.state !== 'draft'));
    expect([await orderOf('K-1'), await orderOf('K-2')].map((found) => found.length)).toEqual([1, 1]);
  });

  test('a filing that broke off in the middle is completed by clicking again, and nothing is there twice', async () => {
    const rows = [1, 2, 3, 4].map((n) => `ACME,B200,${n},X-${n}`);
    const card = await send('broken.csv', ['customer,sku,quantity,po_no', ...rows].join('\n'));
    const { outbox } = on.desk.desk;
    jest.spyOn(outbox, 'add').mockRejectedValueOnce(new Error('the database went away'));
    const { anna } = on.users;
    await after(anna, say('card.error.title'), () => anna.click(card, say('batch.file_all', { n: 4 })));
    expect((await orders()).filter((o) => o.poNo?.startsWith('X-'))).toEqual([]);
    jest.restoreAllMocks();
    await click(card, say('batch.file_all', { n: 4 }), summary(4, 0, 0));
    const filed = (await orders()).filter((o) => o.poNo?.startsWith('X-'));
    expect(filed.map((o) => [o.poNo, o.state])).toEqual(rows.map((_, i) => [`X-${i + 1}`, 'approved']));
  });

  test('the command alone says how it is done', async () => {
    const { anna } = on.users;
    await after(anna, say('batch.help.file'), () => anna.message(locale === 'zh' ? '导入' : 'import'));
  });
});
