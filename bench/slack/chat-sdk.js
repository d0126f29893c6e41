// Process: the same app on vercel's `chat` with its Slack adapter.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import { createSlackAdapter } from '@chat-adapter/slack';
import { createMemoryState } from '@chat-adapter/state-memory';
import { Actions, Button, Card, CardText, Chat, ConsoleLogger, Field, Fields } from 'chat';
import { signingSecret, workspace } from './signed.js';
import { openStore } from './stored.js';
import { wordsOf } from './words.js';

const { MONGODB_URI, SLACK_API_URL } = process.env;
const store = await openStore(MONGODB_URI, 'chat');

const cardOf = ({ title, fields, lines, timeline }) =>
  Card({
    title,
    children: [
      Fields(fields.map(([label, value]) => Field({ label, value }))),
      CardText(lines.join('\n')),
      CardText(timeline.join('\n') || '—'),
      Actions([Button({ id: 'refresh', label: 'Refresh' })]),
    ],
  });

const logger = new ConsoleLogger('error');
const chat = new Chat({
  userName: 'bench',
  state: createMemoryState(),
  logger,
  adapters: {
    slack: createSlackAdapter({
      signingSecret,
      botToken: workspace.botToken,
      botUserId: workspace.botUser,
      apiUrl: SLACK_API_URL,
      logger,
    }),
  },
});

/** `chat` is done with a request before its handler is; the acknowledgement waits here until the inbox has it. */
const exchange = new AsyncLocalStorage();

chat.onSlashCommand('/order', async ({ raw, user, channel, text }) => {
  const { kept, failed } = exchange.getStore();
  const { trigger_id: trigger, channel_id: where, response_url: url } = raw;
  const isNew = await store.keep({ trigger, user: user.userId, channel: where, text, url }).catch(failed);
  kept();
  if (!isNew) return;
  const words = wordsOf(await store.read(user.userId, text));
  await channel.postEphemeral(user, cardOf(words), { fallbackToDM: false });
});

async function answer(headers, body) {
  let waiting;
  const stored = new Promise((kept, failed) => {
    waiting = { kept, failed };
  });
  const request = new Request('http://bench/slack/events', { method: 'POST', headers, body });
  const response = await exchange.run(waiting, () => chat.webhooks.slack(request, { waitUntil: () => {} }));
  if (response.status === 200) await stored;
  return { status: response.status, text: await response.text() };
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    answer(request.headers, Buffer.concat(chunks)).then(
      ({ status, text }) => response.writeHead(status).end(text),
      () => response.writeHead(503).end(),
    );
  });
});
server.keepAliveTimeout = 60_000;
await chat.initialize();
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/slack/events` }));
