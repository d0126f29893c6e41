import { DeskError } from '../errors.ts';
import type { Member } from './member.ts';

function several(text: string, found: readonly Member[], field?: string): DeskError {
  const names = found.slice(0, 8).map((m) => `${m.name} (${m.identities[0] ?? m._id})`);
  return new DeskError('error.member_several', { text, names: names.join(', ') }, { field });
}

type How = { field?: string /** Also by a part of the name, where nobody is called just so. */; partly?: boolean };

/**
 * The one active member that a name, `@name`, id, e-mail or chat identity means. Throws `error.member_not_found`, or
 * `error.member_several`.
 */
export function memberNamed(text: string, members: readonly Member[], { field, partly = false }: How = {}): Member {
  const wanted = text.replace(/^@/, '').trim().toLowerCase();
  const active = members.filter((m) => m.active);
  const isSame = (m: Member) =>
    [m._id, m.name, m.email ?? '', ...m.identities].some((one) => one !== '' && one.toLowerCase() === wanted);
  const same = active.filter(isSame);
  const found = same.length > 0 || !partly ? same : active.filter((m) => m.name.toLowerCase().includes(wanted));
  const [only] = found;
  if (!only) throw new DeskError('error.member_not_found', { text }, { field });
  if (found.length > 1) throw several(text, found, field);
  return only;
}
