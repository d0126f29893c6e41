import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Outbox } from '../chat/outbox.ts';
import { type OutboxRow, outboxModel } from '../chat/outbox-row.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import type { Guard } from '../members/guard.ts';
import { personOf } from '../members/member.ts';

/** A page of what could not be sent, the newest first. */
export type DeadLetters = { rows: OutboxRow[]; more: boolean; count: number };

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed'>;
  guard: Guard;
  outbox: Pick<Outbox, 'kick'>;
};

/** What the desk gave up to send: an admin sends it again, or drops it. */
export function createDeadLetters({ connection, audit, guard, outbox }: Deps) {
  const rows = outboxModel(connection);
  const subject = { kind: 'Settings' as const, id: 'desk' };
  const dead = { state: 'dead' as const };

  const allowed = (actor: Actor, action: string) =>
    guard(actor, may(personOf(actor.member), 'settings'), action, subject);

  return {
    /** A page of them; for admins. */
    async page({ skip, limit }: { skip: number; limit: number }): Promise<DeadLetters> {
      const [found, count] = await Promise.all([
        rows
          .find(dead)
          .sort({ createdAt: -1, _id: -1 })
          .skip(skip)
          .limit(limit + 1)
          .lean<OutboxRow[]>(),
        rows.countDocuments(dead),
      ]);
      return { rows: found.slice(0, limit), more: found.length > limit, count };
    },

    /**
     * Sends one again, or all, as if they were new: their tries are counted anew. What a chat may have got is looked for
     * before it is sent once more. Gives how many; again, it changes nothing. Throws `error.not_allowed`.
     */
    async retry(actor: Actor, id?: string): Promise<number> {
      await allowed(actor, 'letter.retry');
      const { now } = actor;
      const again = {
        $set: { state: 'due', nextAt: now, createdAt: now, attempts: 0 },
        $unset: { error: 1, claim: 1 },
      };
      const { modifiedCount } = await rows.updateMany({ ...dead, ...(id && { _id: id }) }, again as object);
      if (modifiedCount > 0) await audit.changed(actor, 'letter.retry', subject, {}, { messages: modifiedCount });
      outbox.kick();
      return modifiedCount;
    },

    /**
     * Gives one up for good: its key stays, so that the same occurrence is not told after all. Throws `error.not_allowed`,
     * `error.letter_gone`.
     */
    async drop(actor: Actor, id: string): Promise<void> {
      await allowed(actor, 'letter.drop');
      const { modifiedCount } = await rows.updateOne({ ...dead, _id: id }, { $set: { state: 'sent' } });
      if (modifiedCount === 0) throw new DeskError('error.letter_gone');
      await audit.changed(actor, 'letter.drop', subject, {}, { messages: 1 });
    },
  };
}
export type DeadLetterBox = ReturnType<typeof createDeadLetters>;
