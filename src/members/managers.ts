import { manages } from './ability.ts';
import { type Member, personOf } from './member.ts';

/** Whether a member is a manager of an order. */
export const isManagerOf = (member: Member, order: Parameters<typeof manages>[1]): boolean =>
  member.active && member.roles.includes('manager') && manages(personOf(member), order);

/**
 * Who hears of what somebody of a team leaves undone: the managers of the team, else the admins; never the person, and who is
 * away only where nobody else is there.
 */
export function managersOver(
  members: readonly Member[],
  somebody: string,
  team: string | undefined,
): readonly Member[] {
  const others = members.filter((m) => m.active && m._id !== somebody);
  const managers = others.filter((m) => isManagerOf(m, { owner: somebody, team }));
  return presentOf(managers.length > 0 ? managers : others.filter((m) => m.roles.includes('admin')));
}

/** Who is away is left out, where somebody else is there. */
export function presentOf(some: readonly Member[]): readonly Member[] {
  const present = some.filter((m) => !m.away);
  return present.length > 0 ? present : some;
}
