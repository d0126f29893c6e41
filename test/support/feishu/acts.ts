import type { Core } from './core.ts';
import type { DeskLine } from './desk-line.ts';
import type { Events } from './events.ts';
import type { Chat, Json, Person } from './types.ts';

/** What the acts of a person are made with. */
export type Stage = { core: Core; line: DeskLine; events: Events };

/** A person, and the stage to act on. */
export type Actor = Stage & { person: Person; direct: Chat };

/** The chat of this id; the person's own conversation with the bot unless one is named. */
export function chatOf({ core, direct }: Actor, id?: string): Chat {
  const chat = id === undefined ? direct : core.tenant.chat(id);
  if (!chat) throw new Error(`no chat ${id} in the local Feishu`);
  return chat;
}

/** A person's ids as events carry them: user_id needs a scope. */
export function idsOf(core: Core, person: Pick<Person, 'id' | 'unionId' | 'userId'>): Json {
  const withUserId = core.settings.scopes.includes('contact:user.employee_id:readonly');
  return { open_id: person.id, union_id: person.unionId, ...(withUserId ? { user_id: person.userId } : {}) };
}

/** The bot as events mention it. */
export const botIds = (core: Core): Json => ({ open_id: core.settings.botId, union_id: 'on_bot0desk' });

/** The tenant of a person, as events name it. */
export const tenantOf = ({ settings }: Core, { isExternal, tenantKey }: Person): string =>
  tenantKey ?? (isExternal ? 'another-tenant' : settings.tenantKey);
