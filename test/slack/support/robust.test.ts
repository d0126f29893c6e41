import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkBlocks, checkMessage, checkSuggestions, checkView } from '../../support/slack/blocks.ts';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { raw } from './client.ts';
import {
  actions,
  button,
  cellsOf,
  image,
  input,
  menu,
  modal,
  option,
  plain,
  richText,
  section,
  table,
} from './samples.ts';

/** A valid form and a valid message with something of everything, to be broken at random. */
const rich = [
  section({ accessory: menu({ options: [option('a'), option('b')], initial_option: option('b') }) }),
  actions(button(), { type: 'datepicker', initial_date: '2026-12-02' }),
  image(),
  table([cellsOf(2), cellsOf(2)]),
  richText({ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }),
];
const form = modal({ submit: plain('Go'), blocks: [input(), section()] });

type Place = { holder: Record<string, unknown>; key: string };
const placesIn = (value: unknown): Place[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, part]) => [
        { holder: value as Record<string, unknown>, key },
        ...placesIn(part),
      ]);

/** A copy in which one thing is something else. */
function broken<T>(value: T, at: number, by: unknown): T {
  const copy = structuredClone(value);
  const places = placesIn(copy);
  const { holder, key } = places[at % places.length]!;
  holder[key] = by;
  return copy;
}

describe('whatever comes, the checker says something and does not fail', () => {
  test('of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const surface of ['message', 'modal', 'home'] as const)
          expect(checkBlocks(value, surface)).toEqual(expect.any(Array));
        for (const check of [checkView, checkMessage, checkSuggestions])
          expect(check(value)).toEqual(expect.any(Array));
      }),
      { numRuns: 300 },
    );
  });

  test('of a good message or form with one thing wrong', () => {
    fc.assert(
      fc.property(fc.nat(), fc.jsonValue(), (at, by) => {
        expect(checkMessage({ text: 'x', blocks: broken(rich, at, by) })).toEqual(expect.any(Array));
        expect(checkView(broken(form, at, by))).toEqual(expect.any(Array));
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever comes, the server says no and stands', () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startLocalSlack();
  });
  afterAll(() => slack.close());

  const methods = [
    'chat.postMessage',
    'chat.update',
    'views.open',
    'views.publish',
    'conversations.history',
    'files.completeUploadExternal',
    'users.info',
    'oauth.v2.access',
    'nothing',
  ];
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
  ];

  test('to bodies of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...methods),
        fc.constantFrom(...types),
        fc.oneof(fc.json(), fc.string(), fc.constant('channel=C1&blocks=[{&view={')),
        async (method, type, body) => {
          expect(
            await raw(slack, method, { body: new TextEncoder().encode(body), headers: { 'content-type': type } }),
          ).toMatchObject({ ok: false });
        },
      ),
      { numRuns: 150 },
    );
    expect(slack.complaints).toEqual([]);
  });

  test('to arguments of any kind', async () => {
    const names = [
      'channel',
      'user',
      'users',
      'ts',
      'thread_ts',
      'text',
      'blocks',
      'view',
      'trigger_id',
      'view_id',
      'user_id',
      'metadata',
      'attachments',
      'limit',
      'cursor',
      'oldest',
      'files',
      'file',
      'token',
    ];
    const known = slack.channel({}).id;
    const args = fc.record(
      Object.fromEntries(names.map((n) => [n, fc.oneof(fc.jsonValue(), fc.constantFrom(known, 'x', 'true'))])),
      { requiredKeys: [] },
    );
    const headers = { 'content-type': 'application/json' };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...methods, 'conversations.open', 'chat.postEphemeral', 'views.update'),
        args,
        async (method, given) => {
          expect(await raw(slack, method, { body: JSON.stringify(given), headers })).toMatchObject({
            ok: expect.any(Boolean),
          });
        },
      ),
      { numRuns: 300 },
    );
    expect(slack.complaints).toEqual([]);
  });

  test('and forgets what it is told to forget', async () => {
    const channel = slack.channel({}).id;
    await raw(slack, 'chat.postMessage', { body: new URLSearchParams({ channel, text: 'x' }) });
    slack.forget();
    expect([slack.messages(channel), slack.calls]).toEqual([[], []]);
  });
});
