import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { feishuAddress } from '../../adapters/feishu/address.ts';
import { contentText, wordsOf as typedWords } from '../../adapters/feishu/words.ts';
import { answerOf, inboxModel } from '../../src/chat/inbox.ts';
import { memberModel } from '../../src/members/model.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { until } from '../support/until.ts';

const bot = 'ou_desk';
const mentions = [
  { key: '@_user_1', id: { open_id: bot } },
  { key: '@_user_2', id: { open_id: 'ou_bob' } },
  ...Array.from({ length: 10 }, (_, i) => ({ key: `@_user_${i + 3}`, id: { open_id: `ou_${i + 3}` } })),
];

describe('words as Feishu writes them', () => {
  test.each([
    ['@_user_1 /order list', '/order list'],
    ['@_user_1/order list', '/order list'],
    ['/order list @_user_1', '/order list'],
    ['@_user_1 订单 列表', '订单 列表'],
    ['\u3000@_user_1\u00a0订单\u3000列表\u200b', '订单 列表'],
    ['/order assign SO-1 @_user_2', '/order assign SO-1 feishu:ou_bob'],
    ['@_user_1 /order assign SO-1@_user_2尽快', '/order assign SO-1 feishu:ou_bob 尽快'],
    ['/order assign SO-1 @_user_2, please', '/order assign SO-1 feishu:ou_bob, please'],
    ['@_user_12 and @_user_1', 'feishu:ou_12 and'],
    ['@_user_99 is nobody', '@_user_99 is nobody'],
    ['@_all hello', '@_all hello'],
  ])('“%s” was typed as “%s”', (written, typed) => {
    expect(typedWords(written, mentions, bot)).toBe(typed);
  });

  test('rich text is read line by line, and what is no text is no words', () => {
    const at = { tag: 'at', user_id: '@_user_1', user_name: 'Desk' };
    const link = { tag: 'a', text: 'the site', href: 'https://a.example' };
    const post = (content: unknown, title: unknown = '') => contentText('post', JSON.stringify({ title, content }));
    expect(post([[at, { tag: 'text', text: ' /order new Acme' }], [], [{ tag: 'text', text: 'A100x2' }, link]])).toBe(
      '@_user_1 /order new Acme\nA100x2the site',
    );
    expect(post([[{ tag: 'img', image_key: 'img_1' }]], '订单 列表')).toBe('订单 列表');
    for (const odd of [null, 7, 'x', [7], [[null, 'x', { tag: 'text' }, { tag: 7, text: [] }]]])
      expect(post(odd)).toBe('');
    for (const [type, content] of [
      ['text', '{'],
      ['text', '[]'],
      ['text', '{"text":7}'],
      ['image', '{"image_key":"img_1"}'],
      ['file', '{"file_key":"file_1"}'],
    ] as const)
      expect(contentText(type, content)).toBe(undefined);
  });
});

