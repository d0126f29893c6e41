import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AESCipher, EventDispatcher, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { decrypted, encrypted, signatureOf } from '../../support/feishu/crypt.ts';
import { type LocalFeishu, startLocalFeishu } from '../../support/feishu/server.ts';
import { quiet } from './client.ts';
import { type Desk, openDesk } from './desk.ts';

/** The vector of the official page on receiving events. */
const vector = { key: 'test key', cipher: 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', plain: 'hello world' };

describe('encryption', () => {
  test('is that of the documented vector, and of the SDK', () => {
    expect(decrypted(vector.cipher, vector.key)).toBe(vector.plain);
    expect(new AESCipher(vector.key).decrypt(vector.cipher)).toBe(vector.plain);
    const iv = Buffer.from(vector.cipher, 'base64').subarray(0, 16);
    expect(encrypted(vector.plain, vector.key, iv)).toBe(vector.cipher);
  });

  test('brings every text back', () => {
    for (const text of ['', '订单', '🙂'.repeat(100), 'x'.repeat(16)])
      expect(new AESCipher('k').decrypt(encrypted(text, 'k'))).toBe(text);
  });
});

describe('events', () => {
  let feishu: LocalFeishu;
  let desk: Desk;
  beforeEach(async () => {
    feishu = await startLocalFeishu();
    desk = await openDesk(feishu);
  });
  afterEach(async () => {
    await feishu.close();
    await desk.close();
  });

  test('are encrypted, and signed over their bytes', async () => {
    await feishu.user({ id: 'ou_anna' }).write('/order');
    expect(Object.keys(JSON.parse(desk.last().raw))).toEqual(['encrypt']);
    expect(desk.last().genuine).toBe(true);
    const { encryptKey } = feishu;
    expect(signatureOf(`${desk.last().raw} `, { encryptKey, timestamp: 1 })).not.toBe(
      signatureOf(desk.last().raw, { encryptKey, timestamp: 1 }),
    );
  });

  test('are taken by the SDK, and not if they were changed', async () => {
    await feishu.user({ id: 'ou_anna' }).write('/order list');
    const seen: unknown[] = [];
    const { encryptKey, verificationToken } = feishu;
    const dispatcher = new EventDispatcher({
      encryptKey,
      verificationToken,
      logger: quiet,
      loggerLevel: LoggerLevel.error,
    });
    dispatcher.register({ 'im.message.receive_v1': (data) => seen.push(data.message.content) });
    const { headers, raw } = desk.last();
    const given = (text: string) => Object.assign(Object.create({ headers }), JSON.parse(text));
    await dispatcher.invoke(given(raw));
    expect(seen).toEqual(['{"text":"/order list"}']);
    await dispatcher.invoke(given(JSON.stringify({ encrypt: encrypted('{}', encryptKey) })));
    expect(seen).toHaveLength(1);
  });

  test('are plain and unsigned without an Encrypt Key, with the Verification Token in them', async () => {
    await feishu.close();
    await desk.close();
    feishu = await startLocalFeishu({ encryptKey: '' });
    desk = await openDesk(feishu);
    await feishu.user({ id: 'ou_anna' }).write('hi');
    expect(JSON.parse(desk.last().raw)).toMatchObject({ schema: '2.0', header: { token: feishu.verificationToken } });
    expect(desk.last().headers['x-lark-signature']).toBeUndefined();
  });

  test('a challenge is encrypted, not signed, and must come back', async () => {
    desk.answer(({ body }) => ({ json: { challenge: body.challenge } }));
    expect(await feishu.verifyUrl()).toMatchObject({ verified: true });
    expect(desk.last().body).toMatchObject({ type: 'url_verification', token: feishu.verificationToken });
    expect(desk.last().headers['x-lark-signature']).toBeUndefined();
    desk.answer({ json: {} });
    expect(await feishu.verifyUrl()).toMatchObject({ verified: false });
  });

  test('can be forged by a test, byte by byte', async () => {
    const { envelope } = (await feishu.user({ id: 'ou_anna' }).write('hi')).delivered!;
    const { body, headers } = feishu.sealed(envelope);
    await feishu
      .post({ body: body.replace('=', ''), headers: { ...headers, 'x-lark-signature': 'no' } })
      .catch(() => {});
    expect(desk.last().genuine).toBe(false);
  });
});
