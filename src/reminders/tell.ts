import type { Connection } from 'mongoose';
import type { Calendars } from '../calendar/calendars.ts';
import { nextOpening } from '../calendar/opening.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { transact } from '../database/transact.ts';
import { dateAt } from '../dates.ts';
import { managersOver } from '../members/managers.ts';
import type { Member } from '../members/member.ts';
import type { Due, Reader, Told } from './due.ts';
import { isTold, markModel, markOf } from './marks.ts';
import type { Occurrence } from './occurrences.ts';

/** How many occurrences of earlier digests are remembered: those of one weekend are enough. */
const remembered = 200;

/** Everybody, and when they work. */
type Company = { all: readonly Member[]; calendars: Calendars };

type Deps = {
  connection: Connection;
  due: Due;
  outbox: Pick<Outbox, 'add'>;
  rowsFor(member: Member, name: string, data: Record<string, unknown>): NewOutboxRow[];
};

/** Puts what a member is told into the outbox, in one transaction with the mark of what was told. */
export function createTelling({ connection, due, outbox, rowsFor }: Deps) {
  const marks = markModel(connection);

  /** Rows that tell managers of what a member leaves undone. */
  function escalations({ member, now }: Omit<Reader, 'mark'>, told: readonly Told[], { all, calendars }: Company) {
    const today = dateAt(now, member.timezone);
    const over = new Map<Member, Occurrence[]>();
    for (const { occurrence, about } of told) {
      const team = (about.followUp ? about.order : (about.case ?? about.order))?.team;
      for (const manager of managersOver(all, member._id, team))
        over.set(manager, [...(over.get(manager) ?? []), occurrence]);
    }
    return [...over].flatMap(([manager, occurrences]) => {
      // In the manager's own working hours, wherever that is.
      const notBefore = nextOpening(now, { calendar: calendars.of(manager), hours: manager.workHours });
      const data = { today, occurrences, of: member._id };
      const rows = rowsFor(manager, `escalated:${member._id}:${today}:${manager._id}`, data);
      return rows.map((row) => ({ ...row, notBefore }));
    });
  }

  /** One digest: the mark and the outbox rows are one transaction, so that three processes write it once. */
  const digest = (reader: Omit<Reader, 'mark'>, company: Company): Promise<boolean> =>
    transact(connection, async (session) => {
      const { member, now } = reader;
      const today = dateAt(now, member.timezone);
      const mark = await markOf(connection, member, session);
      if (isTold(mark, today)) return false;
      const found = await due.digest({ ...reader, mark }, session);
      if (!found) return false;
      const told = [...(mark?.told ?? []).slice(-remembered), ...found.map(({ occurrence }) => occurrence.key)];
      const set = { last: today, told, atOnce: 0 };
      await marks.updateOne({ _id: member._id }, { $set: set }, { upsert: true, session });
      // Whoever has left is told nothing: all of it goes to the manager.
      const isOwn = ({ occurrence }: Told) => member.active && !occurrence.escalated;
      const occurrences = found.filter(isOwn).map((t) => t.occurrence);
      const own =
        occurrences.length > 0 ? rowsFor(member, `digest:${member._id}:${today}`, { today, occurrences }) : [];
      const passedOn = found.filter((t) => !isOwn(t));
      const rows = [...own, ...escalations(reader, passedOn, company)];
      if (rows.length > 0) await outbox.add(rows, now, session);
      return rows.length > 0;
    });

  /** What came up since the digest and cannot wait for the next one. Looking in vain writes nothing. */
  async function atOnce(reader: Omit<Reader, 'mark'>): Promise<boolean> {
    const { member, now } = reader;
    const found = await due.atOnce({ ...reader, mark: await markOf(connection, member) });
    if (found.length === 0) return false;
    return transact(connection, async (session) => {
      const mark = await markOf(connection, member, session);
      const occurrences = found.map((t) => t.occurrence).filter((o) => !mark?.told.includes(o.key));
      if (!mark || occurrences.length === 0) return false;
      const times = (mark.atOnce ?? 0) + 1;
      const set = { told: [...mark.told, ...occurrences.map((o) => o.key)], atOnce: times };
      await marks.updateOne({ _id: member._id }, { $set: set }, { session });
      const data = { today: dateAt(now, member.timezone), occurrences, atOnce: true };
      await outbox.add(rowsFor(member, `digest:${member._id}:${mark.last}:${times}`, data), now, session);
      return true;
    });
  }

  return { digest, atOnce };
}
