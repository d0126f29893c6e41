import { hostname } from 'node:os';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import { jobsCollection } from '../src/machinery/timetable.ts';
import { jobs as timetable } from './index.ts';
import type { Job, JobContext } from './job.ts';
import { followSearches } from './searches.ts';

type Deps = {
  connection: Connection;
  /** What jobs use. */
  app: Omit<JobContext, 'now'>;
  jobs?: readonly Job[];
};

/** Ms between two looks at the timetable. */
const lookEveryMs = 1000;
/** Ms that a run holds its lock; a process that died frees its jobs after that. A second run beside it does no harm. */
const lockMs = 10_000;
/** Ms between two signs that a run which takes long is alive. */
const touchEveryMs = 3_000;
/** Ms that a stopping desk waits for running jobs. */
const drainMs = 8_000;

type Definition = { _id: string; every: string };

/** A job is scheduled anew only when its definition changed, so that a start neither unlocks nor re-enables anything. */
async function schedule(agenda: Agenda, connection: Connection, job: Job): Promise<void> {
  const known = connection.collection<Definition>('timetable');
  const before = await known.findOne({ _id: job.id });
  if (before?.every === job.every) return;
  const jobs = connection.collection(jobsCollection);
  // Agenda resumes what it schedules anew: what an admin paused stays paused.
  const paused = await jobs.findOne({ name: job.id, type: 'single', disabled: true });
  await agenda.every(job.every, job.id);
  if (paused) await jobs.updateOne({ _id: paused._id }, { $set: { disabled: true } });
  await known.updateOne({ _id: job.id }, { $set: { every: job.every } }, { upsert: true });
}

/** Gives signs of life until the function that it gives is called; one that fails is no matter, another follows. */
function touching(touch: () => Promise<unknown>): () => void {
  const timer = setInterval(() => void touch().catch(() => {}), touchEveryMs).unref();
  return () => clearInterval(timer);
}

/** Runs the timetable on the desk's database; several desks share it through Agenda's locks. */
export function createScheduler({ connection, app, jobs = timetable }: Deps) {
  const { desk, reminders, recover } = app;
  const { db } = connection;
  if (!db) throw new Error('the scheduler needs an open database');
  const name = `${hostname()}-${process.pid}`;
  const backend = new MongoBackend({ mongo: db, collection: jobsCollection });
  const agenda = new Agenda({
    backend,
    name,
    processEvery: lookEveryMs,
    defaultConcurrency: 1,
    defaultLockLimit: 1,
    defaultLockLifetime: lockMs,
  });
  const searchesEnded = followSearches(backend);
  agenda.on('error', (error: Error) => desk.log.error({ err: error }, 'the scheduler failed'));
  agenda.on('fail', (error: Error, { attrs: { name: job } }: { attrs: { name: string } }) => {
    desk.log.error({ err: error, job }, 'a job failed');
    desk.tellTrouble({ kind: 'job', job }).catch((err) => desk.log.error({ err, job }, 'nobody was told of it'));
  });
  for (const job of jobs)
    agenda.define(job.id, async (run) => {
      const letGo = touching(() => run.touch());
      await job.run({ desk, reminders, recover, now: desk.clock() }).finally(letGo);
    });

  /** Agenda locks a job a while before its hour; a desk that ends must not take such locks with it. */
  async function freeJobs(): Promise<void> {
    await connection
      .collection(jobsCollection)
      .updateMany({ lastModifiedBy: name, lockedAt: { $ne: null } }, { $set: { lockedAt: null } });
  }

  let started = false;
  return {
    /** Starts the timetable, and sends at once what a process that died left behind. */
    async start(): Promise<void> {
      await agenda.start();
      for (const job of jobs) await schedule(agenda, connection, job);
      started = true;
      desk.outbox.kick();
    },
    isReady: (): boolean => started,
    /** Waits for running jobs, for a while, and frees those that another desk may run now. */
    async stop(): Promise<void> {
      if (!started) return;
      started = false;
      const { timedOut } = await agenda.drain({ timeout: drainMs });
      await searchesEnded();
      if (!timedOut) await freeJobs();
    },
  };
}
export type Scheduler = ReturnType<typeof createScheduler>;
