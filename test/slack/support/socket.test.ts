import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { until } from '../../support/until.ts';
import { clientOf } from './client.ts';

type Said = { type: string; envelope_id?: string; [key: string]: unknown };

let slack: LocalSlack;
let apps: WebSocket[];
beforeEach(async () => {
  slack = await startLocalSlack({ patienceMs: 200 });
  slack.connect({ socket: true });
  apps = [];
});
afterEach(async () => {
  for (const app of apps) app.terminate();
  await slack.close();
});

const address = async () => ((await clientOf(slack, slack.appToken).apps.connections.open({})) as { url: string }).url;

/** An app on the socket; `answer` is what it says to an envelope, undefined for nothing. */
async function app(answer: (said: Said) => unknown = ({ envelope_id }) => ({ envelope_id })): Promise<Said[]> {
  const socket = new WebSocket(await address());
  const heard: Said[] = [];
  apps.push(socket);
  socket.on('message', (data) => {
    const said = JSON.parse(String(data)) as Said;
    heard.push(said);
    const back = said.envelope_id && answer(said);
    if (back) socket.send(JSON.stringify(back));
  });
  await until('the greeting', 2_000, () => heard.length > 0);
  return heard;
}

describe('Slack’s side of a socket', () => {
  test('greets who comes with a ticket, and turns away who comes with it again, or with none', async () => {
    const url = await address();
    const first = new WebSocket(url);
    apps.push(first);
    const [greeting] = await once(first, 'message');
    expect(JSON.parse(String(greeting))).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: slack.appId },
      debug_info: { approximate_connection_time: expect.any(Number) },
    });
    for (const again of [url, url.replace(/ticket=\w+/, 'ticket=none')]) {
      const [error] = await once(new WebSocket(again), 'error');
      expect(String(error)).toContain('403');
    }
  });

  test('sends a command, and shows what its acknowledgement says', async () => {
    const heard = await app(({ envelope_id }) => ({ envelope_id, payload: { text: 'at once' } }));
    const anna = slack.user({ id: 'U1', name: 'Anna' });
    const act = await anna.command('help');
    expect(act).toMatchObject({ status: 200, json: { text: 'at once' } });
    expect(anna.shown().ephemeral.map((m) => m.text)).toEqual(['at once']);
    expect(heard[1]).toMatchObject({
      type: 'slash_commands',
      envelope_id: expect.any(String),
      accepts_response_payload: true,
      payload: { command: '/order', text: 'help', user_id: 'U1' },
    });
  });

  test('sends an event that nobody acknowledges again, and says so', async () => {
    const heard = await app((said) => said.retry_attempt === 2 && { envelope_id: said.envelope_id });
    const anna = slack.user({ id: 'U1', name: 'Anna' });
    const sent = await anna.message('hello', {}, { retries: true, hurry: true });
    expect((sent as { attempts: unknown[] }).attempts).toMatchObject([{ status: 0 }, { status: 0 }, { status: 200 }]);
    const events = heard.filter((s) => s.type === 'events_api');
    expect(events.map((e) => [e.retry_attempt, e.retry_reason, e.accepts_response_payload])).toEqual([
      [0, '', false],
      [1, 'timeout', false],
      [2, 'timeout', false],
    ]);
    expect(new Set(events.map((e) => e.envelope_id)).size).toBe(3);
  });

  test('complains of words where none may be said, and of what it does not understand', async () => {
    await app(({ envelope_id }) => ({ envelope_id, payload: { text: 'no' } }));
    await slack.user({ id: 'U1', name: 'Anna' }).openHome();
    apps[0]?.send('what?');
    await until('both complaints', 2_000, () => slack.complaints.length === 2);
    expect(slack.complaints.join()).toMatch(/may say nothing.*not understood on the socket: what\?/);
  });

  test('tells nobody when nobody is there', async () => {
    expect(await slack.user({ id: 'U1', name: 'Anna' }).command('help')).toMatchObject({
      status: 0,
      failure: 'connection_failed',
    });
  });
});
