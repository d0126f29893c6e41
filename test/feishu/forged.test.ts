import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inboxModel } from '../../src/chat/inbox.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { encrypted, signed } from '../support/feishu/crypt.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { until } from '../support/until.ts';

let on: FeishuDesk;
let open: FeishuDesk;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
beforeAll(async () => {
  on = await openFeishuDesk();
  // Without an encrypt key, the verification token alone protects the desk.
  open = await openFeishuDesk({ feishuOptions: { encryptKey: '' } });
});
afterAll(async () => {
  agent.destroy();
  await on.close();
  await open.close();
});

/** How a request differs from Feishu's own. `plain` is what is encrypted, or sent as it is where `bare`. */
type Sent = {
  plain: string;
  bare?: boolean;
  key?: string;
  signKey?: string;
  age?: number;
  headers?: Record<string, string>;
  change?: (body: string) => string;
  /** The status that it deserves. */
  wants: readonly number[];
};

/** The bytes and headers of a request. */
function made({ plain, bare, key, signKey, age = 0, headers = {}, change = (b) => b }: Sent) {
  const { encryptKey } = on.feishu;
  const text = bare ? plain : JSON.stringify({ encrypt: encrypted(plain, key ?? encryptKey) });
  const timestamp = Math.floor(on.desk.clock().getTime() / 1000) - age;
  const signature = signed(text, { encryptKey: signKey ?? encryptKey, timestamp });
  return { body: change(text), headers: { 'content-type': 'application/json', ...signature, ...headers } };
}

/** Posts in pieces; gives the status. */
const post = (url: string, pieces: readonly (string | Buffer)[], headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const asked = request(`${url}/feishu/events`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', reject);
    for (const piece of pieces.slice(0, -1)) asked.write(piece);
    asked.end(pieces.at(-1));
  });
const send = (sent: Sent): Promise<number> => {
  const { body, headers } = made(sent);
  return post(on.desk.url, [body], headers);
};

/** What a request could have changed. */
const state = (at = on) =>
  Promise.all([
    inboxModel(at.desk.connection).countDocuments(),
    orderModel(at.desk.connection).countDocuments(),
    memberModel(at.desk.connection).countDocuments(),
  ]);

type Header = Partial<Record<'token' | 'app_id' | 'event_type' | 'event_id', unknown>>;
const envelope = (event: unknown, header: Header = {}, at = on): string =>
  JSON.stringify({
    schema: '2.0',
    header: {
      event_id: 'forged',
      event_type: 'im.message.receive_v1',
      token: at.feishu.verificationToken,
      app_id: at.feishu.appId,
      tenant_key: at.feishu.tenantKey,
      ...header,
    },
    event,
  });

/** A message that would file an order's draft, or make a stranger known, if it were taken. */
const message = (text = '/order list', user = 'ou_anna', id = 'om_forged') => ({
  sender: { sender_id: { open_id: user }, sender_type: 'user' },
  message: {
    message_id: id,
    chat_id: on.users.anna.direct,
    chat_type: 'p2p',
    message_type: 'text',
    content: JSON.stringify({ text }),
  },
});
const click = (action: unknown = { tag: 'button', value: { button: 'x.0' } }) => ({
  operator: { open_id: 'ou_bob' },
  token: 'c-1',
  action,
  context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
});
const deep = (n: number): string => '['.repeat(n) + ']'.repeat(n);

/** An event of each kind that would have an effect. */
const effective = fc.oneof(
  fc.tuple(fc.string(), fc.constantFrom('ou_anna', 'ou_bob', 'ou_nobody')).map(([text, user]) => ({
    event: message(text, user) as unknown,
    event_type: 'im.message.receive_v1',
  })),
  fc
    .string({ minLength: 1 })
    .map((b) => ({ event: click({ value: { button: b } }), event_type: 'card.action.trigger' })),
  fc.constant({
    event: { operator: { operator_id: { open_id: 'ou_nobody' } }, event_key: 'order' },
    event_type: 'application.bot.menu_v6',
  }),
  fc.constantFrom('im.chat.access_event.bot_p2p_chat_entered_v1', 'im.chat.member.bot.added_v1').map((event_type) => ({
    event: { chat_id: 'oc_x', operator_id: { open_id: 'ou_nobody' } },
    event_type,
  })),
);

const notToken = fc.oneof(fc.string(), fc.jsonValue()).filter((t) => t !== 'local-feishu-verification-token');

