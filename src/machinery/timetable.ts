import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { type Clock, systemClock } from '../clock.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import type { Guard } from '../members/guard.ts';
import { personOf } from '../members/member.ts';

/** Where the scheduler keeps its jobs, one row for each entry of the timetable. */
export const jobsCollection = 'jobs';

/** An entry of the timetable as it is kept: what Agenda writes of it. */
type JobRow = {
  name: string;
  type: 'single' | 'normal';
  repeatInterval?: string | null;
  nextRunAt?: Date | null;
  lastRunAt?: Date | null;
  lastFinishedAt?: Date | null;
  lockedAt?: Date | null;
  failCount?: number | null;
  failReason?: string | null;
  failedAt?: Date | null;
  disabled?: boolean | null;
};

/** An entry of the timetable, as an admin sees it. */
export type JobState = {
  id: string;
  /** How often it runs, as the timetable says it: `5 seconds`. */
  every: string;
  isPaused: boolean;
  isRunning: boolean;
  lastRunAt?: Date;
  nextRunAt?: Date;
  /** How often it failed since it was first scheduled; the last time, and why. */
  failures: number;
  failedAt?: Date;
  reason?: string;
};

function stateOf(row: JobRow): JobState {
  const { name, repeatInterval, lastRunAt, nextRunAt, failedAt, failReason, failCount } = row;
  return {
    id: name,
    every: repeatInterval ?? '',
    isPaused: row.disabled === true,
    isRunning: row.lockedAt instanceof Date,
    failures: failCount ?? 0,
    ...(lastRunAt && { lastRunAt }),
    ...(nextRunAt && { nextRunAt }),
    ...(failedAt && { failedAt }),
    ...(failReason && { reason: failReason }),
  };
}

/** Whether the last run failed, and none ended well since. */
export const isFailing = ({ failedAt, lastRunAt }: JobState): boolean =>
  failedAt !== undefined && lastRunAt !== undefined && failedAt >= lastRunAt;

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed'>;
  guard: Guard;
  /** The machine's clock, by which the scheduler goes. */
  clock?: Clock;
};

/** The timetable: what runs when, and what an admin may do about it. Every process of the desk goes by what is written here. */
export function createTimetable({ connection, audit, guard, clock = systemClock }: Deps) {
  const jobs = connection.collection<JobRow>(jobsCollection);
  const subject = { kind: 'Settings' as const, id: 'desk' };

  /** Changes one entry, and writes down who did it. Throws `error.not_allowed`, `error.job_unknown`, `error.job_paused`. */
  async function change(
    actor: Actor,
    id: string,
    action: 'job.run' | 'job.pause' | 'job.resume',
    set: Partial<JobRow>,
  ): Promise<JobState> {
    await guard(actor, may(personOf(actor.member), 'settings'), action, subject);
    const after = await jobs.findOneAndUpdate(
      { name: id, type: 'single', ...(action === 'job.run' && { disabled: { $ne: true } }) },
      { $set: set },
      { returnDocument: 'after' },
    );
    if (!after) throw new DeskError(action === 'job.run' ? 'error.job_paused' : 'error.job_unknown', { text: id });
    await audit.changed(actor, action, subject, {}, { job: id });
    return stateOf(after);
  }

  return {
    /** Every entry, by its name. */
    async list(): Promise<JobState[]> {
      const rows = await jobs.find({ type: 'single' }).sort({ name: 1 }).toArray();
      return rows.map(stateOf);
    },
    /** Runs one within seconds, beside its timetable; none that is paused. */
    runNow: (actor: Actor, id: string) => change(actor, id, 'job.run', { nextRunAt: clock() }),
    /** It does not run until it is resumed, whatever is started anew meanwhile. */
    pause: (actor: Actor, id: string) => change(actor, id, 'job.pause', { disabled: true }),
    /** It runs again: what was missed is caught up within seconds. */
    resume: (actor: Actor, id: string) => change(actor, id, 'job.resume', { disabled: false, nextRunAt: clock() }),
  };
}
export type Timetable = ReturnType<typeof createTimetable>;
