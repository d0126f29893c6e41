import type { FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { type Role, roles } from '../../members/member.ts';
import type { NewcomerRow } from '../../members/newcomers.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';
import { memberOf } from './member-argument.ts';
import { textOf } from './values.ts';

async function newcomerOf(input: Input, { desk }: CommandContext): Promise<NewcomerRow> {
  const found = await desk.newcomers.get(String(input.admit));
  if (!found) throw new DeskError('error.newcomer_gone', { identity: String(input.admit) });
  return found;
}

const isRole = (word: unknown): word is Role => roles.some((role) => role === word);

/** Makes a newcomer a member with a role, and says so. */
export async function admit(input: Input, context: CommandContext): Promise<string> {
  const { desk, actor, locale } = context;
  const { _id: identity, profile } = await newcomerOf(input, context);
  if (!isRole(input.role)) throw new DeskError('error.button_gone');
  const { name, email, locale: language, timezone } = profile;
  const given = { name, roles: [input.role], identities: [identity], locale: language, timezone };
  // An address that a member has already is not given to a second one.
  const isFree = email && (await desk.members.withEmail(email)).length === 0;
  await desk.members.create(actor, { ...given, ...(isFree ? { email } : {}) });
  return t(locale, 'card.newcomer.admitted', { name, role: t(locale, `role.${input.role}`) });
}

/** Asks which member a newcomer is. */
export async function linkForm(input: Input, context: CommandContext): Promise<Reply> {
  const { locale } = context;
  const { profile } = await newcomerOf(input, context);
  return {
    form: {
      title: t(locale, 'card.newcomer.link_title', { name: profile.name }),
      submit: t(locale, 'card.newcomer.link'),
      intent: { command: 'team', input: { admit: input.admit } },
      fields: [{ kind: 'search', name: 'member', label: t(locale, 'label.member'), required: true, source: 'member' }],
    },
  };
}

/** Gives a newcomer's identity to a member, and says so. */
export async function link(input: Input, values: FormValues, context: CommandContext): Promise<string> {
  const { desk, actor, locale } = context;
  const { _id: identity, profile } = await newcomerOf(input, context);
  const member = await memberOf(textOf(values, 'member') ?? '', context, 'member');
  await desk.members.link(actor, member._id, identity);
  return t(locale, 'card.newcomer.linked', { name: profile.name, member: member.name });
}