/** All ways of lying, and the status that each deserves. */
function lies(): fc.Arbitrary<Sent> {
  const as = <T>(from: fc.Arbitrary<T>, make: (given: T, plain: string) => Omit<Sent, 'plain'> & { plain?: string }) =>
    fc.tuple(from, effective).map(([given, { event, event_type }]) => {
      const plain = envelope(event, { event_type });
      return { plain, ...make(given, plain) } as Sent;
    });
  const none = fc.constant(undefined);
  const old = fc.oneof(fc.integer({ min: 301, max: 1_000_000 }), fc.integer({ min: -1_000_000, max: -302 }));
  return fc.oneof(
    as(none, () => ({ headers: { 'x-lark-signature': '' }, wants: [401] })),
    as(fc.stringMatching(/^[0-9a-f]{64}$/), (s) => ({ headers: { 'x-lark-signature': s }, wants: [401] })),
    as(fc.string({ minLength: 1 }), (signKey) => ({ signKey, wants: [401] })),
    as(old, (age) => ({ age, wants: [401] })),
    as(fc.stringMatching(/^[\w .-]{0,20}$/), (at) => ({
      headers: { 'x-lark-request-timestamp': at },
      wants: [401],
    })),
    as(none, (_, plain) => ({ plain, bare: true, wants: [401] })),
    as(fc.string({ minLength: 1 }), (key) => ({ key, wants: [400] })),
    as(notToken, (token, plain) => {
      const body = JSON.parse(plain);
      return { plain: JSON.stringify({ ...body, header: { ...body.header, token } }), wants: [401] };
    }),
    as(fc.stringMatching(/^cli_[0-9a-f]{16}$/), (app_id, plain) => {
      const body = JSON.parse(plain);
      return { plain: JSON.stringify({ ...body, header: { ...body.header, app_id } }), wants: [403] };
    }),
    // What was cut off, or changed, on its way.
    as(fc.nat(200), (n) => ({ change: (b: string) => b.slice(0, -1 - n), wants: [400] })),
    as(fc.nat(100), (n) => ({
      change: (b: string) => b.slice(0, 20 + n) + (b[20 + n] === 'A' ? 'B' : 'A') + b.slice(21 + n),
      wants: [401],
    })),
    // Signed and encrypted as Feishu does it, but no sense in it.
    fc.string().map((plain) => ({ plain, wants: [400, 401] })),
    fc.jsonValue().map((v) => ({ plain: JSON.stringify(v), wants: [400, 401] })),
    as(fc.nat(300), (n, plain) => ({ plain: plain.slice(0, -1 - n), wants: [400] })),
    fc
      .tuple(fc.constantFrom('im.message.receive_v1', 'application.bot.menu_v6', 'card.action.trigger'), fc.jsonValue())
      .map(([event_type, event]) => ({ plain: envelope(event, { event_type }), wants: [400] })),
    fc.jsonValue().map((a) => ({
      plain: envelope(click({ value: { more: a } }), { event_type: 'card.action.trigger' }),
      wants: [200],
    })),
    fc.jsonValue().map((v) => ({ plain: envelope({ v }, { event_type: 'contact.user.updated_v3' }), wants: [200] })),
    fc.jsonValue().map((event_id) => ({ plain: envelope(message(), { event_id: [event_id] }), wants: [400] })),
    // Garbage that is not even encrypted.
    fc.string().map((plain) => ({ plain, bare: true, wants: [400, 401] })),
    fc.jsonValue().map((v) => ({ plain: JSON.stringify({ encrypt: v }), bare: true, wants: [400] })),
    fc.integer({ min: 1_000, max: 20_000 }).map((n) => ({ plain: `{"encrypt":${deep(n)}}`, bare: true, wants: [400] })),
  );
}

const many = 10_000;

