import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
import type { CommandContext } from '../command.ts';

function several(text: string, found: readonly Member[], field?: string): DeskError {
  const names = found.slice(0, 8).map((m) => `${m.name} (${m.identities[0] ?? m._id})`);
  return new DeskError('error.member_several', { text, names: names.join(', ') }, { field });
}

/** The one active member that a name, `@name`, id or chat identity means. Throws `error.member_not_found`, or `…_several`. */
export async function memberOf(text: string, { desk }: Pick<CommandContext, 'desk'>, field?: string): Promise<Member> {
  const wanted = text.replace(/^@/, '').trim().toLowerCase();
  if (wanted === '') throw new DeskError('error.required', { field: { text: 'label.member' } }, { field });
  const active = (await desk.members.all()).filter((m) => m.active);
  const isSame = (m: Member) =>
    m._id === text || m.name.toLowerCase() === wanted || m.identities.some((i) => i.toLowerCase() === wanted);
  const same = active.filter(isSame);
  const found = same.length > 0 ? same : active.filter((m) => m.name.toLowerCase().includes(wanted));
  if (found.length > 1) throw several(text, found, field);
  const only = found.length === 1 ? found[0] : undefined;
  if (!only) throw new DeskError('error.member_not_found', { text }, { field });
  return only;
}

/** Words that a name may have. */
const longestName = 3;

/** Takes `@olga` out of the words: the longest name that is somebody's. */
export async function takePerson(words: string, context: CommandContext): Promise<{ person?: string; rest: string }> {
  const at = /(?:^|\s)@(?=\S)/.exec(words);
  if (!at) return { rest: words };
  const before = words.slice(0, at.index);
  const parts = words.slice(at.index + at[0].length).split(' ');
  for (let n = Math.min(longestName, parts.length); n > 1; n -= 1) {
    const member = await memberOf(parts.slice(0, n).join(' '), context, 'person').catch(() => undefined);
    if (member) return { person: member._id, rest: `${before} ${parts.slice(n).join(' ')}`.trim() };
  }
  const [name = '', ...more] = parts;
  return {
    person: (await memberOf(name, context, 'person'))._id,
    rest: `${before} ${more.join(' ')}`.trim(),
  };
}
