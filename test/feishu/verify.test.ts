import { createCipheriv, createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decrypt, type Keys, signatureOf, verify } from '../../adapters/feishu/verify.ts';
import { encrypted } from '../support/feishu/crypt.ts';

const encryptKey = 'an encrypt key';
const verificationToken = 'a verification token';
const keys: Keys = { encryptKey, verificationToken };
const now = new Date('2026-12-02T02:00:00Z');
const seconds = now.getTime() / 1000;

const event = (token: unknown = verificationToken) => ({
  schema: '2.0',
  header: { event_id: 'e1', event_type: 'im.message.receive_v1', token },
  event: { text: '订单' },
});
const challenge = (token: unknown = verificationToken) => ({ type: 'url_verification', challenge: 'abc', token });
const sealed = (body: unknown, key = encryptKey) =>
  Buffer.from(JSON.stringify({ encrypt: encrypted(JSON.stringify(body), key) }));
const plain = (body: unknown) => Buffer.from(JSON.stringify(body));

type Lie = { at?: number | string; nonce?: string; key?: string; signature?: string };
function headers(bytes: Uint8Array, { at = seconds, nonce = 'n0nce', key = encryptKey, signature }: Lie = {}) {
  return {
    'x-lark-request-timestamp': String(at),
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature ?? signatureOf(String(at), nonce, key, bytes),
  };
}
const judged = (bytes: Buffer, given: object = headers(bytes), by: Keys = keys) => {
  const verdict = verify({ headers: given as never, bytes }, by, now);
  return verdict.kind === 'genuine' ? 'genuine' : verdict.status;
};

describe('what Feishu encrypted', () => {
  test('its own example is read as Feishu reads it', () => {
    // open.feishu.cn/document/server-docs/event-subscription-guide/event-subscriptions/encrypt-key-encryption-configuration-case
    expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')?.toString()).toBe('hello world');
  });

  test('whatever it says, it is read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (text, key) => {
        expect(decrypt(encrypted(text, key), key)?.toString()).toBe(Buffer.from(text).toString());
      }),
    );
  });

  test('under another key, cut off, or no cipher at all, it is nothing', () => {
    const good = encrypted('{"a":1}', encryptKey);
    for (const bad of ['', 'AAAA', good.slice(0, 20), good.slice(4), `AAAA${good}`, '订单', '='.repeat(64)])
      expect(decrypt(bad, encryptKey)?.toString()).not.toBe('{"a":1}');
    expect(decrypt(good, 'another key')?.toString()).not.toBe('{"a":1}');
  });

  test('bytes that are no text are no body', () => {
    const key = createHash('sha256').update(encryptKey).digest();
    const iv = Buffer.alloc(16, 1);
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const cut = Buffer.from('{"a":"订"}').subarray(0, 7);
    const bytes = Buffer.concat([iv, cipher.update(Buffer.concat([cut, Buffer.from('"}')])), cipher.final()]);
    const body = plain({ encrypt: bytes.toString('base64') });
    expect(judged(body)).toBe(400);
  });
});

