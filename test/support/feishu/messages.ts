import type { StandInClock } from '../platform/clock.ts';
import { dropOldest } from '../slack/bounded.ts';
import type { Ids } from './ids.ts';
import type { Json, Message } from './types.ts';

export type Messages = ReturnType<typeof createMessages>;

type New = Pick<Message, 'msg_type' | 'chat_id' | 'sender' | 'body'> & Partial<Message>;

/** im-v1/message/create: a uuid keeps a message single for an hour. */
const uuidLife = 3_600_000;
const uuidsKept = 100_000;

/** All messages, oldest first. */
export function createMessages(clock: StandInClock, ids: Ids) {
  const all = new Map<string, Message>();
  const uuids = new Map<string, { id: string; at: number }>();

  return {
    add(given: New): Message {
      const at = String(clock.now());
      const message: Message = {
        message_id: ids.message(),
        create_time: at,
        update_time: at,
        deleted: false,
        updated: false,
        called: [],
        ...given,
      };
      all.set(message.message_id, message);
      return message;
    },
    find: (id: string): Message | undefined => all.get(id),
    all: (): Message[] => [...all.values()],
    of: (chatId: string): Message[] => [...all.values()].filter((m) => m.chat_id === chatId && !m.to),
    whispered: (to: string): Message[] => [...all.values()].filter((m) => m.to === to && !m.deleted),
    /** Shows another card from now on. */
    show(message: Message, card: Json): void {
      Object.assign(message, { card, body: { content: JSON.stringify(card) }, update_time: String(clock.now()) });
    },
    remove: (message: Message): void => {
      message.deleted = true;
    },
    /** The message that was sent with this uuid within the hour. */
    sentWith(uuid: string): Message | undefined {
      const known = uuids.get(uuid);
      return known && clock.now() - known.at < uuidLife ? all.get(known.id) : undefined;
    },
    keep(uuid: string, message: Message): void {
      uuids.delete(uuid);
      uuids.set(uuid, { id: message.message_id, at: clock.now() });
      dropOldest(uuids, uuidsKept);
    },
    clear: (): void => {
      all.clear();
      uuids.clear();
    },
  };
}

/** A message as the API gives it. */
export function wireOf({ card: _card, called: _called, to: _to, ...wire }: Message): Json {
  return structuredClone(wire);
}
