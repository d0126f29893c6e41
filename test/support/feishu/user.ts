import type { Stage } from './acts.ts';
import { clickedActs } from './acts-clicked.ts';
import { typedActs } from './acts-typed.ts';
import type { Toast } from './callback.ts';
import { type Shown, shownTo } from './shown.ts';
import type { Person } from './types.ts';

/** Who somebody is; what is not given is made up. `id` is the open_id. */
export type NewUser = { id: string } & Partial<Person>;

/** A person in the company (or of another one), who writes, clicks and fills in forms. */
export type User = ReturnType<typeof createUser>;

export function createUser(stage: Stage, given: NewUser) {
  const { core, events } = stage;
  const person = core.tenant.addPerson(given);
  const direct = core.tenant.direct(person);
  const actor = { ...stage, person, direct };
  const toasts: Toast[] = [];
  return {
    id: person.id,
    name: person.name,
    unionId: person.unionId,
    /** The person's conversation with the bot. */
    direct: direct.id,
    ...typedActs(actor),
    ...clickedActs(actor, new Map(), toasts),
    /** Everything on the person's screen. */
    shown: (): Shown => shownTo(core, person, toasts),
    /** Leaves the company: contact-v3/user/events/deleted. */
    leave: () => {
      person.isResigned = true;
      const object = { open_id: person.id, union_id: person.unionId, name: person.name };
      return events.deliver(events.envelope('contact.user.deleted_v3', { object, old_object: {} }));
    },
  };
}
