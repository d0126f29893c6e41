import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock } from '../../src/clock.ts';
import { createCaller, type House, openHouse, signIn } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** A request whose Host is chosen freely, which a browser's fetch does not allow. */
const withHost = (origin: string, host: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const { port } = new URL(origin);
    const sent = httpRequest({ port, host: '127.0.0.1', path: '/console', headers: { host, ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    });
    sent.on('error', reject);
    sent.end();
  });

describe('signing in', () => {
  test('a link signs in once, and says what to do the second time', async () => {
    const call = createCaller(house.origin);
    const token = house.company.issue('anna');
    const first = await call('/api/session', { body: { token } });
    expect(first.data).toEqual({ member: 'm-anna' });
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict; .*Secure/);
    const second = await call('/api/session', { body: { token } });
    expect(second.status).toBe(401);
    expect(second.data.error.sentence).toContain('/order console');
    expect(second.headers.get('set-cookie')).toBeNull();
  });

  test('a preview of the link does not use it up', async () => {
    const call = createCaller(house.origin);
    const token = house.company.issue('anna');
    for (const method of ['GET', 'HEAD', 'GET']) expect((await call(`/link/${token}`, { method })).status).toBe(200);
    expect((await call('/api/session', { body: { token } })).status).toBe(200);
  });

  test('whoever has no session, or made one up, reads and does nothing', async () => {
    const body = { conversation: 'console:@anna', text: 'help', key: 'abcdefgh' };
    for (const cookie of [
      '',
      'orderdesk_session=AAAAAAAAAAAAAAAAAAAAAA',
      'orderdesk_session=m-anna',
      'orderdesk_session[$ne]=x',
    ]) {
      const call = createCaller(house.origin, cookie);
      for (const path of [
        '/api/me',
        '/api/conversations',
        '/api/messages?conversation=console:@anna',
        '/api/stream',
        '/files/chart',
      ])
        expect([path, (await call(path)).status]).toEqual([path, 401]);
      for (const path of [
        '/api/say',
        '/api/click',
        '/api/submit',
        '/api/choices',
        '/api/complete',
        '/api/read',
        '/api/locale',
      ])
        expect([path, (await call(path, { body })).status]).toEqual([path, 401]);
    }
    expect(house.desk.heard).toEqual([]);
  });

  test('a page asks who is signed in without being refused', async () => {
    const nobody = await createCaller(house.origin)('/api/session');
    expect([nobody.status, nobody.data]).toEqual([200, { me: null }]);
    const anna = await signIn(house, 'anna');
    const { data } = await anna.call('/api/session');
    expect(data.me).toEqual((await anna.call('/api/me')).data);
    expect(data.me).toMatchObject({ id: 'm-anna', address: 'console:anna' });
  });

  test('signing out ends the session for every page', async () => {
    const anna = await signIn(house, 'anna');
    expect((await anna.call('/api/session', { method: 'DELETE' })).headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await anna.call('/api/me')).status).toBe(401);
  });

  test('a person who left the company is signed out at once', async () => {
    const otto = await signIn(house, 'otto');
    const member = house.company.member('otto');
    member.active = false;
    expect((await otto.call('/api/me')).status).toBe(401);
    member.active = true;
  });

  test('a page of somebody else who was signed in before is refused, not answered as the new person', async () => {
    const bo = await signIn(house, 'bo');
    const answer = await bo.call('/api/say', {
      body: { conversation: bo.direct, text: 'help', key: bo.key() },
      headers: { 'x-desk-member': 'm-anna' },
    });
    expect([answer.status, answer.data.error.code]).toEqual([409, 'error.console_other_person']);
  });

  test('guessing links is slowed down', async () => {
    const still = await openHouse({ clock: fixedClock('2026-03-02T09:00:00Z') });
    const call = createCaller(still.origin);
    const statuses = [];
    for (let i = 0; i < 12; i += 1)
      statuses.push((await call('/api/session', { body: { token: `guess${i}` } })).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.at(-1)).toBe(429);
    await still.close();
  });
});

describe('the language while signing in', () => {
  let other: House;
  beforeAll(async () => {
    other = await openHouse();
  });
  afterAll(() => other.close());

  test('the language that was chosen before becomes the person’s; without a choice nothing changes', async () => {
    const call = createCaller(other.origin);
    const enter = (locale?: string) =>
      call('/api/session', { body: { token: other.company.issue('otto'), ...(locale ? { locale } : {}) } });
    const member = other.company.member('otto');
    expect([(await enter()).status, member.locale]).toEqual([200, 'en']);
    expect([(await enter('zh')).status, member.locale]).toEqual([200, 'zh']);
    expect([(await enter()).status, member.locale]).toEqual([200, 'zh']);
    expect([(await enter('fr')).status, member.locale]).toEqual([400, 'zh']);
    expect([(await enter('en')).status, member.locale]).toEqual([200, 'en']);
  });

  test('a language that cannot be kept does not undo the sign-in, which could not be repeated', async () => {
    const member = other.company.member('ada');
    const refuse = () => {
      throw new Error('the database is away');
    };
    Object.defineProperty(member, 'locale', { get: () => 'en', set: refuse });
    const body = { token: other.company.issue('ada'), locale: 'zh' };
    expect((await createCaller(other.origin)('/api/session', { body })).status).toBe(200);
    expect(other.lines.join()).toContain('could not be kept');
  });
});

