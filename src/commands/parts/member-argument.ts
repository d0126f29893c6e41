import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
import type { CommandContext } from '../command.ts';

/** The one active member that a name, `@name`, id or chat identity means. Throws `error.member_not_found`. */
export async function memberOf(text: string, { desk }: Pick<CommandContext, 'desk'>, field?: string): Promise<Member> {
  const wanted = text.replace(/^@/, '').trim().toLowerCase();
  const active = (await desk.members.all()).filter((m) => m.active);
  const isSame = (m: Member) =>
    m._id === text || m.name.toLowerCase() === wanted || m.identities.some((i) => i.toLowerCase() === wanted);
  const same = active.filter(isSame);
  const found = same.length > 0 ? same : active.filter((m) => m.name.toLowerCase().includes(wanted));
  const only = found.length === 1 && wanted !== '' ? found[0] : undefined;
  if (!only) throw new DeskError('error.member_not_found', { text }, { field });
  return only;
}
