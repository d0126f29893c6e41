import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSocket } from '../../adapters/slack/socket.ts';
import { inboxModel } from '../../src/chat/inbox.ts';
import { orderModel } from '../../src/orders/model.ts';
import { startLocalSlack } from '../support/slack/server.ts';
import { openSlackDesk, type SlackDesk, type SlackUser, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
let channel: string;
beforeAll(async () => {
  on = await openSlackDesk({ socket: true });
  channel = on.slack.channel({ name: 'sales', members: Object.values(on.users).map((u) => u.id) }).id;
});
afterAll(() => on.close());

const sees = <T>(what: string, look: () => T | undefined): Promise<NonNullable<T>> =>
  until(what, 8_000, () => look() ?? undefined) as Promise<NonNullable<T>>;
const whispered = (user: SlackUser, words: string, after = 0) =>
  sees(`a private answer with “${words}”`, () =>
    user
      .shown()
      .ephemeral.slice(after)
      .find((m) => wordsIn(m.blocks).includes(words)),
  );
const told = (user: SlackUser, words: string) =>
  sees(`a direct message with “${words}”`, () =>
    user.shown().direct.findLast((m) => wordsIn(m.blocks).includes(words)),
  );
/** The form; a desk that is slow shows a modal that asks to wait first. */
const drafted = (user: SlackUser) =>
  sees('the form', () => {
    const { modal } = user.shown();
    return modal?.blocks.some((block) => block.type === 'input') ? modal : undefined;
  });

/** Anna's command is acknowledged without a word, and answered. */
async function isAnswered(): Promise<void> {
  const { anna } = on.users;
  const before = anna.shown().ephemeral.length;
  const act = await anna.command('/order help', { channel });
  expect([act.status, act.text, act.failure]).toEqual([200, '', undefined]);
  await whispered(anna, 'new', before);
}

describe('a desk that Slack cannot reach, and that listens by a socket', () => {
  test('has no address where anybody could call it', async () => {
    const answer = await fetch(`${on.desk.url}/slack/events`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
  });

  test('answers a command', isAnswered);

  test('proposes products while somebody types', async () => {
    const { anna } = on.users;
    await anna.command('/order new Acme A100x2', { channel });
    const modal = await drafted(anna);
    await anna.click(modal, 'Add a line');
    await sees('a second line', () => wordsIn(modal.blocks).includes('Line 2') || undefined);
    const second = modal.blocks.find((b) => String(b.block_id).startsWith('lines.1.sku')) as { block_id: string };
    const { options } = await anna.suggest(modal, second.block_id, 'gadg');
    expect(JSON.stringify(options)).toContain('B200');
    await anna.closeView({ all: true });
  });

  test('tells mistakes at their fields, files the form, and its button approves the order', async () => {
    const { anna, bob } = on.users;
    await anna.command('/order new Acme A100x0', { channel });
    const wrong = await anna.submitView(await drafted(anna), {}, { force: true });
    expect(wrong.json).toMatchObject({ response_action: expect.stringMatching(/errors|update/) });
    expect(wordsIn(anna.shown().modal?.blocks) + JSON.stringify(anna.shown().modal?.errors)).toMatch(/quantity/i);
    await anna.closeView({ all: true });

    await anna.command('/order new Acme A100x100', { channel });
    const sent = await anna.submitView(await drafted(anna));
    expect(sent.json).toEqual({ response_action: 'clear' });
    await whispered(anna, 'SO-000001');
    await on.settle();
    const click = await bob.click(await told(bob, 'SO-000001'), 'Approve');
    expect([click.status, click.text]).toEqual([200, '']);
    await told(bob, 'approved');
    expect((await orderModel(on.desk.connection).findOne({ number: 'SO-000001' }).lean())?.state).toBe('approved');
  });

  test('hears words in the direct conversation, and the home tab', async () => {
    const { anna, bob } = on.users;
    expect((await anna.message('/order list')).valueOf()).toMatchObject({ status: 200 });
    await told(anna, 'SO-000001');
    await bob.openHome();
    expect(wordsIn((await sees('the home tab', () => bob.home())).blocks)).toContain('Bob');
  });

  test('what Slack sends twice has one effect', async () => {
    const { otto } = on.users;
    const sent = (await otto.message('ship SO-000001 SF 1234567')) as { envelope: Record<string, unknown> };
    const [again] = await on.slack.deliver(sent.envelope);
    expect(again?.status).toBe(200);
    const answers = () => otto.shown().direct.filter((m) => m.bot_id && wordsIn(m.blocks).includes('1234567'));
    await sees('the answer', () => answers()[0]);
    await on.slack.settled();
    const order = await orderModel(on.desk.connection).findOne({ number: 'SO-000001' }).lean();
    expect(order?.shipments).toHaveLength(1);
    expect(answers()).toHaveLength(1);
  });

  test('what could not be kept is not acknowledged, comes again, and has one effect', async () => {
    const { inbox } = on.desk.desk;
    const { take } = inbox;
    Object.assign(inbox, { take: () => Promise.reject(new Error('the disk is full')) });
    const { otto } = on.users;
    const refused = await otto.message('deliver SO-000001');
    Object.assign(inbox, { take });
    expect(refused).toMatchObject({ status: 0, failure: 'http_timeout' });
    const rows = () => inboxModel(on.desk.connection).countDocuments({ 'incoming.text': 'deliver SO-000001' });
    expect(await rows()).toBe(0);
    const { envelope } = refused as { envelope: Record<string, unknown> };
    expect((await on.slack.deliver(envelope, { retries: true, hurry: true })).map((s) => s.status)).toEqual([200]);
    await until('it is delivered', 8_000, async () => {
      const order = await orderModel(on.desk.connection).findOne({ number: 'SO-000001' }).lean();
      return order?.state === 'delivered';
    });
    expect(await rows()).toBe(1);
  });

  test.each([
    ['asks it to', () => on.slack.socket.ask('refresh_requested')],
    ['breaks the connection without a word', () => on.slack.socket.cut()],
  ])('comes again when Slack %s, within seconds', async (_what, leave) => {
    const opened = on.slack.callsOf('apps.connections.open').length;
    leave();
    await until('another connection', 8_000, () => {
      const isNew = on.slack.callsOf('apps.connections.open').length > opened;
      return isNew && on.slack.socket.connections() === 1;
    });
    await isAnswered();
  });

  test('Slack breaks the connection and is away for a while: the desk lives, and comes again', async () => {
    on.slack.faults.down();
    await until('a try in vain', 8_000, () => on.desk.logged.some((line) => line.includes('socket is not open')));
    expect((await fetch(`${on.desk.url}/healthz`)).status).toBe(200);
    await on.slack.faults.up();
    await until('another connection', 20_000, () => on.slack.socket.connections() === 1);
    await isAnswered();
  });

  test('nothing that it said was refused by Slack', () => {
    expect(on.slack.complaints).toEqual([]);
  });
});

test('a wrong app token: the desk is up, and its log says what to do without showing the token', async () => {
  const wrong = 'xapp-1-A0DESK00001-not-this-one';
  const lost = await openSlackDesk({ socket: true, env: { SLACK_APP_TOKEN: wrong } });
  try {
    await until('a sentence', 8_000, () => lost.desk.logged.some((line) => line.includes('Check SLACK_APP_TOKEN')));
    expect((await fetch(`${lost.desk.url}/healthz`)).status).toBe(200);
    expect(lost.slack.socket.connections()).toBe(0);
    expect(lost.desk.logged.join('\n')).not.toContain(wrong);
  } finally {
    await lost.close();
  }
});

describe('a connection of which nobody hears', () => {
  const quiet = () => {};
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet, setLevel: quiet, setName: quiet };

  test.each([
    ['is never greeted', 'greeting'],
    ['is never opened', 'opening'],
  ] as const)('and that %s is given up, and a new one works', async (_how, ignored) => {
    const slack = await startLocalSlack();
    const { appToken, apiUrl } = slack;
    const handle = async () => ({ status: 200 as const });
    const log = { ...logger, getLevel: () => 'warn' as never };
    const socket = createSocket({ appToken, apiUrl, logger: log, gateway: { handle }, greetingMs: 300 });
    try {
      slack.connect({ socket: true });
      slack.socket.ignore(ignored);
      socket.start();
      await until('it is given up', 8_000, () => slack.callsOf('apps.connections.open').length > 1);
      slack.socket.ignore();
      await until('a command is taken', 15_000, async () => {
        const act = await slack.user({ id: 'U1', name: 'Anna' }).command('help');
        return act.status === 200;
      });
    } finally {
      await socket.stop();
      await slack.close();
    }
  });
});
