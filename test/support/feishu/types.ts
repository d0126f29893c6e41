export type Json = Record<string, unknown>;

export type Person = {
  /** open_id: the person as this app knows them. */
  id: string;
  unionId: string;
  userId: string;
  name: string;
  email?: string;
  /** What the person's client speaks and where it is; no API tells. */
  locale: string;
  timezone: string;
  /** Of another tenant, whose key is then `tenantKey`. */
  isExternal: boolean;
  tenantKey?: string;
  /** The app may see them and write to them: its availability, and its range of contacts. */
  isAvailable: boolean;
  isResigned: boolean;
  /** Only who is online sees an ephemeral card. */
  isOnline: boolean;
};

export type Chat = {
  id: string;
  name: string;
  mode: 'group' | 'topic' | 'p2p';
  /** open_ids. */
  members: Set<string>;
  withBot: boolean;
  isExternal: boolean;
  isDissolved: boolean;
};

export type Sender = { id: string; id_type: 'open_id' | 'app_id'; sender_type: 'user' | 'app'; tenant_key: string };

export type Mention = { key: string; id: string; id_type: 'open_id'; name: string; tenant_key: string };

/** A message: the wire's own names, and below them what only this Feishu knows. */
export type Message = {
  message_id: string;
  root_id?: string;
  parent_id?: string;
  thread_id?: string;
  msg_type: string;
  create_time: string;
  update_time: string;
  deleted: boolean;
  updated: boolean;
  chat_id: string;
  sender: Sender;
  body: { content: string };
  mentions?: Mention[];
  /** The card that it shows. */
  card?: Json;
  /** Whom it notified by a call (`@`): open_ids, or `all`. */
  called: string[];
  /** The one person who sees it: an ephemeral card. */
  to?: string;
};
