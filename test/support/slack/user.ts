import type { Stage } from './acts.ts';
import { clickedActs } from './acts-clicked.ts';
import { modalActs } from './acts-modal.ts';
import { typedActs } from './acts-typed.ts';
import { type Shown, shownTo } from './shown.ts';
import type { Person, View } from './types.ts';

/** Who somebody is; a name and a time zone are given to whoever has none. */
export type NewUser = { id: string; name?: string; teamId?: string } & Partial<Omit<Person, 'id' | 'name' | 'teamId'>>;

/** A person in the workspace, who writes, clicks and fills in forms. */
export type User = ReturnType<typeof createUser>;

export function createUser(stage: Stage, { id, teamId, ...more }: NewUser) {
  const { core } = stage;
  const name = more.name ?? core.workspace.person(id)?.name ?? id;
  const team = core.workspace.team(teamId ?? core.workspace.teams()[0]!.id);
  const person = core.workspace.addPerson({ ...more, id, name, teamId: team.id });
  const direct = core.workspace.direct(person);
  const actor = { ...stage, person, team, direct };
  return {
    id,
    name,
    teamId: team.id,
    /** The person's conversation with the app. */
    direct: direct.id,
    ...typedActs(actor),
    ...clickedActs(actor),
    ...modalActs(actor),
    /** The person's Home tab. */
    home: (): View | undefined => core.views.home(id),
    /** Everything on the person's screen. */
    shown: (): Shown => shownTo(core, id),
    /** Is no longer in the workspace. */
    leave: () => core.workspace.addPerson({ ...person, deleted: true }),
  };
}
