import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isKnownType, readBody } from '../../adapters/slack/body.ts';
import { isFromSlack, signatureOf } from '../../adapters/slack/verify.ts';

const secret = 'a-signing-secret';
const now = new Date('2026-12-02T02:00:00Z');
const seconds = now.getTime() / 1000;
const body = Buffer.from('command=%2Forder&text=');
const headers = (timestamp: number | string, signature?: string) => ({
  'x-slack-request-timestamp': String(timestamp),
  'x-slack-signature': signature ?? signatureOf(secret, String(timestamp), body),
});

describe('a request is Slack’s own', () => {
  test('when its bytes are signed with the secret, within five minutes either way', () => {
    for (const off of [0, -300, 300]) expect(isFromSlack(headers(seconds + off), body, secret, now)).toBe(true);
    for (const off of [-301, 301, 3600, -86_400])
      expect(isFromSlack(headers(seconds + off), body, secret, now)).toBe(false);
  });

  test('Slack’s own example is signed as Slack signs it', () => {
    // docs.slack.dev/authentication/verifying-requests-from-slack
    const example =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signatureOf('8f742231b10e8888abcd99yyyzzz85a5', '1531420618', Buffer.from(example))).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  test('not when anything of it was changed, is missing, or of another form', () => {
    const good = headers(seconds);
    const lies = [
      {},
      { ...good, 'x-slack-signature': undefined },
      { ...good, 'x-slack-signature': '' },
      { ...good, 'x-slack-signature': `${good['x-slack-signature']}0` },
      { ...good, 'x-slack-signature': good['x-slack-signature'].replace('v0=', 'v1=') },
      { ...good, 'x-slack-signature': [good['x-slack-signature']] as unknown as string },
      { ...good, 'x-slack-request-timestamp': 'now' },
      { ...good, 'x-slack-request-timestamp': `${seconds}.0` },
      headers(seconds, signatureOf('another secret', String(seconds), body)),
    ];
    expect(lies.filter((lie) => isFromSlack(lie, body, secret, now))).toEqual([]);
    expect(isFromSlack(good, Buffer.from('command=%2Forder&text=x'), secret, now)).toBe(false);
  });

  test('never for a signature that was guessed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (timestamp, signature) => {
        const forged = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
        expect(isFromSlack(forged, body, secret, now)).toBe(false);
      }),
    );
  });
});

describe('what is in it', () => {
  test('a charset after the content type does not matter, another type does', () => {
    expect(isKnownType('application/x-www-form-urlencoded; charset=utf-8')).toBe(true);
    expect(isKnownType('Application/JSON')).toBe(true);
    for (const type of [undefined, '', 'text/plain', 'multipart/form-data']) expect(isKnownType(type)).toBe(false);
  });

  test('commands are forms, everything clicked is JSON in a form, events are JSON', () => {
    expect(readBody('application/x-www-form-urlencoded', Buffer.from('command=%2Forder&text=%E6%96%B0'))).toEqual({
      command: '/order',
      text: '新',
    });
    const payload = `payload=${encodeURIComponent('{"type":"block_actions"}')}`;
    expect(readBody('application/x-www-form-urlencoded', Buffer.from(payload))).toEqual({ type: 'block_actions' });
    expect(readBody('application/json', Buffer.from('{"type":"event_callback"}'))).toEqual({ type: 'event_callback' });
  });

  test('what is neither is nothing', () => {
    for (const text of ['', '[1]', 'null', '{', '"x"'])
      expect(readBody('application/json', Buffer.from(text))).toBe(undefined);
    expect(readBody('application/x-www-form-urlencoded', Buffer.from('payload=%7B'))).toBe(undefined);
  });
});
