import { type Address, nativeId } from '../chat/address.ts';
import type { Clock } from '../clock.ts';
import type { MemberChanges } from './changes.ts';
import type { Directory } from './directory.ts';

/**
 * Makes the first admins, named by their chat identities, at start. Somebody who is known already is made an admin only
 * while the desk has none: what was changed in chat since is not undone by a restart. Returns whose members were made
 * or changed.
 */
export async function ensureAdmins(
  deps: {
    changes: MemberChanges;
    directory: Directory;
    known: (identity: Address) => Promise<string | undefined>;
    clock: Clock;
  },
  identities: readonly Address[],
): Promise<string[]> {
  const touched: string[] = [];
  const desk = (identity: Address) => ({
    from: 'desk:start' as Address,
    key: `first-admin:${identity}`,
    now: deps.clock(),
  });
  const adminless = (await deps.directory.withRole('admin')).length === 0;
  for (const identity of identities) {
    const id = await deps.known(identity);
    if (id === undefined) {
      const draft = { name: nativeId(identity), roles: ['admin' as const], identities: [identity] };
      touched.push((await deps.changes.create(desk(identity), draft))._id);
    } else if (adminless) {
      const member = (await deps.directory.get(id))!;
      const cause = { ...desk(identity), key: `first-admin:${identity}:${deps.clock().getTime()}` };
      await deps.changes.update(cause, id, { roles: [...member.roles, 'admin'] });
      await deps.changes.reactivate(cause, id);
      touched.push(id);
    }
  }
  return touched;
}
