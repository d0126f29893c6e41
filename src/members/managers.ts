import { manages } from './ability.ts';
import { type Member, personOf } from './member.ts';

type Owned = Parameters<typeof manages>[1];

/** Whether a member is a manager of a record's team. */
export const isManagerOf = (member: Member, owned: Owned): boolean =>
  member.active && member.roles.includes('manager') && manages(personOf(member), owned);

/**
 * Who hears of what somebody leaves undone: the managers of the record's team, else the admins; never the person, and who is
 * away only where nobody else is there.
 */
export function managersOver(members: readonly Member[], owned: Owned, but: string): readonly Member[] {
  const others = members.filter((m) => m.active && m._id !== but);
  const managers = others.filter((m) => isManagerOf(m, owned));
  const found = managers.length > 0 ? managers : others.filter((m) => m.roles.includes('admin'));
  const present = found.filter((m) => !m.away);
  return present.length > 0 ? present : found;
}
