import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signatureOf } from '../../adapters/slack/verify.ts';
import { inboxModel } from '../../src/chat/inbox.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { openSlackDesk, type SlackDesk } from '../support/slack-desk.ts';

let on: SlackDesk;
beforeAll(async () => {
  on = await openSlackDesk();
});
afterAll(() => on.close());

type Sent = {
  body: string | Uint8Array;
  type?: string;
  headers?: Record<string, string>;
  age?: number;
  secret?: string;
};

/** A request to the desk; signed like Slack's own unless something else is said. */
async function send({ body, type = 'application/json', headers = {}, age = 0, secret = on.slack.signingSecret }: Sent) {
  const timestamp = String(Math.floor(on.desk.clock().getTime() / 1000) - age);
  const bytes = Buffer.from(body as string);
  const signed = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signatureOf(secret, timestamp, bytes),
    ...headers,
  };
  const response = await fetch(`${on.desk.url}/slack/events`, { method: 'POST', body: bytes, headers: signed });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const command = (more: Record<string, string> = {}): string =>
  form({
    command: '/order',
    text: 'approve SO-000001',
    team_id: on.slack.team.id,
    user_id: on.users.bob.id,
    channel_id: 'C1',
    trigger_id: '1.2.3',
    response_url: 'http://127.0.0.1:9/none',
    ...more,
  });
const formType = 'application/x-www-form-urlencoded';

/** What a request could have changed. */
async function state() {
  const { connection } = on.desk;
  const count = (model: { countDocuments(q: object): PromiseLike<number> }) => model.countDocuments({});
  return Promise.all([count(inboxModel(connection)), count(orderModel(connection)), count(memberModel(connection))]);
}

describe('a request that is not Slack’s', () => {
  test.each([
    ['unsigned', { headers: { 'x-slack-signature': '' } }, 401],
    ['signed with another secret', { secret: 'another secret' }, 401],
    ['six minutes old', { age: 360 }, 401],
    ['six minutes ahead', { age: -360 }, 401],
    ['signed for other bytes', { headers: { 'x-slack-signature': signatureOf('x', '1', Buffer.from('')) } }, 401],
  ])('%s is refused, and leaves nothing', async (_how, lie, status) => {
    const before = await state();
    expect((await send({ body: command(), type: formType, ...(lie as object) })).status).toBe(status);
    expect(await state()).toEqual(before);
  });

  test('from a workspace that is not the company’s is refused before a member is made, and not sent again', async () => {
    const before = await state();
    const answer = await send({ body: command({ team_id: 'T0STRANGER', user_id: 'U0STRANGER' }), type: formType });
    expect([answer.status, answer.headers.get('x-slack-no-retry')]).toEqual([403, '1']);
    expect(await state()).toEqual(before);
  });

  test('over a megabyte is refused, whatever it holds', async () => {
    const answer = await send({ body: Buffer.alloc(1024 * 1024 + 1, 'x') });
    expect(answer.status).toBe(413);
  });
});

describe('a signed request that makes no sense', () => {
  test.each([
    ['nothing', '', 'application/json', 400],
    ['no JSON', '{', 'application/json', 400],
    ['a list', '[1,2]', 'application/json', 400],
    ['a payload that is no JSON', 'payload=%7B', formType, 400],
    ['another type', '{}', 'text/plain', 415],
    ['a byte that is no text', Buffer.from([0xff, 0xfe]), 'application/json', 400],
  ])('%s gets the right status', async (_what, body, type, status) => {
    expect((await send({ body, type })).status).toBe(status);
  });

  test('Slack’s own questions are answered', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    expect(await send({ body: challenge })).toMatchObject({ status: 200, text: 'abc' });
    expect((await send({ body: form({ ssl_check: '1' }), type: `${formType}; charset=utf-8` })).status).toBe(200);
  });
});

const numRuns = process.env.SOAK ? 10_000 : 1_000;

test(`${numRuns} generated requests: none crashes the desk, none has an effect, none shows a secret in the log`, async () => {
  const before = await state();
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom('block_actions', 'view_submission', 'form', 'button:x.0', 'T1', '/order'),
  );
  const team = fc.oneof(fc.constant(on.slack.team.id), words);
  const user = fc.oneof(fc.constantFrom({ id: 'U0NOBODY' }, { id: on.users.anna.id }), fc.jsonValue());
  const payload = fc.record(
    {
      type: fc.oneof(words, fc.constantFrom('block_suggestion', 'message_action', 'event_callback', 'view_closed')),
      team_id: team,
      team: fc.oneof(fc.record({ id: team }), fc.jsonValue()),
      user,
      actions: fc.oneof(fc.array(fc.record({ action_id: words, type: words, value: words })), fc.jsonValue()),
      view: fc.oneof(
        fc.record({ id: words, callback_id: words, private_metadata: words, state: fc.jsonValue() }),
        fc.jsonValue(),
      ),
      event: fc.oneof(
        fc.record({ type: fc.constantFrom('message', 'app_mention', 'app_home_opened'), text: words }),
        fc.jsonValue(),
      ),
      trigger_id: words,
      container: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const asked = fc.oneof(
    fc.record({ body: fc.string(), type: fc.constantFrom('application/json', formType, 'text/plain') }),
    payload.map((p) => ({ body: JSON.stringify(p), type: 'application/json' })),
    payload.map((p) => ({ body: form({ payload: JSON.stringify(p) }), type: formType })),
    fc.dictionary(fc.string(), fc.string()).map((fields) => ({ body: form(fields), type: formType })),
    fc.record({ body: fc.string(), age: fc.integer({ min: -10_000, max: 10_000 }) }),
  );
  const requests = fc.sample(asked, { numRuns, seed: 20_261_125 }) as Sent[];
  const seen = new Map<number, number>();
  for (let from = 0; from < requests.length; from += 50) {
    const answers = await Promise.all(requests.slice(from, from + 50).map(send));
    for (const { status } of answers) seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  expect([...seen.keys()].filter((status) => ![200, 400, 401, 403, 415, 503].includes(status))).toEqual([]);
  const [inbox, orders, members] = await state();
  expect([orders, members]).toEqual(before.slice(1));
  expect(inbox).toBeGreaterThanOrEqual(before[0] as number);
  expect((await fetch(`${on.desk.url}/healthz`)).status).toBe(200);
  const log = on.desk.logged.join('\n');
  for (const secret of [on.slack.signingSecret, on.slack.team.botToken]) expect(log).not.toContain(secret);
}, 120_000);
