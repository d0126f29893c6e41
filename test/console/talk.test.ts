import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { limits } from '../../adapters/console/limits.ts';
import { fixedClock } from '../../src/clock.ts';
import { everyBlock } from './support/cards.ts';
import { createCaller, type House, openHouse, signIn } from './support/house.ts';

let house: House;
let anna: Awaited<ReturnType<typeof signIn>>;
let bo: Awaited<ReturnType<typeof signIn>>;
let otto: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  house = await openHouse();
  [anna, bo, otto] = [await signIn(house, 'anna'), await signIn(house, 'bo'), await signIn(house, 'otto')];
});
afterAll(() => house.close());

const orders = 'console:#orders';

describe('a command', () => {
  test('its words and its answer are kept, and told to the desk as a person’s', async () => {
    const reply = await anna.say('/order blocks');
    expect(reply.messages.map((m) => [m.mine, m.text, m.card?.title])).toEqual([
      [true, '/order blocks', undefined],
      [false, undefined, 'SO-000123 · Acme Trading'],
    ]);
    expect(await anna.messages()).toEqual(reply.messages);
    expect(house.desk.heard.at(-1)).toMatchObject({
      kind: 'command',
      text: 'blocks',
      from: 'console:anna',
      conversation: 'console:@anna',
    });
    expect(house.tracked.at(-1)).toEqual([
      { conversation: 'console:@anna', message: reply.messages[1]!.id },
      reply.messages[1]!.card,
      'm-anna',
    ]);
  });

  test('the words mean the same with /order, with 订单, and without', async () => {
    for (const text of ['/order list', '订单 list', '/订单 list', 'list', '  LIST'.toLowerCase()]) {
      await anna.say(text);
      expect(house.desk.heard.at(-1)).toMatchObject({ text: 'list' });
    }
    await anna.say('/orders');
    expect(house.desk.heard.at(-1)).toMatchObject({ text: '/orders' });
  });

  test('sent twice with one key, also at the same moment, it is one message with one answer', async () => {
    const key = anna.key();
    const replies = await Promise.all([1, 2, 3, 4].map(() => anna.say('help', anna.direct, key)));
    const again = await anna.say('help', anna.direct, key);
    const ids = new Set([...replies, again].map((reply) => reply.messages.map((m) => m.id).join()));
    expect(ids.size).toBe(1);
    expect((await anna.messages()).filter((m) => m.text === 'help')).toHaveLength(1);
  });

  test('a key of another person is another deed', async () => {
    const key = anna.key();
    await anna.say('list', anna.direct, key);
    const reply = await bo.say('help', bo.direct, key);
    expect(reply.messages[0]).toMatchObject({ text: 'help', mine: true, conversation: bo.direct });
  });
});

