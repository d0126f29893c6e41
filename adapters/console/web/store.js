// What this page knows: who I am, the conversations and their messages. Others listen; nothing here touches the page.

const state = { me: undefined, current: undefined, online: true, conversations: new Map() };
const events = new EventTarget();

/** Listens to `conversations`, `current`, `message`, `loaded` or `online`. */
export const on = (name, listener) => events.addEventListener(name, (event) => listener(event.detail));
const emit = (name, detail) => events.dispatchEvent(new CustomEvent(name, { detail }));

export const me = () => state.me;
export const setMe = (person) => {
  state.me = person;
};

export const conversations = () => [...state.conversations.values()];
export const conversation = (address) => state.conversations.get(address);
export const current = () => state.conversations.get(state.current);
export const direct = () => conversations().find((c) => c.kind === 'direct');

/** Takes the list of conversations as the desk gives it; what is loaded already is kept. */
export function setConversations(list) {
  const known = state.conversations;
  state.conversations = new Map(
    list.map((entry) => {
      const before = known.get(entry.address);
      const fresh = { messages: new Map(), loaded: false, more: false };
      return [entry.address, { ...fresh, ...before, ...entry }];
    }),
  );
  emit('conversations');
}

/** Shows another conversation. */
export function choose(address) {
  if (!state.conversations.has(address) || state.current === address) return;
  state.current = address;
  emit('current', current());
  emit('conversations');
}

/** The messages of a conversation, in order. */
export const messagesOf = (entry) => [...entry.messages.values()].sort((a, b) => a.seq - b.seq);

/** Takes a page of messages. */
export function addPage(address, { messages, more }) {
  const entry = conversation(address);
  if (!entry) return;
  for (const message of messages) keep(entry, message);
  entry.loaded = true;
  entry.more = more;
  emit('loaded', entry);
}

/** Keeps the newest version of a message; says whether something changed. */
function keep(entry, message) {
  const known = entry.messages.get(message.id);
  if (known && known.version >= message.version) return undefined;
  entry.messages.set(message.id, message);
  return known ? 'changed' : 'new';
}

/** Takes a message that arrived; `live` ones of others count as unread. */
export function receive(message, { live }) {
  const entry = conversation(message.conversation);
  if (!entry) return;
  const what = keep(entry, message);
  if (!what) return;
  if (what === 'new' && live && !message.mine && message.seq > entry.read) entry.unread += 1;
  emit('message', { entry, message, what, live });
  emit('conversations');
}

/** Notes that everything up to the newest message was seen; gives its place, if that is news. */
export function seen(entry) {
  const newest = Math.max(0, ...[...entry.messages.values()].map((m) => m.seq));
  if (newest <= entry.read && entry.unread === 0) return undefined;
  entry.read = Math.max(newest, entry.read);
  entry.unread = 0;
  emit('conversations');
  return entry.read;
}

export const online = () => state.online;
export function setOnline(value) {
  if (state.online === value) return;
  state.online = value;
  emit('online', value);
}
