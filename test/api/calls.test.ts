import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { reportAnswer } from '../../src/api/resources/report-answer.ts';
import { auditModel } from '../../src/audit/model.ts';
import { groupings } from '../../src/reports/vocabulary.ts';
import { order, store } from '../reports/support/desk.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { ask, collect, reportOf, tokenFor } from './support.ts';

let desk: TestDesk;
let company: Company;
let token: string;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  token = await tokenFor(desk, company.ada, company.fiona);
  await store.orders(desk.connection, [order({ orderDate: '2026-12-01', total: 120_00, dueDate: '2026-12-31' })]);
});
afterAll(() => desk.close());

type Problem = { type: string; title: string; status: number; detail: string; code: string };
const problemOf = async (response: Response) => (await response.json()) as Problem;

describe('what a program is told', () => {
  test('a call without a token that holds is refused in the language that it asks for, and names no reason that helps a thief', async () => {
    const bare = await fetch(`${desk.url}/api/v1/report`);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('www-authenticate')).toContain('Bearer');
    expect(bare.headers.get('content-type')).toContain('application/problem+json');
    const { detail, ...rest } = await problemOf(bare);
    expect(rest).toEqual({ type: 'about:blank', title: 'Unauthorized', status: 401, code: 'error.api_token' });
    expect(detail).toContain('/order token');
    const wrong = await ask(desk, 'odk_wrong', '/report', { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect((await problemOf(wrong)).detail).toContain('令牌');
    const basic = await fetch(`${desk.url}/api/v1/report`, { headers: { authorization: `Basic ${token}` } });
    expect(basic.status).toBe(401);
  });

  test.each([
    ['/nothing', 404, 'error.api_path'],
    ['/report?colour=red', 400, 'error.api_query'],
    ['/report?language=xx', 400, 'error.api_query'],
    ['/report?q=a&q=b', 400, 'error.api_query'],
    [`/report?q=${'x'.repeat(501)}`, 400, 'error.api_query'],
    ['/report/rows?format=pdf', 400, 'error.api_query'],
    [reportOf('by colour'), 400, 'error.report_by'],
    [reportOf('owner:nobody'), 400, 'error.report_value'],
  ])('%s is answered with what is wrong and the next step', async (path, status, code) => {
    const response = await ask(desk, token, path);
    expect(response.status).toBe(status);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail.length).toBeGreaterThan(20);
  });

  test.each([['not json'], ['{}'], ['[]'], ['{"code":1}'], ['{"code":"x","more":1}']])(
    'a body %s that is no code is refused',
    async (body) => {
      const response = await fetch(`${desk.url}/api/v1/token`, { method: 'POST', body });
      expect(response.status).toBe(400);
      expect((await problemOf(response)).code).toBe('error.api_body');
    },
  );

  test('whoever guesses tokens or codes learns nothing and stops nobody who has one', async () => {
    const guess = `odk_${'x'.repeat(44)}`;
    const tries = await Promise.all(Array.from({ length: 40 }, async () => (await ask(desk, guess, '/report')).status));
    expect(new Set(tries)).toEqual(new Set([401]));
    const codes = await Promise.all(
      Array.from({ length: 40 }, async () => (await collect(desk, 'x'.repeat(22))).status),
    );
    expect(new Set(codes)).toEqual(new Set([400]));
    expect((await ask(desk, token, '/report')).status).toBe(200);
    expect(await tokenFor(desk, company.ada, company.fiona, 'another')).toMatch(/^odk_/);
  });

  test('a member reads what is wrong in the own language, unless the call asks for another', async () => {
    const wei = await desk.member('张伟', ['sales'], { locale: 'zh' });
    const own = await tokenFor(desk, company.ada, wei);
    expect((await problemOf(await ask(desk, own, reportOf('owner:nobody')))).detail).toMatch(/\p{Script=Han}/u);
    expect((await problemOf(await ask(desk, own, '/report?q=x&language=en'))).detail).not.toMatch(/\p{Script=Han}/u);
  });

  test('who may not ask is told so, and the attempt is on the audit trail', async () => {
    const idle = await desk.member('Idle', []);
    const response = await ask(desk, await tokenFor(desk, company.ada, idle), '/report');
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: 'error.not_allowed' });
    const line = await auditModel(desk.connection).findOne({ by: idle._id, refused: 'error.not_allowed' }).lean();
    expect(line).toMatchObject({ action: 'report', from: expect.stringMatching(/^api:/) });
  });

  test('HEAD brings nothing, so it reads nothing', async () => {
    const before = await auditModel(desk.connection).countDocuments({ action: 'export' });
    const headers = { authorization: `Bearer ${token}` };
    const head = await fetch(`${desk.url}/api/v1/report/rows`, { method: 'HEAD', headers });
    expect(head.status).toBe(404);
    expect(await auditModel(desk.connection).countDocuments({ action: 'export' })).toBe(before);
  });

  test('a token that calls without a pause is slowed down', async () => {
    const all = await Promise.all(Array.from({ length: 80 }, () => ask(desk, token, '/openapi.json')));
    expect(all.every(({ status }) => status === 200)).toBe(true);
    const asked = await Promise.all(Array.from({ length: 80 }, () => ask(desk, token, '/report?colour=red')));
    const slowed = asked.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThan(10);
    expect(slowed[0]!.headers.get('retry-after')).toBe('1');
    desk.clock.set(new Date(desk.clock().getTime() + 60_000));
  });
});

