import type { Member, Person } from './member.ts';

/** What a chain of stand-ins is worked out from. */
export type Chained = Pick<Member, '_id' | 'active' | 'roles' | 'away'>;

/**
 * Who decides for a member who is away: the first in the chain of stand-ins who is here. A chain that comes back to
 * somebody ends with nobody, and so does one whose last member has left or has no role.
 */
export function standInOf(member: Chained, members: ReadonlyMap<string, Chained>): string | undefined {
  const seen = new Set([member._id]);
  for (let next = member.away?.standIn; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const one = members.get(next);
    if (!one?.active) return undefined;
    if (!one.away) return one.roles.length > 0 ? one._id : undefined;
    next = one.away.standIn;
  }
  return undefined;
}

/** Members with the people for whom each of them stands in now. */
export function withStandIns<M extends Chained & Pick<Member, 'teams'>>(members: readonly M[]): M[] {
  const byId = new Map(members.map((m) => [m._id, m]));
  const served = new Map<string, Person[]>();
  for (const member of members) {
    const standIn = member.active && member.away ? standInOf(member, byId) : undefined;
    const { _id: id, roles, teams } = member;
    if (standIn) served.set(standIn, [...(served.get(standIn) ?? []), { id, roles, teams }]);
  }
  return members.map((m) => (served.has(m._id) ? { ...m, standsInFor: served.get(m._id) } : m));
}
