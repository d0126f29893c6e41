// Process: a Feishu that accepts everything at once and tells the load generator when which answer came.
import { createServer } from 'node:http';
import { nowMs } from '../support/clock.js';
import { tenant } from './signed.js';

let listener;
let tokens = 0;
let sent = 0;
let unknown = 0;

const token = () => {
  tokens += 1;
  return { tenant_access_token: `t-${tokens}`, expire: 7_200 };
};

/** An answer came: to whom, when, about which order, of which size. */
function message(body) {
  const { receive_id: to } = JSON.parse(body);
  const about = /SO-\d{6}/.exec(body)?.[0] ?? '?';
  listener?.write(`${to} ${nowMs()} ${about} ${body.length}\n`);
  sent += 1;
  return { data: { message_id: `om_answer${sent}`, chat_id: `oc_${String(to).slice(3)}` } };
}

function answer(path, body) {
  if (path.endsWith('/tenant_access_token/internal')) return token();
  if (path.endsWith('/bot/v3/info')) return { bot: { open_id: tenant.bot, app_name: 'bench' } };
  if (path.endsWith('/im/v1/messages')) return message(body);
  unknown += 1;
  return {};
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
    const [path] = request.url.split('?');
    const text = JSON.stringify({ code: 0, msg: 'ok', ...answer(path, Buffer.concat(chunks).toString()) });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    response.writeHead(200, headers).end(text);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('message', () => process.send({ tokens, unknown }));
