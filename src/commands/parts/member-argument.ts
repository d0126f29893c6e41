import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
import { memberNamed } from '../../members/named.ts';
import type { CommandContext } from '../command.ts';

/** The one active member that a text means, also by a part of the name. Throws `error.member_not_found`, or `…_several`. */
export async function memberOf(text: string, { desk }: Pick<CommandContext, 'desk'>, field?: string): Promise<Member> {
  if (text.replace(/^@/, '').trim() === '')
    throw new DeskError('error.required', { field: { text: 'label.member' } }, { field });
  return memberNamed(text, await desk.members.all(), { field, partly: true });
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