test(`${many} generated requests: each gets its status, none has an effect, none shows a secret in the log`, async () => {
  const before = await state();
  const requests = fc.sample(lies(), { numRuns: many, seed: 20_261_202 });
  const wrong: string[] = [];
  let next = 0;
  const sendSome = async () => {
    for (let sent = requests[next++]; sent; sent = requests[next++]) {
      const status = await send(sent);
      if (!sent.wants.includes(status))
        wrong.push(`${status}, not ${sent.wants}: ${JSON.stringify(sent).slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, sendSome));
  expect(wrong).toEqual([]);
  expect(await state()).toEqual(before);
  expect((await fetch(`${on.desk.url}/healthz`)).status).toBe(200);
  const log = on.desk.logged.join('\n');
  const { encryptKey, verificationToken, appSecret } = on.feishu;
  for (const secret of [encryptKey, verificationToken, appSecret]) expect(log).not.toContain(secret);
  expect(log).not.toMatch(/"level":(50|60)/);
}, 60_000);

describe('a request that was genuine once', () => {
  test('has no second effect when it is sent again, and is refused when it is old', async () => {
    const said = await on.users.anna.write('/order help');
    const raw = on.feishu.sealed(said.delivered?.envelope ?? {});
    const before = await state();
    const again = await Promise.all(Array.from({ length: 20 }, () => on.feishu.post(raw)));
    expect(new Set(again.map((a) => a.status))).toEqual(new Set([200]));
    on.later(301_000);
    expect((await on.feishu.post(raw)).status).toBe(401);
    expect(await state()).toEqual(before);
  });
});

describe('bodies that are too much', () => {
  test('over a megabyte is refused, whatever it holds, in one piece or many', async () => {
    expect(await post(on.desk.url, [Buffer.alloc(1024 * 1024 + 1, 'x')]).catch(() => 413)).toBe(413);
    const pieces = Array.from({ length: 20 }, () => Buffer.alloc(64 * 1024, ' '));
    expect(await post(on.desk.url, pieces).catch(() => 413)).toBe(413);
  });

  test('nested a hundred thousand deep is read, and is nothing', async () => {
    const event = `{"deep":${deep(100_000)}}`;
    const plain = envelope('EVENT', { event_type: 'contact.user.updated_v3' }).replace('"EVENT"', event);
    expect(await send({ plain, wants: [200] })).toBe(200);
    const value = envelope(click({ value: 'VALUE', form_value: { a: 'VALUE' } }), {
      event_type: 'card.action.trigger',
    });
    expect(await send({ plain: value.replaceAll('"VALUE"', deep(50_000)), wants: [200] })).toBe(200);
  });

  test('names that are JavaScript’s own are only names', async () => {
    const before = await state();
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const odd = `{"${name}":{"open_id":"ou_anna","token":"${on.feishu.verificationToken}"}}`;
      expect([400, 401]).toContain(await send({ plain: odd, wants: [] }));
      const sender = envelope({ ...message(), sender: 'ODD' }).replace('"ODD"', odd);
      expect(await send({ plain: sender, wants: [] })).toBe(400);
    }
    expect(await state()).toEqual(before);
    expect(({} as Record<string, unknown>).open_id).toBe(undefined);
  });
});

describe('a connection that breaks off', () => {
  test('in the middle of a body leaves nothing behind', async () => {
    const before = await state();
    const { body, headers } = made({ plain: envelope(message('/order list', 'ou_anna', 'om_cut')), wants: [] });
    const { port } = new URL(on.desk.url);
    for (const cut of [0, 1, body.length - 1]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          const lines = Object.entries({ host: 'desk', 'content-length': body.length, ...headers });
          socket.write(`POST /feishu/events HTTP/1.1\r\n${lines.map((l) => l.join(': ')).join('\r\n')}\r\n\r\n`);
          socket.write(body.slice(0, cut), () => setTimeout(() => socket.destroy(), 20));
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve());
      });
    }
    expect((await fetch(`${on.desk.url}/healthz`)).status).toBe(200);
    expect(await state()).toEqual(before);
  });
});

describe('without an encrypt key', () => {
  test('a character that is split between two packets is one character', async () => {
    const text = '/order 帮助 订单 😀';
    const body = Buffer.from(envelope(message(text, 'ou_anna', 'om_split'), {}, open));
    const cuts = [...body.keys()].filter((i) => (body[i] as number) >= 0x80).map((i) => i + 1);
    const pieces = [...cuts, body.length].map((to, i, all) => body.subarray(i === 0 ? 0 : all[i - 1], to));
    const statuses: number[] = [];
    // Slowly, so that they are packets of their own.
    const status = new Promise<number>((resolve, reject) => {
      const asked = request(`${open.desk.url}/feishu/events`, { method: 'POST' }, (a) => {
        a.resume().on('end', () => resolve(a.statusCode ?? 0));
      }).on('error', reject);
      asked.setNoDelay(true);
      const next = (i: number): void => {
        if (i === pieces.length) return void asked.end();
        asked.write(pieces[i] as Buffer, () => setTimeout(next, 2, i + 1));
      };
      next(0);
    });
    statuses.push(await status);
    expect(statuses).toEqual([200]);
    const kept = await until(
      'it is kept',
      5_000,
      async () =>
        (await inboxModel(open.desk.connection).findOne({ 'incoming.key': 'message:om_split' }).lean()) ?? undefined,
    );
    expect(kept.incoming).toMatchObject({ text });
  });

  test('only the token opens the door', async () => {
    const before = await state(open);
    const tokens = ['', 'another', null, undefined, 7, [open.feishu.verificationToken], { a: 1 }];
    for (const token of tokens) {
      const plain = envelope(message('/order list', 'ou_anna', 'om_open'), { token: token ?? null }, open);
      expect(await post(open.desk.url, [plain])).toBe(401);
      const flat = JSON.stringify({ type: 'url_verification', challenge: 'abc', token });
      expect(await post(open.desk.url, [flat])).toBe(401);
    }
    for (const odd of ['', '{', '[]', 'null', '{"encrypt":"AAAA"}', '{"encrypt":7}'])
      expect(await post(open.desk.url, [odd])).toBe(400);
    const other = envelope(message(), { app_id: 'cli_ffffffffffffffff' }, open);
    expect(await post(open.desk.url, [other])).toBe(403);
    expect(await state(open)).toEqual(before);
  });

  test('Feishu’s check of the address is answered, with a key and without one', async () => {
    expect(await open.feishu.verifyUrl()).toMatchObject({ status: 200, verified: true });
    expect(await on.feishu.verifyUrl()).toMatchObject({ status: 200, verified: true });
  });
});
