// The load of a benchmark: so many people at a time ask for an order, each the next one when the last answer was posted.
import { Agent, get, request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { nowMs, watchProcessor } from './clock.js';

/** Ms after which an answer counts as not given. */
const patienceMs = 15_000;
/** Numbers go through the orders in steps of this prime, so that neighbours are not asked about one after the other. */
const step = 7_919;

/** Requests whose answer was not posted yet, by the place where it will come. */
const open = new Map();
/** Answers to nobody's open request: posted twice, or too late. */
let stray = 0;
let asked = 0;

/** Hears from a local chat which answer it was given, where and when. */
export function listen(chat) {
  return new Promise((resolve) => {
    get(`${chat}/arrivals`, (response) => {
      createInterface({ input: response }).on('line', (line) => {
        const [place, at, number, size] = line.split(' ');
        const arrived = open.get(place);
        open.delete(place);
        if (arrived) arrived({ at: Number(at), number, size: Number(size) });
        else stray += 1;
      });
      resolve();
    });
  });
}

const send = (url, agent, body, headers) =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve({ at: nowMs(), status: response.statusCode }));
    });
    sent.on('error', reject).end(body);
  });

/** One request and its answer; undefined when it was not acknowledged, or not answered with its order. */
async function ask(url, agent, questions, put) {
  asked += 1;
  const id = asked.toString(36).toUpperCase().padStart(8, '0');
  const question = questions[(asked * step) % questions.length];
  const { body, headers, place } = put({ id, asked, ...question });
  const answered = new Promise((arrived) => open.set(place, arrived));
  const began = nowMs();
  const acknowledged = await send(url, agent, body, headers).catch(() => ({ status: 0 }));
  const timer = new AbortController();
  const late = pause(patienceMs, undefined, { signal: timer.signal }).catch(() => {});
  const answer = acknowledged.status === 200 ? await Promise.race([answered, late]) : undefined;
  timer.abort();
  open.delete(place);
  if (answer?.number !== question.number) return undefined;
  return { acknowledged: acknowledged.at - began, answered: answer.at - began, size: answer.size };
}

/** Waits for one's turn, so that there are at most `rate` turns a second; without a rate nobody waits. */
function turns(rate) {
  let next = nowMs();
  return async () => {
    if (!rate) return;
    const at = Math.max(next, nowMs());
    next = at + 1_000 / rate;
    await pause(Math.max(0, at - nowMs()));
  };
}

/**
 * `concurrent` people at once, for some seconds or for some requests, together at most `rate` a second.
 * `put` says how a question is put: its body, its headers, and the place where its answer comes.
 */
export async function load({ url, concurrent, seconds, requests, rate }, questions, put) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  const strayBefore = stray;
  const share = watchProcessor();
  const began = nowMs();
  const done = [];
  const turn = turns(rate);
  let left = requests ?? Number.POSITIVE_INFINITY;
  const isOver = () => (requests ? left <= 0 : nowMs() - began > seconds * 1000);
  const person = async () => {
    while (!isOver()) {
      left -= 1;
      await turn();
      done.push(await ask(url, agent, questions, put));
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