describe('the persona switch', () => {
  test('it does not exist without sample data', async () => {
    const call = createCaller(house.origin);
    expect((await call('/api/sign-in')).data.personas).toEqual([]);
    const answer = await call('/api/session', { body: { persona: 'm-anna' } });
    expect([answer.status, answer.data.error.code]).toEqual([403, 'error.console_personas_off']);
  });

  test('with sample data on this machine one can be anybody of the sample, and nobody else', async () => {
    const sample = await openHouse({ personas: true });
    const call = createCaller(sample.origin);
    const offered = (await call('/api/sign-in')).data.personas;
    expect(offered.map((p: { name: string }) => p.name)).toContain('Bo Chen 陈博');
    expect((await call('/api/session', { body: { persona: 'm-nobody' } })).status).toBe(403);
    const opened = await call('/api/session', { body: { persona: 'm-bo' } });
    const bo = createCaller(sample.origin, opened.headers.get('set-cookie')!.split(';')[0]);
    expect((await bo('/api/me')).data).toMatchObject({
      name: 'Bo Chen 陈博',
      roles: '主管',
      locale: 'zh',
      sample: true,
    });
    await sample.close();
  });

  test('switching ends the session that was there before', async () => {
    const sample = await openHouse({ personas: true });
    const first = await createCaller(sample.origin)('/api/session', { body: { persona: 'm-anna' } });
    const anna = createCaller(sample.origin, first.headers.get('set-cookie')!.split(';')[0]);
    await anna('/api/session', { body: { persona: 'm-bo' } });
    expect((await anna('/api/me')).status).toBe(401);
    await sample.close();
  });

  test('a page of another name that points at this machine gets nothing', async () => {
    const sample = await openHouse({ personas: true });
    expect(await withHost(sample.origin, 'localhost:3000')).toBe(200);
    expect(await withHost(sample.origin, 'rebound.example')).toBe(421);
    expect(await withHost(sample.origin, 'localhost:3000', { 'x-forwarded-for': '127.0.0.1' })).toBe(421);
    await sample.close();
  });
});

describe('calls from elsewhere', () => {
  test('another site cannot act in a person’s name, even with the cookie', async () => {
    const anna = await signIn(house, 'anna');
    const body = { conversation: anna.direct, text: 'help', key: anna.key() };
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      const answer = await anna.call('/api/say', { body, headers: { origin } });
      expect([answer.status, answer.data.error.code]).toEqual([403, 'error.console_origin']);
    }
    expect(await anna.messages()).toEqual([]);
  });

  test('a body that is no JSON, too large, or of another shape gets a sentence and changes nothing', async () => {
    const fiona = await signIn(house, 'fiona');
    const place = { conversation: fiona.direct, key: fiona.key() };
    const wrong = [
      { raw: '{' },
      { raw: 'text=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { body: null },
      { body: [] },
      { body: { ...place } },
      { body: { ...place, text: '   ' } },
      { body: { ...place, text: { $gt: '' } } },
      { body: { ...place, text: 'help', extra: 1 } },
      { body: { ...place, text: 'help', key: 'short' } },
      { body: { ...place, text: 'help', conversation: 'slack:C1' } },
      { raw: `{"__proto__":{"x":1},"conversation":"${fiona.direct}","text":"help","key":"abcdefgh"}` },
    ];
    for (const call of wrong) {
      const answer = await fiona.call('/api/say', call);
      expect([answer.status, answer.data.error.code]).toEqual([400, 'error.console_body']);
      expect(answer.data.error.sentence).not.toMatch(/zod|stack|at Object/i);
    }
    const large = await fiona.call('/api/say', { body: { ...place, text: 'x'.repeat(2_000_000) } });
    expect(large.status).toBe(413);
    expect(await fiona.messages()).toEqual([]);
  });

  test('errors are in the person’s language', async () => {
    const bo = await signIn(house, 'bo');
    const known = await bo.call('/api/messages?conversation=console:%23nowhere');
    expect(known.data.error.sentence).toBe('没有您可查看的这个会话，请从列表中选择。');
    const nobody = await createCaller(house.origin)('/api/me', { headers: { 'accept-language': 'zh-CN,en;q=0.5' } });
    expect(nobody.data.error.sentence).toContain('您尚未登录');
  });

  test('the page may load nothing from elsewhere and cannot be framed', async () => {
    const page = await createCaller(house.origin)('');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.data).not.toMatch(/<script>|<script [^>]*>[^<]|style=|\son[a-z]+=/);
  });

  test('the host has an icon, for whoever asks without reading the page', async () => {
    for (const method of ['GET', 'HEAD']) {
      const icon = await fetch(`${house.origin}/favicon.ico`, { method });
      expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/x-icon']);
    }
  });

  test('only the page’s own files are served, and not again when they did not change', async () => {
    const call = createCaller(house.origin);
    const first = await call('/assets/main.js');
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const again = await call('/assets/main.js', { headers: { 'if-none-match': first.headers.get('etag')! } });
    expect(again.status).toBe(304);
    for (const path of [
      '/assets/../index.ts',
      '/assets/%2e%2e/index.ts',
      '/assets/..%2f..%2fpackage.json',
      '/assets/nothing.js',
    ])
      expect([404, 400]).toContain((await call(path)).status);
  });
});
