// Process: the load. So many people at a time type `/order show`, each the next one when the last one's answer was posted.
import { Agent, get, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { nowMs, watchProcessor } from './clock.js';
import { headersOf, showOrder } from './signed.js';

/** Ms after which an answer counts as not given. */
const patienceMs = 15_000;
/** Numbers go through the orders in steps of this prime, so that neighbours are not asked about one after the other. */
const step = 7_919;

/** Requests whose answer was not posted yet, by conversation. */
const open = new Map();
/** Answers to nobody's open request: posted twice, or too late. */
let stray = 0;
let asked = 0;
let questions = [];
let answers = '';

function listen(slack) {
  answers = slack;
  return new Promise((resolve) => {
    get(`${slack}/arrivals`, (response) => {
      createInterface({ input: response }).on('line', (line) => {
        const [conversation, at, number, size] = line.split(' ');
        const one = open.get(conversation);
        open.delete(conversation);
        if (one) one.arrived({ at: Number(at), number, size: Number(size) });
        else stray += 1;
      });
      resolve();
    });
  });
}

const send = (url, agent, body) =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: headersOf(body) }, (response) => {
      response.resume().on('end', () => resolve({ at: nowMs(), status: response.statusCode }));
    });
    sent.on('error', reject).end(body);
  });

/** One request and its answer; undefined when it was not acknowledged, or not answered with its order. */
async function ask(url, agent) {
  asked += 1;
  const id = asked.toString(36).toUpperCase().padStart(8, '0');
  const { number, user } = questions[(asked * step) % questions.length];
  const body = showOrder({ id, user, number, answers });
  const answered = new Promise((arrived) => open.set(`C${id}`, { arrived }));
  const began = nowMs();
  const acknowledged = await send(url, agent, body).catch(() => ({ status: 0 }));
  const timer = new AbortController();
  const late = pause(patienceMs, undefined, { signal: timer.signal }).catch(() => {});
  const answer = acknowledged.status === 200 ? await Promise.race([answered, late]) : undefined;
  timer.abort();
  open.delete(`C${id}`);
  if (answer?.number !== number) return undefined;
  return { acknowledged: acknowledged.at - began, answered: answer.at - began, size: answer.size };
}

/** `concurrent` people at once for some seconds, or for some requests. */
async function load({ url, concurrent, seconds, requests }) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  const strayBefore = stray;
  const share = watchProcessor();
  const began = nowMs();
  const done = [];
  let left = requests ?? Number.POSITIVE_INFINITY;
  const isOver = () => (requests ? left <= 0 : nowMs() - began > seconds * 1000);
  const person = async () => {
    while (!isOver()) {
      left -= 1;
      done.push(await ask(url, agent));
    }
  };
  await Promise.all(Array.from({ length: concurrent }, person));
  const wall = (nowMs() - began) / 1000;
  const used = share();
  await pause(200);
  agent.destroy();
  const good = done.filter((one) => one !== undefined);
  return {
    acknowledged: good.map((one) => one.acknowledged),
    answered: good.map((one) => one.answered),
    size: good.at(-1)?.size ?? 0,
    perSecond: good.length / wall,
    failed: done.length - good.length,
    stray: stray - strayBefore,
    share: used,
  };
}

process.on('message', async ({ slack, asks, ...cell }) => {
  if (slack) {
    questions = asks;
    await listen(slack);
    process.send({ ready: true });
  } else process.send(await load(cell));
});
