import type { Toast } from './callback.ts';
import type { Core } from './core.ts';
import type { Message, Person } from './types.ts';

/** What is on a person's screen that others do not see. */
export type Shown = {
  /** The conversation with the bot, oldest first; what was recalled is gone. */
  direct: Message[];
  /** Cards in groups that this person alone sees. */
  ephemeral: Message[];
  /** The last toast. */
  toast?: Toast;
};

export function shownTo(core: Core, person: Person, toasts: readonly Toast[]): Shown {
  const direct = core.messages.of(core.tenant.direct(person).id).filter((m) => !m.deleted);
  return {
    direct: structuredClone(direct),
    ephemeral: structuredClone(core.messages.whispered(person.id)),
    toast: toasts.at(-1),
  };
}
