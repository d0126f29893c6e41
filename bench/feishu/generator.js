// Process: the load. So many people at a time ask for an order, in Feishu or in Slack, at most so many a second in all.
import { Agent, get, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { nowMs, watchProcessor } from '../slack/clock.js';
import * as slack from '../slack/signed.js';
import * as feishu from './signed.js';

/** Ms after which an answer counts as not given. */
const patienceMs = 15_000;
/** Numbers go through the orders in steps of this prime, so that neighbours are not asked about one after the other. */
const step = 7_919;

/** Requests whose answer was not posted yet, by where it will come. */
const open = new Map();
let stray = 0;
let asked = 0;
let questions = [];
let slackUrl = '';

const listen = (url) =>
  new Promise((resolve) => {
    get(`${url}/arrivals`, (response) => {
      createInterface({ input: response }).on('line', (line) => {
        const [place, at, number] = line.split(' ');
        const one = open.get(place);
        open.delete(place);
        if (one) one({ at: Number(at), number });
        else stray += 1;
      });
      resolve();
    });
  });

/** What is sent, and where its answer comes: in Slack an address of its own, in Feishu the person's conversation. */
const chats = {
  feishu({ id, number, accounts }) {
    const user = accounts[asked % accounts.length];
    return { body: feishu.showOrder({ id, user, number }), headersOf: feishu.headersOf, place: user };
  },
  slack({ id, number, user }) {
    const body = slack.showOrder({ id, user, number, answers: slackUrl });
    return { body, headersOf: slack.headersOf, place: `C${id}` };
  },
};

const send = (url, agent, body, headers) =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve({ at: nowMs(), status: response.statusCode }));
    });
    sent.on('error', reject).end(body);
  });

/** One request and its answer; undefined when it was not acknowledged, or not answered with its order. */
async function ask(url, agent, chat) {
  asked += 1;
  const id = asked.toString(36).toUpperCase().padStart(8, '0');
  const question = questions[(asked * step) % questions.length];
  const { body, headersOf, place } = chats[chat]({ id, ...question });
  const answered = new Promise((arrived) => open.set(place, arrived));
  const began = nowMs();
  const acknowledged = await send(url, agent, body, headersOf(body)).catch(() => ({ status: 0 }));
  const timer = new AbortController();
  const late = pause(patienceMs, undefined, { signal: timer.signal }).catch(() => {});
  const answer = acknowledged.status === 200 ? await Promise.race([answered, late]) : undefined;
  timer.abort();
  open.delete(place);
  if (answer?.number !== question.number) return undefined;
  return { acknowledged: acknowledged.at - began, answered: answer.at - began };
}

/** `concurrent` people at once for some seconds, together at most `rate` a second. */
async function load({ url, chat, concurrent, seconds, rate }) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  const strayBefore = stray;
  const share = watchProcessor();
  const began = nowMs();
  const done = [];
  let next = began;
  const turn = async () => {
    const at = Math.max(next, nowMs());
    next = at + 1_000 / rate;
    await pause(Math.max(0, at - nowMs()));
  };
  const person = async () => {
    while (nowMs() - began < seconds * 1000) {
      await turn();
      done.push(await ask(url, agent, chat));
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
    perSecond: good.length / wall,
    failed: done.length - good.length,
    stray: stray - strayBefore,
    share: used,
  };
}

process.on('message', async ({ listenTo, asks, ...cell }) => {
  if (!listenTo) return process.send(await load(cell));
  questions = asks;
  slackUrl = listenTo.slack;
  await listen(listenTo.slack);
  await listen(listenTo.feishu);
  return process.send({ ready: true });
});
