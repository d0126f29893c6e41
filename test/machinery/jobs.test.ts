import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createScheduler, type Scheduler } from '../../scheduler/agenda.ts';
import { jobs as timetable } from '../../scheduler/index.ts';
import type { Job } from '../../scheduler/job.ts';
import { auditModel } from '../../src/audit/model.ts';
import type { Post } from '../../src/chat/adapter.ts';
import { jobsCollection } from '../../src/machinery/timetable.ts';
import { everyText, jobName } from '../../src/machinery/words.ts';
import { texts } from '../../src/text/index.ts';
import { codeOf } from '../support/code-of.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';
import { until } from '../support/until.ts';

const posts: Post[] = [];
let desk: TestDesk;
let company: Company;
let running: Scheduler[] = [];
let runs: Record<string, number> = {};
const as = (name: 'ada' | 'anna' | 'bob') => talkAs(desk, company[name]);

beforeAll(async () => {
  desk = await openTestDesk({ adapters: [quietChat(posts)] });
  company = await foundCompany(desk, (name) => (name === 'bob' ? { locale: 'zh', roles: ['admin'] } : {}));
});
beforeEach(async () => {
  runs = {};
  posts.length = 0;
  await desk.connection.collection(jobsCollection).deleteMany({});
  await desk.connection.collection('timetable').deleteMany({});
});
afterEach(async () => {
  await Promise.all(running.map((scheduler) => scheduler.stop()));
  running = [];
});
afterAll(() => desk.close());

/** A job that counts its runs, and fails as long as it is told to. */
const counting = (id: string, every = '1 hour', fails = () => false): Job => ({
  id,
  does: 'counts',
  every,
  async run() {
    runs[id] = (runs[id] ?? 0) + 1;
    if (fails()) throw new Error(`${id} is out of order`);
  },
});

async function start(...jobs: Job[]): Promise<Scheduler> {
  const app = { desk: desk.desk, reminders: desk.reminders, recover: desk.recover };
  const scheduler = createScheduler({ connection: desk.connection, app, jobs });
  running.push(scheduler);
  await scheduler.start();
  return scheduler;
}

const ran = (id: string, times: number) => until(`${id} runs ${times} times`, 8_000, () => (runs[id] ?? 0) >= times);
const jobs = async () => cardOf(await as('ada').say('/order settings jobs'));
const row = (id: string) => desk.connection.collection(jobsCollection).findOne({ name: id });

describe('the timetable', () => {
  test('shows each job with its last and next run, and runs one at once', async () => {
    await start(counting('recap'));
    await ran('recap', 1);
    const card = await until('the run is over', 5_000, async () => {
      const now = await jobs();
      return !textOf(now).includes('runs now') && now;
    });
    expect(textOf(card)).toMatch(/Weekly recap.*every 1 h · last run .* · next /);
    const said = cardOf(await as('ada').click(card, 'Run now'));
    expect(textOf(said)).toContain('“Weekly recap” runs within seconds.');
    await ran('recap', 2);
    expect(await auditModel(desk.connection).countDocuments({ action: 'job.run', by: company.ada._id })).toBe(1);
  });

  test('keeps a paused job paused through a restart with another timetable, and catches up when it is resumed', async () => {
    const first = await start(counting('recap', '1 second'));
    await ran('recap', 1);
    expect(textOf(cardOf(await as('ada').click(await jobs(), 'Pause')))).toContain('is paused.');
    await first.stop();
    const before = runs.recap!;
    await start(counting('recap', '2 seconds'), counting('stock', '1 second'));
    await ran('stock', 3);
    expect(runs.recap).toBe(before);
    const paused = await jobs();
    expect(await codeOf(desk.desk.timetable.runNow(desk.actor(company.ada), 'recap'))).toBe('error.job_paused');
    await as('ada').click(paused, 'Resume');
    await ran('recap', before + 1);
  });

  test('leaves a restart with the same timetable as it is: what another process runs stays locked', async () => {
    await start(counting('recap'));
    await ran('recap', 1);
    const lockedAt = new Date();
    await desk.connection.collection(jobsCollection).updateOne({ name: 'recap' }, { $set: { lockedAt } });
    const kept = await row('recap');
    await start(counting('recap'));
    expect(await row('recap')).toEqual(kept);
  });

  test('says which job fails and why, to admins once a day, in their language', async () => {
    let isBroken = true;
    await start(counting('risks', '1 second', () => isBroken));
    await ran('risks', 3);
    await until('Ada is told', 8_000, () => posts.some((post) => post.card.title.includes('Risks of open orders')));
    await until('Bob is told', 8_000, () => posts.some((post) => post.card.title === '定时任务失败：订单风险'));
    const told = posts.filter(({ card }) => card.title.includes('Risks of open orders'));
    expect(told).toHaveLength(1);
    const card = await jobs();
    expect(textOf(card)).toMatch(/failed at .*: risks is out of order/);
    isBroken = false;
    const [mine] = told;
    const opened = cardOf(await as('ada').press(buttonsOf(mine!.card)[0]!.id));
    expect(opened.title).toBe('Timetable');
  });

  test('is for admins alone', async () => {
    await start(counting('recap'));
    const { timetable: table } = desk.desk;
    for (const deed of [table.runNow, table.pause, table.resume])
      expect(await codeOf(deed(desk.actor(company.anna), 'recap'))).toBe('error.not_allowed');
    expect(textOf(cardOf(await as('anna').say('/order settings jobs')))).toContain('You may not do that');
    expect(await codeOf(table.pause(desk.actor(company.ada), 'nothing'))).toBe('error.job_unknown');
  });

  test('stands in /metrics: failures, pauses, and how long ago each job ran', async () => {
    await start(counting('recap', '1 second', () => true));
    await ran('recap', 2);
    await desk.desk.timetable.pause(desk.actor(company.ada), 'recap');
    const text = await (await fetch(`${desk.url}/metrics`)).text();
    expect(text).toMatch(/orderdesk_job_failures\{job="recap"\} [1-9]/);
    expect(text).toContain('orderdesk_job_paused{job="recap"} 1');
    expect(text).toMatch(/orderdesk_job_last_run_seconds\{job="recap"\} \d/);
  });

  test.each(['en', 'zh'] as const)('has a name for every job in %s, and words for how often it runs', (locale) => {
    for (const { id, every } of timetable) {
      expect(Object.hasOwn(texts, `job.${id}`)).toBe(true);
      expect(jobName(locale, id)).not.toBe(id);
      expect(everyText(locale, every)).not.toBe(every);
    }
  });
});