describe('a channel', () => {
  test('a private answer and the words before it are seen by the person alone', async () => {
    await anna.say('blocks', orders);
    expect((await anna.messages(orders)).map((m) => m.private)).toEqual([true, true]);
    expect(await bo.messages(orders)).toEqual([]);
  });

  test('an answer for all is seen by all, with the words that asked for it', async () => {
    const { messages } = await anna.say('public', orders);
    expect((await bo.messages(orders)).map((m) => [m.id, m.mine, m.author, m.private])).toEqual([
      [messages[0]!.id, false, 'Anna Wang 王安娜', false],
      [messages[1]!.id, false, undefined, false],
    ]);
    expect(house.tracked.at(-1)![2]).toBeUndefined();
  });

  test('whoever is not in its audience neither reads nor acts there, and cannot tell that it exists', async () => {
    const { messages } = await anna.say('public', orders);
    const place = { conversation: orders, key: otto.key() };
    const tries = [
      otto.call(`/api/messages?conversation=${encodeURIComponent(orders)}`),
      otto.call('/api/say', { body: { ...place, text: 'help' } }),
      otto.call('/api/click', { body: { ...place, message: messages[1]!.id, button: 'b-approve' } }),
      otto.call('/api/submit', { body: { ...place, form: 'form-1', values: {} } }),
      otto.call('/api/choices', { body: { ...place, source: 'customer', query: 'a' } }),
      otto.call('/api/read', { body: { conversation: orders, seq: 1 } }),
    ];
    const none = await otto.call('/api/messages?conversation=console:%23nowhere');
    for (const answer of await Promise.all(tries)) expect([answer.status, answer.data]).toEqual([404, none.data]);
    const listed = (await otto.call('/api/conversations')).data.conversations;
    expect(listed.map((c: { address: string }) => c.address)).toEqual([otto.direct]);
  });

  test('a message of another conversation cannot be clicked through one’s own', async () => {
    const { messages } = await anna.say('blocks');
    const before = house.desk.heard.length;
    const answer = await bo.call('/api/click', {
      body: { conversation: bo.direct, message: messages[1]!.id, button: 'b-approve', key: bo.key() },
    });
    expect([answer.status, answer.data.error.code, house.desk.heard.length]).toEqual([
      404,
      'error.console_message',
      before,
    ]);
  });

  test('nobody reads another’s direct messages', async () => {
    await anna.say('blocks');
    const answer = await bo.call(`/api/messages?conversation=${encodeURIComponent(anna.direct)}`);
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.data)).not.toContain('Acme');
  });
});

describe('a button', () => {
  test('an answer that replaces takes the place of the clicked card, for everybody', async () => {
    const { messages } = await anna.say('public', orders);
    const [, card] = messages;
    const reply = await bo.click(card!, 'b-approve');
    expect(reply.messages).toMatchObject([
      { id: card!.id, version: 2, card: { title: 'SO-000123 · Acme Trading', badge: { label: 'Approved' } } },
    ]);
    expect((await anna.messages(orders)).find((m) => m.id === card!.id)!.card!.summary).toContain(
      'approved by console:bo',
    );
  });

  test('a private answer never replaces a card that others see', async () => {
    const { messages } = await anna.say('public', orders);
    const reply = await bo.click(messages[1]!, 'b-reject');
    expect(reply.messages).toMatchObject([{ private: true, card: { title: 'Rejected' } }]);
    expect(reply.messages[0]!.id).not.toBe(messages[1]!.id);
    expect((await anna.messages(orders)).some((m) => m.card?.title === 'Rejected')).toBe(false);
  });

  test('brings along what is ticked; what no box can be is refused before the desk hears of it', async () => {
    const { messages } = await anna.say('blocks');
    const send = (checked: unknown) =>
      anna.call('/api/click', {
        body: { conversation: anna.direct, message: messages[1]!.id, button: 'b-together', checked, key: anna.key() },
      });
    expect((await send(['0', '2'])).status).toBe(200);
    expect(house.desk.heard.at(-1)).toMatchObject({ button: 'b-together', checked: ['0', '2'] });
    const before = house.desk.heard.length;
    for (const odd of ['0', [0], [null], ['x'.repeat(21)], Array.from({ length: 201 }, String)])
      expect((await send(odd)).status).toBe(400);
    expect(house.desk.heard.length).toBe(before);
  });

  test('clicked twice with one key it counts once', async () => {
    for (const button of ['b-approve', 'b-show', 'b-edit']) {
      const card = (await anna.say('blocks')).messages[1]!;
      const key = anna.key();
      const first = await anna.click(card, button, key);
      const before = house.desk.heard.length;
      expect(await anna.click(card, button, key)).toEqual(first);
      expect(house.desk.heard.length).toBe(before);
    }
  });
});

