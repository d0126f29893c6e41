import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { isDuplicate } from '../database/transact.ts';
import { newId } from '../id.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Cause } from '../members/actor.ts';
import type { Judged, Kind } from '../members/kinds.ts';
import type { Person } from '../members/member.ts';
import { changeFields, shownTo } from '../members/redact.ts';
import { difference, withoutContacts } from './difference.ts';
import type { AuditEntry, FindJudged, NewEntry, Subject } from './entry.ts';
import { createFindJudged } from './find.ts';
import { auditModel } from './model.ts';
import type { Subjects } from './reader.ts';
import { createSubjects } from './subjects.ts';

/** The audit trail: every change and every refused attempt. */
export type Audit = {
  /** Writes one line; the same key again writes nothing. Inside a transaction when given its session. */
  record(entry: NewEntry, session?: ClientSession): Promise<void>;
  /** Writes many lines of deeds that are done for the first time, in their transaction. */
  recordAll(entries: readonly NewEntry[], session: ClientSession): Promise<void>;
  /** Writes what differs between two versions of a record; false when nothing does, and then nothing is written. */
  changed(
    cause: Cause,
    action: string,
    subject: Subject,
    before: object,
    after: object,
    session?: ClientSession,
  ): Promise<boolean>;
  /** Whether this very deed left a line before: then it is a repeat. */
  has(cause: Cause, action: string, subject: Subject, session?: ClientSession): Promise<boolean>;
  /** Writes a refused attempt. Call it outside the transaction that was given up. */
  refused(cause: Cause, action: string, subject: Subject, error: string): Promise<void>;
  /** The trail of one record, newest first, with nothing in it that the reader may not see; of some fields only their changes. */
  of(person: Person, subject: Subject, limit?: number, fields?: readonly string[]): Promise<AuditEntry[]>;
  /** The newest lines of the whole trail, for an admin; `before` continues a page. */
  recent(person: Person, page?: { by?: string; before?: Date; limit?: number }): Promise<AuditEntry[]>;
  /** All lines of the whole trail, newest first, one by one, for an admin; nobody else has any. */
  each(person: Person): AsyncIterable<AuditEntry>;
  /** What lines are about, by name; for whoever was given the lines. */
  subjects(entries: readonly AuditEntry[]): Promise<Subjects>;
};

const line = (cause: Cause, action: string, subject: Subject): NewEntry => ({
  at: cause.now,
  by: cause.member?._id,
  from: cause.from,
  action,
  subject,
  key: `${cause.key}:${action}:${subject.kind}:${subject.id}`,
});

/** A line as it is stored: with an id, a key, and without contact data. */
function rowOf(entry: NewEntry): AuditEntry {
  const { kind } = entry.subject;
  const _id = newId();
  return {
    ...entry,
    _id,
    key: entry.key ?? _id,
    ...(entry.before && { before: withoutContacts(kind, entry.before) }),
    ...(entry.after && { after: withoutContacts(kind, entry.after) }),
  };
}

/** Kinds whose readers may read the trail too; the trail of all others is an admin's. */
const open: readonly Kind[] = ['Order', 'Customer', 'Product', 'Price', 'Case', 'Supplier', 'Purchase', 'Feedback'];

/** Lines in which a field is before or after. */
const changing = (field: string) => [
  { [`before.${field}`]: { $exists: true } },
  { [`after.${field}`]: { $exists: true } },
];

export function createAudit({
  connection,
  find = createFindJudged(connection),
}: {
  connection: Connection;
  find?: FindJudged;
}): Audit {
  const entries = auditModel(connection);

  const record: Audit['record'] = async (entry, session) => {
    const { key, _id, ...fields } = rowOf(entry);
    await entries.updateOne({ key }, { $setOnInsert: { _id, ...fields } }, { upsert: true, session }).catch((error) => {
      if (session || !isDuplicate(error, 'key')) throw error;
    });
  };

  /** Contact data is taken out here, too: rows of earlier times may hold some. */
  const shown = (person: Person, about: Judged) => (entry: AuditEntry) => {
    const change = shownTo(person, about);
    const { kind } = entry.subject;
    if (entry.before) entry.before = changeFields(kind, withoutContacts(kind, entry.before), change);
    if (entry.after) entry.after = changeFields(kind, withoutContacts(kind, entry.after), change);
    return entry;
  };

  return {
    record,
    async recordAll(lines, session) {
      if (lines.length === 0) return;
      await native(entries).insertMany(lines.map(rowOf) as never[], { session, ignoreUndefined: true });
    },
    subjects: createSubjects(connection),
    async changed(cause, action, subject, before, after, session) {
      const differing = difference(before, after);
      if (!differing) return false;
      await record({ ...line(cause, action, subject), ...differing }, session);
      return true;
    },
    async has(cause, action, subject, session) {
      const { key } = line(cause, action, subject);
      return (await entries.exists({ key }).session(session ?? null)) !== null;
    },
    refused: (cause, action, subject, error) => record({ ...line(cause, action, subject), refused: error }),
    async of(person, subject, limit = 50, fields) {
      const everything = may(person, 'audit');
      const about = await find(subject);
      const readable = open.includes(subject.kind) && about !== undefined && mayRead(person, subject.kind, about);
      if (!everything && !readable) return [];
      const of = { 'subject.kind': subject.kind, 'subject.id': subject.id };
      const where = fields ? { ...of, $or: fields.flatMap(changing) } : of;
      const query = entries.find(everything ? where : { ...where, refused: { $exists: false } });
      const found = await query.sort({ at: -1, _id: -1 }).limit(limit).lean<AuditEntry[]>();
      return found.map(shown(person, about ?? {}));
    },
    async *each(person) {
      if (!may(person, 'audit')) return;
      const found = entries.find().sort({ at: -1, _id: -1 }).lean<AuditEntry[]>().cursor({ batchSize: 500 });
      for await (const entry of found) yield shown(person, {})(entry as AuditEntry);
    },
    async recent(person, { by, before, limit = 50 } = {}) {
      if (!may(person, 'audit')) return [];
      const where = { ...(by && { by }), ...(before && { at: { $lt: before } }) };
      const found = await entries.find(where).sort({ at: -1, _id: -1 }).limit(limit).lean<AuditEntry[]>();
      return found.map(shown(person, {}));
    },
  };
}
