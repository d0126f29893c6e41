import { MongoBackend } from '@agendajs/mongo-backend';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import { testDatabase } from './helpers.ts';

describe('Agenda on the database', () => {
  let db: Db;
  let close: () => Promise<void>;
  const desks: Agenda[] = [];
  const timers = jest.spyOn(globalThis, 'setTimeout');
  beforeAll(async () => ({ db, close } = await testDatabase('agenda')));
  afterAll(async () => {
    await Promise.all(desks.map((desk) => desk.stop()));
    await close();
    clearLeftTimers();
  });

  /** Agenda leaves a timer behind each job that ran: in half the life of its lock it would look if the job still runs. */
  function clearLeftTimers(): void {
    for (const { value } of timers.mock.results) clearTimeout(value as NodeJS.Timeout);
    timers.mockRestore();
  }

  async function desk(ran: (data: { n: number }) => void): Promise<Agenda> {
    const backend = new MongoBackend({ mongo: db as never, collection: 'jobs' });
    const agenda = new Agenda({ backend, processEvery: 50, defaultLockLimit: 5 });
    agenda.define<{ n: number }>('remind', async (job) => ran(job.attrs.data));
    desks.push(agenda);
    await agenda.start();
    return agenda;
  }

  it('runs each job once although two desks look for it, and keeps what repeats', async () => {
    const done: number[] = [];
    let finish = () => {};
    const all = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const ran = ({ n }: { n: number }) => {
      done.push(n);
      if (done.length === 20) finish();
    };
    const [one] = await Promise.all([desk(ran), desk(ran)]);
    for (let n = 0; n < 19; n++) await one.now('remind', { n });
    await one.schedule(new Date(), 'remind', { n: 19 });
    await all;
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    await one.every('5 minutes', 'weekly');
    expect(await db.collection('jobs').countDocuments({ name: 'weekly', repeatInterval: '5 minutes' })).toBe(1);
  });
});