describe('a form', () => {
  const submit = (form: string, values: Record<string, unknown>, key = anna.key()) =>
    anna.call('/api/submit', { body: { conversation: anna.direct, form, values, key } });

  test('it waits as a message until it is submitted, then its answer stands in its place', async () => {
    const opened = await anna.say('new Acme A100x20');
    const waiting = opened.messages.at(-1)!;
    expect([opened.open, waiting.form!.title]).toEqual([waiting.id, 'New order']);
    expect((await anna.messages()).at(-1)).toEqual(waiting);
    const answer = await submit(waiting.form!.id, { customer: 'C-ACME', lines: [{ sku: 'A100', quantity: '20' }] });
    expect(answer.data.messages).toMatchObject([{ id: waiting.id, card: { title: 'SO-000125 · Acme Trading' } }]);
    expect(answer.data.messages[0].form).toBeUndefined();
  });

  test('what is wrong is said at its field, and the form stays', async () => {
    const waiting = (await anna.say('new')).messages.at(-1)!;
    const answer = await submit(waiting.form!.id, {
      customer: '',
      lines: [
        { sku: 'A100', quantity: '1' },
        { sku: 'B200', quantity: '' },
      ],
    });
    expect(Object.keys(answer.data.errors)).toEqual(['customer', 'lines.1.quantity']);
    expect((await anna.messages()).at(-1)).toEqual(waiting);
  });

  test('submitted twice with one key it is filed once', async () => {
    const waiting = (await anna.say('new')).messages.at(-1)!;
    const key = anna.key();
    const first = await submit(waiting.form!.id, { customer: 'C-ACME' }, key);
    const before = house.desk.heard.length;
    const second = await submit(waiting.form!.id, { customer: 'C-ACME' }, key);
    expect([second.data, house.desk.heard.length]).toEqual([first.data, before]);
  });

  test('a form in a channel is shown to nobody else', async () => {
    const waiting = (await anna.say('new', orders)).messages.at(-1)!;
    expect((await bo.messages(orders)).some((m) => m.id === waiting.id)).toBe(false);
    const answer = await bo.call('/api/submit', {
      body: { conversation: orders, form: waiting.form!.id, values: {}, key: bo.key() },
    });
    expect([answer.status, answer.data.error.code]).toEqual([404, 'error.console_message']);
  });

  test('its search fields ask the desk, and nothing is kept', async () => {
    const before = await anna.messages();
    const answer = await anna.call('/api/choices', {
      body: { conversation: anna.direct, source: 'product', query: 'm8', key: anna.key() },
    });
    expect(answer.data.choices.map((c: { value: string }) => c.value)).toEqual(['A100', 'B200']);
    expect(await anna.messages()).toEqual(before);
  });
});

describe('what the desk posts by itself', () => {
  test('the same key posts once; the first message is given again', async () => {
    const post = { conversation: orders, card: everyBlock(), key: 'approval:SO-000123' } as const;
    const refs = await Promise.all([1, 2, 3].map(() => house.adapter.post({ ...post })));
    expect(new Set(refs.map((ref) => ref.message)).size).toBe(1);
    const elsewhere = await house.adapter.post({ ...post, conversation: 'console:#approvals' });
    expect(elsewhere.message).not.toBe(refs[0]!.message);
  });

  test('a posted card is brought up to date in its place', async () => {
    const ref = await house.adapter.post({
      conversation: house.adapter.direct('console:fiona'),
      card: everyBlock(),
      key: 'k1',
    });
    expect(ref.conversation).toBe('console:@fiona');
    await house.adapter.update(ref, { ...everyBlock(), title: 'Now shipped' });
    const fiona = await signIn(house, 'fiona');
    expect(await fiona.messages('console:@fiona')).toMatchObject([
      { id: ref.message, version: 2, card: { title: 'Now shipped' } },
    ]);
  });

  test('a card that is not there is not worth another try', async () => {
    const missing = { conversation: orders, message: 'nothing' } as const;
    await expect(house.adapter.update({ ...missing }, everyBlock())).rejects.toMatchObject({
      name: 'DeliveryError',
      retry: false,
    });
  });

  test('what was not read is counted, until it is read', async () => {
    const ada = await signIn(house, 'ada');
    const unread = async () => {
      const { conversations } = (await ada.call('/api/conversations')).data;
      return conversations.find((c: { address: string }) => c.address === ada.direct).unread;
    };
    for (const key of ['r1', 'r2']) await house.adapter.post({ conversation: 'console:@ada', card: everyBlock(), key });
    await ada.say('help');
    expect(await unread()).toBe(3);
    const [, second] = await ada.messages();
    await ada.call('/api/read', { body: { conversation: ada.direct, seq: second!.seq } });
    expect(await unread()).toBe(1);
    await ada.call('/api/read', { body: { conversation: ada.direct, seq: 0 } });
    expect(await unread()).toBe(1);
  });

  test('a long conversation is read page by page, nothing twice and nothing left out', async () => {
    const fiona = await signIn(house, 'fiona');
    for (let i = 0; i < 55; i += 1)
      await house.adapter.post({ conversation: 'console:@fiona', card: everyBlock(), key: `page-${i}` });
    const first = (await fiona.call(`/api/messages?conversation=${encodeURIComponent(fiona.direct)}`)).data;
    expect([first.messages.length, first.more]).toEqual([40, true]);
    const rest = (
      await fiona.call(`/api/messages?conversation=${encodeURIComponent(fiona.direct)}&before=${first.messages[0].seq}`)
    ).data;
    const ids = [...rest.messages, ...first.messages].map((m: { id: string }) => m.id);
    expect([new Set(ids).size, rest.more]).toEqual([56, false]);
  });
});

