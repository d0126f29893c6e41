import type { Ids } from './ids.ts';
import type { Chat, Person } from './types.ts';

export type Tenant = ReturnType<typeof createTenant>;

/** The people and chats of one company. */
export function createTenant(ids: Ids) {
  const [people, chats] = [new Map<string, Person>(), new Map<string, Chat>()];
  const directs = new Map<string, string>();

  function addPerson(given: Partial<Person> & { id: string }): Person {
    const short = given.id.replace(/^ou_/, '');
    const defaults = {
      unionId: `on_${short}`,
      userId: short.slice(0, 8),
      name: given.id,
      locale: 'zh-CN',
      timezone: 'Asia/Shanghai',
      isExternal: false,
      isAvailable: true,
      isResigned: false,
      isOnline: true,
    };
    const person: Person = { ...defaults, ...people.get(given.id), ...given };
    people.set(person.id, person);
    return person;
  }

  function addChat({ members = [], ...given }: Partial<Omit<Chat, 'members'>> & { members?: Iterable<string> }): Chat {
    const id = given.id ?? ids.chat();
    const defaults = { name: id, mode: 'group' as const, withBot: true, isExternal: false, isDissolved: false };
    const chat: Chat = { ...defaults, ...given, id, members: new Set(members) };
    chats.set(id, chat);
    return chat;
  }

  /** The conversation of a person with the bot; it is made when it is first asked for. */
  function direct(person: Person): Chat {
    const known = chats.get(directs.get(person.id) ?? '');
    if (known) return known;
    const chat = addChat({ mode: 'p2p', name: '', members: [person.id] });
    directs.set(person.id, chat.id);
    return chat;
  }

  return {
    addPerson,
    addChat,
    direct,
    person: (id: string): Person | undefined => people.get(id),
    /** A person by any kind of id that the API takes. */
    personBy(type: string, id: string): Person | undefined {
      const kinds: Record<string, (p: Person) => string | undefined> = {
        open_id: (p) => p.id,
        union_id: (p) => p.unionId,
        user_id: (p) => p.userId,
        email: (p) => p.email,
      };
      const kind = kinds[type];
      return kind && [...people.values()].find((p) => kind(p) === id);
    },
    chat: (id: string): Chat | undefined => chats.get(id),
  };
}
