import type { Desk } from '../src/desk.ts';
import type { Reminders } from '../src/reminders/service.ts';

/** What jobs may use. */
export type JobContext = { desk: Desk; reminders: Reminders; recover: () => Promise<void>; now: Date };

/** One entry of the timetable. The body is one call into a service, which makes its own repeats harmless. */
export type Job = {
  readonly id: string;
  /** What it does, in words. */
  readonly does: string;
  /** How often Agenda runs it, e.g. `5 seconds`. */
  readonly every: string;
  run(context: JobContext): Promise<unknown>;
};