describe('what people say in Feishu', () => {
  let on: FeishuDesk;
  let group: string;
  beforeAll(async () => {
    on = await openFeishuDesk({ locale: 'zh' });
    group = on.feishu.chat({ name: 'sales', members: Object.values(on.users).map((u) => u.id) }).id;
  });
  afterAll(() => on.close());

  const direct = () => on.users.anna.shown().direct.filter((m) => m.sender.sender_type === 'app');
  const whispers = () => on.users.anna.shown().ephemeral;
  const rows = () => inboxModel(on.desk.connection).countDocuments({});

  /** What is new on Anna's screen after she did something; the words of it. */
  async function answerTo(act: () => Promise<unknown>, where = direct): Promise<string> {
    // Nobody does so much at once: a conversation takes only so many messages in a second.
    on.later(1_500);
    const before = where().length;
    await act();
    await until('an answer', 5_000, () => where().length > before);
    const last = where().at(-1);
    return last ? wordsOf(last) : '';
  }
  /** Nothing that is done reaches the inbox. */
  async function ignored(act: () => Promise<{ status?: number; delivered?: { status: number } } | undefined>) {
    const before = await rows();
    const done = await act();
    expect(done?.delivered?.status ?? done?.status ?? 200).toBe(200);
    expect(await rows()).toBe(before);
  }

  test.each([
    '/order list',
    '／ｏｒｄｅｒ　列表',
    '/order\u00a0列表',
    '订单 列表',
    '订单　列表',
    '  订单\u2003列表\u200b ',
  ])('“%s” is the list', async (text) => {
    expect(await answerTo(() => on.users.anna.write(text))).toMatch(/订单/);
    const kept = await inboxModel(on.desk.connection).findOne({}).sort({ _id: -1 }).lean();
    const answer = kept && answerOf(kept);
    expect(answer).toMatchObject({ kind: 'card' });
    expect(JSON.stringify(answer)).not.toMatch(/没有“|看不懂|不认识/);
  });

  test('rich text is words, too; so is a message with a mention in the direct conversation', async () => {
    const list = await answerTo(() => on.users.anna.write('/order list'));
    expect(await answerTo(() => on.users.anna.write('订单 列表', { post: true }))).toBe(list);
    expect(await answerTo(() => on.users.anna.write('订单 列表', { mention: true }))).toBe(list);
    expect(await answerTo(() => on.users.anna.write('订单 列表', { mention: true, post: true }))).toBe(list);
  });

  test('in a group it hears what is said to it, and only the person reads the answer', async () => {
    const list = await answerTo(() => on.users.anna.write('/order list'));
    expect(await answerTo(() => on.users.anna.write('订单 列表', { chat: group }), whispers)).toBe(list);
    expect(on.feishu.messages(group).filter((m) => m.sender.sender_type === 'app')).toEqual([]);
  });

  test('in a group nothing else is heard, though the app may read everything', async () => {
    const said = (mentions: object[], text = '/order list') =>
      on.feishu.deliverEvent('im.message.receive_v1', {
        sender: { sender_id: { open_id: on.users.anna.id }, sender_type: 'user' },
        message: {
          message_id: `om_${Math.random()}`,
          chat_id: group,
          chat_type: 'group',
          message_type: 'text',
          content: JSON.stringify({ text }),
          ...(mentions.length > 0 && { mentions }),
        },
      });
    await ignored(() => said([]));
    await ignored(() => said([{ key: '@_user_1', id: { open_id: on.users.bob.id } }], '@_user_1 /order list'));
    await ignored(() => said([{ key: '@_all', id: {} }], '@_all /order list'));
    await ignored(() => on.users.anna.write('hello everybody', { chat: group, mention: false }));
  });

  test('other people who are mentioned are meant', async () => {
    const draft = await on.desk.desk.drafts.create(on.desk.actor(on.company.anna), {
      customer: on.company.acme._id,
      lines: [{ sku: 'A100', quantity: 1_000 }],
    });
    const { order } = await on.desk.desk.move(on.desk.actor(on.company.anna), draft._id, 'submit');
    await on.settle();
    await on.users.bob.write(`/order assign ${order.number}`, { mention: true, others: [on.users.bob.id] });
    const last = () =>
      inboxModel(on.desk.connection)
        .findOne({ 'incoming.text': new RegExp(`assign ${order.number}`) })
        .lean();
    const kept = await until('it is kept', 5_000, async () => (await last()) ?? undefined);
    expect(kept.incoming).toMatchObject({ text: expect.stringContaining(`feishu:${on.users.bob.id}`) });
  });

  test('what a bot says, the desk itself too, is not heard; nor what has no sender', async () => {
    const message = (sender: object) =>
      on.feishu.deliverEvent('im.message.receive_v1', {
        sender,
        message: {
          message_id: `om_${Math.random()}`,
          chat_id: on.users.anna.direct,
          chat_type: 'p2p',
          message_type: 'text',
          content: '{"text":"/order list"}',
        },
      });
    await ignored(() => message({ sender_id: { open_id: on.feishu.botId }, sender_type: 'bot' }));
    await ignored(() => message({ sender_id: { open_id: on.feishu.botId }, sender_type: 'app' }));
    await ignored(() => message({ sender_id: null, sender_type: 'app' }));
    await ignored(() => message({ sender_type: 'bot' }));
    expect(await answerTo(() => on.users.anna.write('/order list'))).toMatch(/订单/);
  });

  test('the menu of the bot opens what its keys name', async () => {
    const list = await answerTo(() => on.users.anna.write('/order list'));
    expect(await answerTo(() => on.users.anna.menu('order_list'))).toBe(list);
    const day = await answerTo(() => on.users.anna.write('/order'));
    expect(await answerTo(() => on.users.anna.menu('order'))).toBe(day);
    expect(await answerTo(() => on.users.anna.menu('order_new'))).toContain('新建订单');
  });

  test('who opens the conversation for the first time sees My day; afterwards nothing comes by itself', async () => {
    const ida = on.feishu.user({ id: 'ou_ida', name: 'Ida' });
    const member = await on.desk.member('Ida', ['sales'], { locale: 'zh' });
    await on.desk.desk.members.link(on.desk.actor(on.company.ada), member._id, `feishu:${ida.id}`);
    await Promise.all([ida.enterChat(), ida.enterChat()]);
    await until('My day', 5_000, () => ida.shown().direct.length > 0);
    await ida.enterChat();
    await ignored(() => ida.enterChat());
    expect(ida.shown().direct).toHaveLength(1);
  });

  test('a first greeting that could not be kept comes again', async () => {
    const ira = on.feishu.user({ id: 'ou_ira', name: 'Ira' });
    const member = await on.desk.member('Ira', ['sales']);
    await on.desk.desk.members.link(on.desk.actor(on.company.ada), member._id, feishuAddress('ou_ira'));
    const { inbox } = on.desk.desk;
    const { take } = inbox;
    Object.assign(inbox, { take: () => Promise.reject(new Error('the disk is full')) });
    const first = await ira.enterChat();
    Object.assign(inbox, { take });
    expect(first.status).toBe(503);
    on.later(16_000);
    await first.done;
    await until('a greeting', 5_000, () => ira.shown().direct.length > 0);
    expect(ira.shown().direct).toHaveLength(1);
  });

  test('who adds the desk to a group is told how it is connected, once, and the group is told nothing', async () => {
    const chat = on.feishu.chat({ name: 'new', members: [on.users.ada.id], withBot: false }).id;
    const added = await on.feishu.addBot(chat);
    await on.feishu.deliver(added.envelope);
    const told = on.users.ada.shown().direct.filter((m) => wordsOf(m).includes(chat));
    expect(told).toHaveLength(1);
    expect(on.feishu.messages(chat)).toEqual([]);
  });

  test('who adds it while Feishu is in trouble is told when Feishu is well again', async () => {
    const chat = on.feishu.chat({ name: 'newer', members: [on.users.ada.id], withBot: false }).id;
    on.feishu.faults.fail({ method: 'im.message.create', status: 502 });
    const added = await on.feishu.addBot(chat);
    expect(added.status).toBe(503);
    on.later(16_000);
    await added.done;
    expect(on.users.ada.shown().direct.filter((m) => wordsOf(m).includes(chat))).toHaveLength(1);
  });

  test('nobody became a member by all that, and Feishu had nothing to complain of', async () => {
    expect(await memberModel(on.desk.connection).countDocuments({ name: /^Feishu / })).toBe(0);
    expect(on.feishu.complaints).toEqual([]);
  });
});
