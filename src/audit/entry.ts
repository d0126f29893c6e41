import type { Judged, Kind } from '../members/kinds.ts';

/** What was changed, or would have been. */
export type Subject = { kind: Kind; id: string };

/** Where the lines come from that the sample brings, and by which they are found again. */
export const sampleSource = 'desk:sample';

/**
 * One line of the audit trail: who, when, from where, before → after; or a refused attempt. Never changed and never deleted,
 * except what the sample brought as the past of its own orders: that goes with them.
 */
export type AuditEntry = {
  _id: string;
  at: Date;
  /** Member id; undefined for the desk itself and for a stranger. */
  by?: string;
  /** The chat identity, or `cli:import`, `scheduler:reminders`, `desk:start`. */
  from: string;
  /** A move, a deed, or what happened in dotted words (`member.link`). */
  action: string;
  subject: Subject;
  /** The changed fields only. Contact data is not kept here: dots say that it changed. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Why an attempt was refused: the code of the error. */
  refused?: string;
  /** Unique: a repeated deed leaves one line. */
  key: string;
};

/** A line to be written. Without a key it is a line of its own each time. */
export type NewEntry = Omit<AuditEntry, '_id' | 'key'> & { key?: string };

/** What rights look at in a subject as it is now; undefined when it is gone. */
export type FindJudged = (subject: Subject) => Promise<Judged | undefined>;
