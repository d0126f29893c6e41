import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkCard } from '../../support/feishu/cards/card.ts';
import { routes } from '../../support/feishu/methods/index.ts';
import { type LocalFeishu, startLocalFeishu } from '../../support/feishu/server.ts';
import { tokenOf } from './client.ts';

let feishu: LocalFeishu;
beforeEach(async () => {
  feishu = await startLocalFeishu();
});
afterEach(() => feishu.close());

test('every call gets an answer with a code, whatever it brings', async () => {
  const token = await tokenOf(feishu);
  const group = feishu.chat().id;
  const names = [
    'receive_id',
    'msg_type',
    'content',
    'uuid',
    'card',
    'token',
    'open_id',
    'chat_id',
    'message_id',
    'user_ids',
  ];
  const args = fc.record(
    Object.fromEntries(
      names.map((n) => [n, fc.oneof(fc.jsonValue(), fc.constantFrom(group, 'interactive', 'text', '{}'))]),
    ),
    { requiredKeys: [] },
  );
  const types = fc.constantFrom('application/json', 'multipart/form-data; boundary=x', 'text/plain', '');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      args,
      types,
      fc.boolean(),
      async ({ verb, path }, given, type, whole) => {
        const body = JSON.stringify(given);
        const answer = await fetch(`${feishu.url}/open-apis/${path.replace(/:\w+/g, 'x')}?receive_id_type=chat_id`, {
          method: verb,
          headers: { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}) },
          body: verb === 'GET' ? undefined : whole ? body : body.slice(1),
        });
        expect(await answer.json()).toMatchObject({ code: expect.any(Number), msg: expect.any(String) });
      },
    ),
    { numRuns: 150 },
  );
  expect(feishu.complaints).toEqual([]);
});

test('a card may be anything: the checker never falls over, and says something of what is no card', () => {
  const part = fc.letrec((tie) => ({
    element: fc.record(
      {
        tag: fc.constantFrom('div', 'form', 'column_set', 'table', 'button', 'select_static', 'chart', 'checker', 'x'),
        elements: fc.oneof(fc.array(tie('element'), { maxLength: 3 }), fc.jsonValue()),
        columns: fc.oneof(fc.array(tie('element'), { maxLength: 3 }), fc.jsonValue()),
        rows: fc.jsonValue(),
        text: fc.jsonValue(),
        options: fc.jsonValue(),
        behaviors: fc.jsonValue(),
        chart_spec: fc.jsonValue(),
        name: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  })).element;
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.jsonValue()), { maxLength: 4 }), fc.jsonValue(), (elements, header) => {
      expect(Array.isArray(checkCard({ schema: '2.0', header, body: { elements } }))).toBe(true);
    }),
    { numRuns: 150 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(checkCard(value).length).toBeGreaterThan(0);
    }),
  );
});
