import type { Connection } from 'mongoose';
import type { Address } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import type { Clock } from '../../src/clock.ts';
import { isDuplicate, transact } from '../../src/database/transact.ts';
import { newId } from '../../src/id.ts';
import type { DeskEvent, EventLog } from './events.ts';
import { limits } from './limits.ts';
import { type ConsoleMessage, messageModel } from './model.ts';

/** A message to be stored. */
export type NewMessage = Pick<ConsoleMessage, 'conversation' | 'author' | 'key'> &
  Partial<Pick<ConsoleMessage, 'authorName' | 'text' | 'file' | 'card' | 'form' | 'onlyFor'>>;

/** What a message becomes. `onlyFor: null` shows a private message to the whole conversation. */
export type Change = { card?: SealedCard; form?: SealedForm; onlyFor?: Address | null; replacedBy?: string };

/** The topic of the console's events, and what they carry. */
export const topic = 'console';
export const messageIdOf = (event: DeskEvent): string => String(event.data.message);

/** The stored conversations. Every change is announced in the event log, in the same transaction. */
export type Messages = ReturnType<typeof createMessages>;

const formIdOf = (form?: SealedForm) => (form ? { formId: form.id } : {});

/** The conversations of a database connection; `changed` is called after each commit. */
export function createMessages(deps: { connection: Connection; log: EventLog; clock: Clock; changed: () => void }) {
  const { connection, log, clock } = deps;
  const model = messageModel(connection);
  const announce = (conversation: Address, message: string) => ({
    at: clock(),
    topic,
    data: { conversation, message },
  });
  const byKey = (key: string) => model.findOne({ key }).lean<ConsoleMessage>();
  const readable = (reader: Address) => ({ onlyFor: { $in: [null, reader] } });

  /** Stores a message; one with the same key is returned as it is, and nothing changes. */
  async function add(message: NewMessage): Promise<ConsoleMessage> {
    const known = await byKey(message.key);
    if (known) return known;
    const _id = newId();
    const work = transact(connection, async (session) => {
      const seq = await log.append(session, announce(message.conversation, _id));
      const doc = { ...message, ...formIdOf(message.form), _id, seq, at: clock(), version: 1 };
      await model.create([doc], { session });
      return doc;
    });
    const stored = await work.catch(async (error) => {
      const first = isDuplicate(error) ? await byKey(message.key) : null;
      if (!first) throw error;
      return first;
    });
    deps.changed();
    return stored;
  }

  /** Changes a message in place; undefined when there is none. A card ends the form that was there. */
  async function change(id: string, { onlyFor, ...set }: Change): Promise<ConsoleMessage | undefined> {
    const unset = { ...(onlyFor === null ? { onlyFor: 1 } : {}), ...(set.card ? { form: 1 } : {}) };
    const next = { ...set, ...formIdOf(set.form), ...(onlyFor ? { onlyFor } : {}) };
    const target = await model.findById(id, 'conversation').lean<ConsoleMessage>();
    if (!target) return undefined;
    const stored = await transact(connection, async (session) => {
      // The event first: its counter is what everybody writes, and a first write waits where a later one would collide.
      await log.append(session, announce(target.conversation, id));
      const found = await model
        .findOneAndUpdate(
          { _id: id },
          { $set: next, $unset: unset, $inc: { version: 1 } },
          { session, returnDocument: 'after' },
        )
        .lean<ConsoleMessage>();
      if (!found) await session.abortTransaction();
      return found ?? undefined;
    });
    if (stored) deps.changed();
    return stored;
  }

  return {
    add,
    change,
    byKey: async (key: string) => (await byKey(key)) ?? undefined,
    byId: async (id: string) => (await model.findById(id).lean<ConsoleMessage>()) ?? undefined,
    /** The message that is, or was, a form. */
    byForm: async (form: string) => (await model.findOne({ formId: form }).lean<ConsoleMessage>()) ?? undefined,
    byIds: (ids: readonly string[]) => model.find({ _id: { $in: ids } }).lean<ConsoleMessage[]>(),
    /** The newest messages that a person may read, before a place in the sequence, oldest first. */
    async page(conversation: Address, reader: Address, before?: number) {
      const place = before === undefined ? {} : { seq: { $lt: before } };
      const found = await model
        .find({ conversation, ...readable(reader), ...place })
        .sort({ seq: -1 })
        .limit(limits.page + 1)
        .lean<ConsoleMessage[]>();
      return { messages: found.slice(0, limits.page).reverse(), more: found.length > limits.page };
    },
    /** How many messages of others a person has not read, counted up to the limit. */
    unread: (conversation: Address, reader: Address, after: number) =>
      model
        .countDocuments({ conversation, ...readable(reader), seq: { $gt: after }, author: { $ne: reader } })
        .limit(limits.unread),
    /** Makes collections and indexes. */
    init: () => model.init(),
  };
}
