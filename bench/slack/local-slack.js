// Process: a Slack that accepts everything at once and tells the load generator when which answer came. No limits of calls.
import { createServer } from 'node:http';
import { nowMs, watchProcessor } from '../support/clock.js';
import { workspace } from './signed.js';

const { team, botId, botUser } = workspace;
const person = (id) => ({ id, team_id: team, name: id, real_name: id, tz: 'UTC', profile: { real_name: id } });

/** What Slack's methods give; the fields are those that clients read. */
const methods = {
  'auth.test': () => ({ team_id: team, bot_id: botId, user_id: botUser, user: 'bench', team: 'bench', url: '' }),
  'users.info': (body) => ({ user: person(/\bU\w+/.exec(body)?.[0] ?? 'U0') }),
  'chat.postEphemeral': () => ({ message_ts: '1.000001' }),
  'chat.postMessage': (body) => ({ ts: '1.000001', channel: conversationOf(body), message: {} }),
};

const conversationOf = (body) => /channel["=:]+(C\w+)/.exec(body)?.[1] ?? '?';

let listener;
let last = '';
let unknown = 0;
let share = watchProcessor();

/** An answer came: where, when, about which order, of which size. */
function arrived(conversation, body) {
  const at = nowMs();
  last = body;
  const about = /SO-\d{6}/.exec(body)?.[0] ?? '?';
  listener?.write(`${conversation} ${at} ${about} ${body.length}\n`);
}

function reply(url, body) {
  if (url.startsWith('/answers/')) {
    arrived(url.slice('/answers/'.length), body);
    return 'ok';
  }
  const method = url.slice('/api/'.length);
  if (method.startsWith('chat.post')) arrived(conversationOf(body), body);
  if (!methods[method]) unknown += 1;
  return JSON.stringify({ ok: true, ...methods[method]?.(body) });
}

const server = createServer((request, response) => {
  if (request.url === '/arrivals') {
    listener = response.writeHead(200);
    listener.flushHeaders();
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = reply(request.url, Buffer.concat(chunks).toString());
    const type = text === 'ok' ? 'text/plain' : 'application/json';
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));

process.on('message', ({ about }) => {
  if (about === 'watch') share = watchProcessor();
  process.send({ share: share(), last, unknown });
});