describe('the description', () => {
  type Operation = { parameters?: { name: string; description: string }[] };
  type Described = { openapi: string; paths: Record<string, Record<string, Operation>> };

  test('is a valid OpenAPI document, as another program checks it', async () => {
    const response = await fetch(`${desk.url}/api/v1/openapi.json`);
    const validator = new Validator();
    expect(await validator.validate((await response.json()) as Record<string, unknown>)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('is open to all and has every path and what may be asked', async () => {
    const { openapi, paths } = (await (await fetch(`${desk.url}/api/v1/openapi.json`)).json()) as Described;
    expect(openapi).toBe('3.1.1');
    expect(Object.keys(paths)).toEqual(['/token', '/report', '/report/rows']);
    const report = paths['/report']!.get!;
    expect(report.parameters!.map(({ name }) => name)).toEqual(['q', 'language']);
    expect(report.parameters!.every(({ description }) => description.length > 10)).toBe(true);
  });

  test('every answer is as described: each grouping and each look, with amounts and without, of little and of no history', async () => {
    const otto = await tokenFor(desk, company.ada, company.otto);
    const looks = ['', 'over time', 'distribution', 'on time', 'funnel', 'forecast'];
    const words = [...groupings.map((by) => `this year by ${by}`), ...looks.map((look) => `this month ${look}`)];
    for (const asked of [...words, 'this month by week forecast', '2020-01 by customer'])
      for (const own of [token, otto]) {
        const response = await ask(desk, own, reportOf(asked));
        const answer: unknown = await response.json();
        if (response.status !== 403)
          expect([asked, reportAnswer.safeParse(answer).error?.issues]).toEqual([asked, undefined]);
        desk.clock.set(new Date(desk.clock().getTime() + 1_000));
      }
  });
});

describe('rows', () => {
  test('come as a file with a name, in the language that is asked for, and are on the audit trail with the token', async () => {
    const response = await ask(desk, token, '/report/rows?q=this%20month&language=zh', { 'accept-language': 'en' });
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="report-2026-12-01-2026-12-31.csv"');
    expect(response.headers.get('content-language')).toBe('zh');
    expect(await response.text()).toContain('订单号');
    const line = await auditModel(desk.connection).findOne({ action: 'export' }).lean();
    expect(line).toMatchObject({
      by: company.fiona._id,
      subject: { kind: 'Report', id: 'report' },
      after: { rows: 1 },
    });
    expect(line?.from).toMatch(/^api:/);
  });
});