describe('a signed request', () => {
  test('is Feishu’s when its bytes are signed with the key, within five minutes either way', () => {
    const body = sealed(event());
    for (const off of [0, -300, 300]) expect(judged(body, headers(body, { at: seconds + off }))).toBe('genuine');
    for (const off of [-301, 301, 3_600, -86_400, -seconds])
      expect(judged(body, headers(body, { at: seconds + off }))).toBe(401);
  });

  test('is signed over its raw bytes: spaces and the order of its fields do not matter, any change does', () => {
    const cipher = encrypted(JSON.stringify(event()), encryptKey);
    const spaced = Buffer.from(`{ "more": 1,\n  "encrypt" : "${cipher}" }`);
    expect(judged(spaced)).toBe('genuine');
    expect(judged(Buffer.from(` ${spaced}`), headers(spaced))).toBe(401);
    expect(signatureOf('1', '2', '3', Buffer.from('4'))).toBe(createHash('sha256').update('1234').digest('hex'));
  });

  test('is none of Feishu’s when anything of the signature was changed, is missing, or of another form', () => {
    const body = sealed(event());
    const good = headers(body);
    const lies = [
      {},
      { ...good, 'x-lark-signature': undefined },
      { ...good, 'x-lark-signature': '' },
      { ...good, 'x-lark-signature': `${good['x-lark-signature']}0` },
      { ...good, 'x-lark-signature': good['x-lark-signature'].toUpperCase().replace(/^./, 'z') },
      { ...good, 'x-lark-signature': [good['x-lark-signature']] },
      { ...good, 'x-lark-request-nonce': 'another' },
      { ...good, 'x-lark-request-timestamp': 'now' },
      { ...good, 'x-lark-request-timestamp': `${seconds}.0` },
      { ...good, 'x-lark-request-timestamp': `-${seconds}` },
      headers(body, { key: 'another key' }),
    ];
    expect(lies.map((lie) => judged(body, lie))).toEqual(lies.map(() => 401));
  });

  test('never for a signature that was guessed', () => {
    const body = sealed(event());
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (at, nonce, signature) => {
        expect(judged(body, headers(body, { at, nonce, signature }))).toBe(401);
      }),
    );
  });

  test('with the token of another app, or none, is refused', () => {
    for (const token of ['another', '', null, 7, `${verificationToken} `, [verificationToken]]) {
      const body = sealed(event(token));
      expect(judged(body)).toBe(401);
    }
    const flat = sealed({ ...event('another'), token: verificationToken });
    expect(judged(flat)).toBe(401);
  });

  test('that cannot be read is a bad one', () => {
    for (const body of [plain({ encrypt: 'AAAA' }), plain({ encrypt: 7 }), sealed([1]), sealed(event(), 'another key')])
      expect(judged(body)).toBe(400);
    for (const text of ['', '{', '[1]', 'null', '"x"']) expect(judged(Buffer.from(text))).toBe(400);
    expect(judged(Buffer.from([0x7b, 0xff, 0x7d]))).toBe(400);
  });
});

describe('an unsigned request', () => {
  test('is refused alike whether its cipher can be read or not: nobody learns from it what a cipher holds', () => {
    for (const body of [sealed(event()), sealed(event('another')), plain({ encrypt: 'A'.repeat(64) }), sealed([1])])
      expect(judged(body, {})).toBe(401);
  });

  test('that is not encrypted is refused', () => {
    expect(judged(plain(event()))).toBe(401);
    expect(judged(plain(challenge()))).toBe(401);
  });

  test('is taken when it is the challenge, encrypted and with the token', () => {
    expect(judged(sealed(challenge()), {})).toBe('genuine');
    expect(judged(sealed(challenge('another')), {})).toBe(401);
    expect(judged(sealed({ ...event(), ...challenge(), header: { token: 'another' } }), {})).toBe(401);
  });
});

describe('without an encrypt key', () => {
  const open: Keys = { verificationToken };

  test('the token alone says that it is Feishu’s', () => {
    expect(judged(plain(event()), {}, open)).toBe('genuine');
    expect(judged(plain(challenge()), {}, open)).toBe('genuine');
    for (const token of ['another', '', null, undefined, { toString: verificationToken }]) {
      expect(judged(plain(event(token ?? null)), {}, open)).toBe(401);
      expect(judged(plain({ ...challenge(), token }), {}, open)).toBe(401);
    }
  });

  test('what is encrypted cannot be read', () => {
    expect(judged(sealed(event()), {}, open)).toBe(400);
  });
});

test('with an encrypt key alone the signature says it', () => {
  const body = sealed(event('whatever'));
  expect(judged(body, headers(body), { encryptKey })).toBe('genuine');
  expect(judged(body, {}, { encryptKey })).toBe(401);
});