describe('files', () => {
  test('a picture is shown, any other file is only saved, and both only to whom they are for', async () => {
    const chart = await anna.call('/files/chart');
    expect([chart.headers.get('content-type'), chart.headers.get('content-disposition')]).toEqual([
      'image/png',
      expect.stringMatching(/^inline/),
    ]);
    const report = await anna.call('/files/report');
    expect(report.headers.get('content-type')).toBe('application/octet-stream');
    expect(report.headers.get('content-disposition')).toBe(
      'attachment; filename="Bericht __.csv"; filename*=UTF-8\'\'Bericht%20%E6%8A%A5%E8%A1%A8.csv',
    );
    expect(report.headers.get('content-security-policy')).toContain('sandbox');
    expect((await bo.call('/files/report')).status).toBe(404);
    expect((await createCaller(house.origin)('/files/chart')).status).toBe(401);
  });

  test('a file that a form brings is kept by what it is, not by its name', async () => {
    const send = (raw: string, name: string) =>
      anna.call(`/api/files?name=${encodeURIComponent(name)}`, {
        raw,
        headers: { 'content-type': 'application/octet-stream' },
      });
    expect((await send('%PDF-1.7 …', 'order.png')).data).toMatchObject({ name: 'order.png', mime: 'application/pdf' });
    const page = (await send('<script>1</script>', 'x.html')).data;
    expect((await anna.call(`/files/${page.id}`)).headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await send('x', '')).data.error.code).toBe('error.console_file');
    expect((await bo.call(`/files/${page.id}`)).status).toBe(404);
  });
});

