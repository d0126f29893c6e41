/** A text, a block, an element: whatever Block Kit is made of. */
export type Json = Record<string, unknown>;
export type Block = Json & { type: string; block_id?: string };

export type Team = {
  id: string;
  domain: string;
  name: string;
  botToken: string;
  botUserId: string;
  botId: string;
  /** The bot's scopes; undefined is all of them. */
  scopes?: readonly string[];
};

export type Person = {
  id: string;
  teamId: string;
  name: string;
  email?: string;
  tz: string;
  locale: string;
  isGuest: boolean;
  isBot: boolean;
  isAdmin: boolean;
  deleted: boolean;
};

export type ChannelKind = 'channel' | 'private' | 'im';

export type Channel = {
  id: string;
  teamId: string;
  name: string;
  kind: ChannelKind;
  members: Set<string>;
  archived: boolean;
  /** The person of a direct conversation with the app. */
  user?: string;
};

export type Metadata = { event_type: string; event_payload: Json };

export type Message = {
  type: 'message';
  subtype?: string;
  ts: string;
  channel: string;
  team: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: Block[];
  attachments?: Json[];
  metadata?: Metadata;
  files?: Json[];
  thread_ts?: string;
  reply_broadcast?: boolean;
  edited?: { user: string; ts: string };
  /** When history first shows it, by Slack's clock. */
  visibleAt: number;
  /** The one person who sees it: an ephemeral message. */
  to?: string;
};

/** What a message shows. */
export type Content = Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'files'>>;

export type StateValue = Json & { type: string };
/** Block → element → value. */
export type StateValues = Record<string, Record<string, StateValue>>;

export type View = {
  id: string;
  teamId: string;
  userId: string;
  type: 'modal' | 'home';
  title?: Json;
  submit?: Json;
  close?: Json;
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  values: StateValues;
  /** What the desk said about its fields when it was sent. */
  errors?: Record<string, string>;
};
