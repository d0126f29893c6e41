import type { StandInClock } from '../platform/clock.ts';
import type { Ids } from './ids.ts';
import type { Block, Channel, Content, Json, Message, Metadata } from './types.ts';

export type Messages = ReturnType<typeof createMessages>;

const isList = (value: unknown): value is Json[] => Array.isArray(value);

/** Blocks as Slack keeps them: every block and every element that can be acted upon has a name. */
export function named(blocks: readonly Block[], ids: Pick<Ids, 'short'>): Block[] {
  const element = (e: Json): Json =>
    e.type === 'image' || typeof e.type !== 'string' ? e : { action_id: ids.short(), ...e };
  return blocks.map((block) => {
    const copy: Block = { block_id: ids.short(), ...structuredClone(block) };
    if (block.type === 'actions' && isList(copy.elements)) copy.elements = copy.elements.map(element);
    for (const key of ['accessory', 'element'] as const) if (copy[key]) copy[key] = element(copy[key] as Json);
    return copy;
  });
}

/** Something happened to a message that everybody in its channel sees. */
export type Change = { what: 'posted' | 'changed' | 'deleted'; message: Message; before?: Message };

/** What was said in every channel, and what only one person sees. */
export function createMessages({
  clock,
  ids,
  heard,
}: {
  clock: StandInClock;
  ids: Ids;
  heard: (change: Change) => void;
}) {
  const byChannel = new Map<string, Map<string, Message>>();
  const ephemeral = new Map<string, Message>();
  const all = (channel: string) => [...(byChannel.get(channel)?.values() ?? [])];
  const visible = (m: Message) => m.visibleAt <= clock.now();

  type New = Content &
    Pick<Message, 'user' | 'bot_id' | 'thread_ts' | 'subtype' | 'reply_broadcast' | 'to'> & { lateBy?: number };

  function create(channel: Channel, { lateBy = 0, blocks, text = '', ...given }: New): Message {
    const base = { type: 'message' as const, ts: ids.ts(), channel: channel.id, team: channel.teamId };
    const visibleAt = clock.now() + lateBy;
    return { ...base, ...given, text, ...(blocks ? { blocks: named(blocks, ids) } : {}), visibleAt };
  }

  return {
    find: (channel: string, ts: string): Message | undefined => byChannel.get(channel)?.get(ts),
    /** A message that everybody in the channel sees. */
    post(channel: Channel, given: New): Message {
      const message = create(channel, given);
      const known = byChannel.get(channel.id) ?? new Map();
      byChannel.set(channel.id, known.set(message.ts, message));
      heard({ what: 'posted', message });
      return message;
    },

    /** A message that one person sees. */
    whisper(channel: Channel, to: string, given: New): Message {
      const message = create(channel, { ...given, to });
      ephemeral.set(message.ts, message);
      return message;
    },

    /**
     * Puts other content in place. docs.slack.dev/reference/methods/chat.update: a text without blocks removes the
     * blocks; metadata stays unless it is given, and an empty object removes it.
     */
    change(message: Message, { text, blocks, attachments, metadata }: Content): Message {
      const before = structuredClone(message);
      if (blocks) message.blocks = named(blocks, ids);
      else if (text !== undefined) delete message.blocks;
      if (text !== undefined) message.text = text;
      if (attachments) message.attachments = attachments;
      if (metadata) message.metadata = metadata;
      if (metadata && Object.keys(metadata).length === 0) delete message.metadata;
      if (!blocks && text !== undefined) message.edited = { user: message.user, ts: ids.ts() };
      if (!message.to) heard({ what: 'changed', message, before });
      return message;
    },

    remove(message: Message): void {
      if (message.to) ephemeral.delete(message.ts);
      else if (byChannel.get(message.channel)?.delete(message.ts)) heard({ what: 'deleted', message });
    },

    /** Forgets everything that was said. */
    clear(): void {
      byChannel.clear();
      ephemeral.clear();
    },

    /** Everything that a reader of the channel finds by now, oldest first, threads included. */
    of: (channel: string): Message[] => all(channel).filter(visible),
    /** A thread: its parent and its replies, oldest first. */
    thread: (channel: string, ts: string): Message[] =>
      all(channel).filter((m) => visible(m) && (m.ts === ts || m.thread_ts === ts)),
    /** What only this person sees, oldest first. */
    whispered: (to: string): Message[] => [...ephemeral.values()].filter((m) => m.to === to && visible(m)),
    whisperedAt: (ts: string): Message | undefined => ephemeral.get(ts),
  };
}

/**
 * A message as the Web API gives it. docs.slack.dev/messaging/message-metadata: without include_all_metadata only the
 * event_type is there.
 */
export function messageShape(message: Message, { allMetadata = false, replies = [] as readonly Message[] } = {}): Json {
  const {
    visibleAt: _visibleAt,
    to: _to,
    channel: _channel,
    metadata,
    reply_broadcast: _broadcast,
    ...shown
  } = message;
  const asked = metadata && (allMetadata ? metadata : ({ event_type: metadata.event_type } as Metadata));
  const last = replies.at(-1);
  return structuredClone({
    ...shown,
    ...(asked ? { metadata: asked } : {}),
    ...(last ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: last.ts } : {}),
  });
}