describe('a file that is said', () => {
  const said = async (
    who: typeof anna,
    { id, text = '', others, conversation = who.direct, key = who.key() }: Record<string, unknown> & { id: string },
  ) => who.call('/api/say', { body: { conversation, text, file: id, key, ...(others !== undefined && { others }) } });

  test('it stands in the conversation with the words beside it, and the desk is told of both', async () => {
    const id = await anna.upload('week 订单.csv', 'a,b');
    const { data } = await said(anna, { id, text: '/order import', others: ['rest.csv'] });
    expect(data.messages).toMatchObject([
      { mine: true, text: '/order import', file: { id, name: 'week 订单.csv' } },
      { mine: false, card: { title: 'File week 订单.csv' } },
    ]);
    expect(house.desk.heard.at(-1)).toMatchObject({
      kind: 'file',
      file: id,
      name: 'week 订单.csv',
      words: '/order import',
      others: ['rest.csv'],
      from: 'console:anna',
      conversation: anna.direct,
    });
    expect((await said(anna, { id })).data.messages[0]).not.toHaveProperty('text');
  });

  test('the desk fetches its bytes by the rights of who sent it, and of nobody else', async () => {
    const id = await anna.upload('mine.csv', 'one,two');
    const sent = {
      kind: 'file',
      conversation: 'console:@anna',
      key: 'fetch-1',
      file: id,
      name: 'mine.csv',
    } as const;
    const fetched = await house.adapter.fetchFile!({ ...sent, from: 'console:anna' });
    expect(Buffer.from(fetched).toString()).toBe('one,two');
    for (const from of ['console:bo', 'console:nobody-at-all'] as const)
      await expect(house.adapter.fetchFile!({ ...sent, from })).rejects.toMatchObject({ code: 'error.file_not_found' });
  });

  test('said twice with one key it is one message; a file of somebody else, or none, says nothing', async () => {
    const id = await anna.upload('once.csv', 'a');
    const key = anna.key();
    const ids = [];
    for (let i = 0; i < 2; i += 1)
      ids.push((await said(anna, { id, key })).data.messages.map((m: { id: string }) => m.id));
    expect(ids[0]).toEqual(ids[1]);
    const before = (await bo.messages()).length;
    expect((await said(bo, { id })).data.error.code).toBe('error.file_not_found');
    expect((await said(bo, { id: 'no-such-file' })).status).toBe(404);
    expect((await bo.call('/api/say', { body: { conversation: bo.direct, text: ' ', key: bo.key() } })).status).toBe(
      400,
    );
    expect(await bo.messages()).toHaveLength(before);
  });

  test('others in a channel see it with an answer for all only, and then its name: the file stays its sender’s', async () => {
    const seenBy = async (id: string) => (await bo.messages(orders)).find((m) => m.id === id);
    const own = await anna.upload('secret.csv', 'a');
    const { messages } = (await said(anna, { id: own, text: 'look', conversation: orders })).data;
    expect(await seenBy(messages[0].id)).toBeUndefined();
    const open = await anna.upload('public.csv', 'a');
    const [message] = (await said(anna, { id: open, conversation: orders })).data.messages;
    expect(message.file).toEqual({ id: open, name: 'public.csv' });
    expect((await seenBy(message.id))?.file).toEqual({ name: 'public.csv' });
    for (const id of [own, open]) expect((await bo.call(`/files/${id}`)).status).toBe(404);
  });

  test('uploading without pause is stopped', async () => {
    const still = await openHouse({ clock: fixedClock('2026-03-02T09:00:00Z') });
    const script = await signIn(still, 'anna');
    const ids = [];
    for (let i = 0; i <= limits.upload.burst; i += 1) ids.push(await script.upload('a.csv', 'a'));
    expect(ids.map((id) => id !== undefined)).toEqual(ids.map((_, i) => i < limits.upload.burst));
    await still.close();
  });
});

test('proposals and language are the person’s own', async () => {
  const proposals = (await anna.call('/api/complete', { body: { text: '/order l' } })).data.completions;
  expect(proposals).toEqual([{ value: '/order list ', label: '/order list', detail: 'what list does' }]);
  const me = (await anna.call('/api/locale', { body: { locale: 'zh' } })).data;
  expect([me.locale, me.roles]).toEqual(['zh', '业务员']);
  expect((await anna.call('/api/locale', { body: { locale: 'fr' } })).data.error.sentence).toContain('有误');
});

test('a script that calls without pause is asked to wait', async () => {
  const still = await openHouse({ clock: fixedClock('2026-03-02T09:00:00Z') });
  const script = await signIn(still, 'otto');
  const statuses = [];
  for (let i = 0; i < limits.act.burst + 1; i += 1)
    statuses.push((await script.call('/api/submit', { body: {} })).status);
  expect(new Set(statuses.slice(0, -1))).toEqual(new Set([400]));
  expect(statuses.at(-1)).toBe(429);
  await still.close();
});
