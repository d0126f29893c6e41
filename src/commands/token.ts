import type { Card } from '../chat/card.ts';
import { dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import { longestTokenName, type TokenView } from '../members/tokens.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { takePerson } from './parts/member-argument.ts';

/** One token in the list: whose it is, what for, since when, when it was used, and how it is ended. */
function itemOf(token: TokenView, member: string, { locale, actor }: CommandContext) {
  const date = (at: Date) => dateAt(at, actor.member.timezone);
  const { name, createdAt, usedAt, collected } = token;
  const unused = t(locale, collected ? 'card.token.unused' : 'card.token.waiting');
  const used = usedAt ? t(locale, 'card.token.used', { date: date(usedAt) }) : unused;
  return {
    text: t(locale, 'card.token.item', { name, member }),
    detail: `${t(locale, 'card.token.made', { date: date(createdAt) })} · ${used}`,
    buttons: [
      {
        label: t(locale, 'card.token.revoke'),
        style: 'danger' as const,
        confirm: t(locale, 'card.token.revoke_sure', { name, member }),
        intent: { command: 'token', input: { revoke: token._id } },
      },
    ],
  };
}

async function overview(context: CommandContext, said?: string): Promise<Card> {
  const { desk, locale, person } = context;
  const tokens = await desk.tokens.list(person);
  const names = await desk.members.names(tokens.map((one) => one.member));
  const title = t(locale, 'card.token.title');
  const items = tokens.map((one) => itemOf(one, names.get(one.member) ?? '—', context));
  return {
    title,
    blocks: [
      ...(said ? [{ kind: 'text' as const, text: said, tone: 'good' as const }] : []),
      { kind: 'list', items, empty: t(locale, 'card.token.none') },
    ],
    summary: said ?? title,
  };
}

/** What a terminal is given to collect the token. */
const callWith = (publicUrl: string, code: string): string =>
  `curl -X POST ${publicUrl}/api/v1/token -d '{"code":"${code}"}'`;

/** The code with which a program collects its token: the token itself is in no chat. */
function codeCard(
  code: string,
  { member, name }: { member: Member; name: string },
  { desk, locale }: CommandContext,
): Card {
  const title = t(locale, 'card.token.code_title', { member: member.name, name });
  return {
    title,
    blocks: [
      { kind: 'text', text: t(locale, 'card.token.code', { code }), style: 'strong' },
      { kind: 'text', text: t(locale, 'card.token.call', { call: callWith(desk.publicUrl, code) }) },
      { kind: 'text', text: t(locale, 'card.token.rights', { member: member.name }), style: 'quiet' },
    ],
    summary: title,
  };
}

/** `@anna finance sync`: whose rights, and what for. Neither is guessed: an admin's own would be the most powerful token. */
async function issue(words: string, context: CommandContext): Promise<Reply> {
  const { desk, actor } = context;
  const { person, rest: name } = await takePerson(words, context);
  const member = person === undefined ? undefined : await desk.members.get(person);
  if (!member || name === '' || name.length > longestTokenName)
    throw new DeskError('error.token_name', { most: longestTokenName });
  return { card: codeCard(await desk.tokens.issue(actor, member, name), { member, name }, context) };
}

async function revoke(id: string, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale, person } = context;
  const token = (await desk.tokens.list(person)).find((one) => one._id === id);
  const member = token && (await desk.members.get(token.member))?.name;
  await desk.tokens.revoke(actor, id);
  const said = token && t(locale, 'card.token.revoked', { name: token.name, member: member ?? '—' });
  return { card: await overview(context, said), replace: true };
}

/** Tokens of the API: who may read what with which program, made and ended by admins. */
export const token: Command = {
  name: 'token',
  words: { en: ['token', 'tokens'], zh: ['令牌'] },
  does: 'does.token',
  usage: { en: '[@anna finance sync]', zh: '[@王芳 财务同步]' },
  may: (person) => may(person, 'token'),
  typed: async (words, context) =>
    words.trim() === '' ? { card: await overview(context) } : issue(words.trim(), context),
  pressed: async (input, context) =>
    typeof input.revoke === 'string' ? revoke(input.revoke, context) : { card: await overview(context) },
};
