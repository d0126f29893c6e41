import type { Button } from '../chat/card.ts';
import type { FormField, FormValues } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { type Member, type Role, roles, type Team } from '../members/member.ts';
import { standInOf } from '../members/stand-in.ts';
import { orderItem } from '../orders/cards/list-card.ts';
import { openStates } from '../orders/find.ts';
import { type Locale, locales, t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { admit, link, linkForm } from './parts/admit.ts';
import { authorityField, authorityIn } from './parts/authority.ts';
import { isWord } from './parts/choose.ts';
import { memberOf } from './parts/member-argument.ts';
import { textOf } from './parts/values.ts';

/** Orders that one card lists for handing over; the rest is found by `list`. */
const mostHandedOver = 20;
const addWords = ['add', 'new', '添加', '新建'];

/** Edit and deactivate; of somebody who left, reactivate. */
function memberButtons({ _id, name, active }: Member, locale: Locale): Button[] {
  const intent = (input: object) => ({ command: 'team', input: { member: _id, ...input } });
  const step = active ? 'deactivate' : 'reactivate';
  const stand: Button = {
    label: t(locale, `card.team.${step}`),
    style: active ? 'danger' : 'plain',
    confirm: t(locale, `card.team.${step}_sure`, { name }),
    intent: intent({ step }),
  };
  return active ? [{ label: t(locale, 'action.edit'), intent: intent({}) }, stand] : [stand];
}

/** Until when somebody is away, and who stands in. */
function absenceWords(
  { away, planned, active, ...member }: Member,
  members: readonly Member[],
  locale: Locale,
): string[] {
  if (!active || !(away || planned)) return [];
  if (!away) return [t(locale, 'card.team.away_next', { from: planned?.from ?? '', until: planned?.until ?? '' })];
  const id = standInOf({ ...member, active, away }, new Map(members.map((m) => [m._id, m])));
  const name = members.find((m) => m._id === id)?.name;
  const { until } = away;
  return [name ? t(locale, 'card.team.away', { until, name }) : t(locale, 'card.team.away_alone', { until })];
}

function memberItem(
  member: Member,
  { members, teams }: { members: readonly Member[]; teams: readonly Team[] },
  { locale, person }: CommandContext,
) {
  const inTeams = teams.filter((team) => member.teams.includes(team._id)).map((team) => team.name);
  return {
    text: member.active ? member.name : `${member.name} (${t(locale, 'card.team.left')})`,
    detail: [
      member.roles.map((r) => t(locale, `role.${r}`)).join(', ') || '—',
      inTeams.join(', ') || t(locale, 'card.team.no_team'),
      ...absenceWords(member, members, locale),
    ].join(' · '),
    ...(may(person, 'member.edit') ? { buttons: memberButtons(member, locale) } : {}),
  };
}

/** Everybody, with roles and teams; admins get buttons to add and change. */
async function overview(context: CommandContext, said?: string): Promise<Reply> {
  const { desk, locale, person } = context;
  const [members, teams] = await Promise.all([desk.members.all(), desk.members.teams()]);
  const title = t(locale, 'card.team.title');
  const add = (label: string, input: object): Button => ({ label, intent: { command: 'team', input: { ...input } } });
  const buttons = [
    { ...add(t(locale, 'card.team.add_member'), { add: 'member' }), style: 'primary' as const },
    add(t(locale, 'card.team.add_team'), { add: 'team' }),
  ];
  return {
    card: {
      title,
      blocks: [
        ...(said ? [{ kind: 'text' as const, text: said, tone: 'good' as const }] : []),
        { kind: 'list', items: members.map((m) => memberItem(m, { members, teams }, context)) },
        ...(may(person, 'member.edit') ? [{ kind: 'buttons' as const, buttons }] : []),
      ],
      summary: said ?? `${title}: ${members.length}`,
    },
    replace: said !== undefined,
  };
}

/** What somebody who left still has to do, with a button to hand each order over. */
async function handOverCard(id: string, said: string, context: CommandContext): Promise<Reply> {
  const { desk, person, locale, viewer, today } = context;
  const page = await desk.orders.list(person, { owner: id, states: openStates }, { limit: mostHandedOver });
  if (page.orders.length === 0) return overview(context, said);
  const items = page.orders.map((order) => ({
    ...orderItem(viewer, order, today),
    buttons: [{ label: t(locale, 'action.assign'), intent: { command: 'assign', input: { order: order._id } } }],
  }));
  return {
    card: {
      title: t(locale, 'card.team.hand_over'),
      tone: 'warn',
      blocks: [
        { kind: 'text', text: said, tone: 'good' },
        { kind: 'list', items },
        ...(page.more
          ? [{ kind: 'text' as const, text: t(locale, 'card.team.hand_over_more'), style: 'quiet' as const }]
          : []),
      ],
      summary: said,
    },
    replace: true,
  };
}

/** Somebody leaves, or comes back; the members room checks the right and keeps the last admin. */
async function standing(step: 'deactivate' | 'reactivate', id: string, context: CommandContext): Promise<Reply> {
  const { name } = await context.desk.members[step](context.actor, id);
  const said = t(context.locale, `card.team.${step}d`, { name });
  return step === 'deactivate' ? handOverCard(id, said, context) : overview(context, said);
}

async function checkAdmin({ desk, person }: CommandContext): Promise<void> {
  if (may(person, 'member.edit')) return;
  throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
}

async function memberForm(context: CommandContext, member?: Member): Promise<Reply> {
  const { desk, locale } = context;
  const [teams, settings] = await Promise.all([desk.members.teams(), desk.settings.get()]);
  const languages = locales.map((l) => ({ value: l, label: l === 'zh' ? '中文' : 'English' }));
  const fields: FormField[] = [
    { kind: 'text', name: 'name', label: t(locale, 'label.name'), required: true, value: member?.name, maxLength: 80 },
    {
      kind: 'multi',
      name: 'roles',
      label: t(locale, 'label.roles'),
      value: member?.roles ?? [],
      choices: roles.map((r) => ({ value: r, label: t(locale, `role.${r}`) })),
    },
    {
      kind: 'multi',
      name: 'teams',
      label: t(locale, 'label.teams'),
      value: member?.teams ?? [],
      choices: teams.map((team) => ({ value: team._id, label: team.name })),
    },
    {
      kind: 'select',
      name: 'locale',
      label: t(locale, 'label.language'),
      value: member?.locale ?? locale,
      choices: languages,
    },
    authorityField(member, settings.discountAuthority, locale),
    ...(member
      ? []
      : [{ kind: 'text' as const, name: 'identities', label: t(locale, 'form.member.identity'), maxLength: 120 }]),
  ];
  const intent = { command: 'team', input: member ? { member: member._id } : { add: 'member' } };
  return { form: { title: t(locale, 'form.member.title'), submit: t(locale, 'form.save'), intent, fields } };
}

function teamForm({ locale }: CommandContext): Reply {
  const fields: FormField[] = [
    { kind: 'text', name: 'name', label: t(locale, 'label.name'), required: true, maxLength: 80 },
  ];
  const intent = { command: 'team', input: { add: 'team' } };
  return { form: { title: t(locale, 'form.team.title'), submit: t(locale, 'form.save'), intent, fields } };
}

const listOf = (values: FormValues, name: string): string[] => {
  const given = values[name];
  return Array.isArray(given) ? given.filter((v): v is string => typeof v === 'string') : [];
};

function required(values: FormValues, name: 'name', locale: Locale): string {
  const text = textOf(values, name);
  if (!text) throw new DeskError('error.required', { field: t(locale, 'label.name') }, { field: name });
  return text;
}

/** The first team is the one that a member's orders belong to: a team that stays keeps its place, new ones come after. */
const inOrder = (ticked: readonly string[], before: readonly string[]): string[] => [
  ...before.filter((team) => ticked.includes(team)),
  ...ticked.filter((team) => !before.includes(team)),
];

async function saveMember(id: string | undefined, values: FormValues, context: CommandContext): Promise<void> {
  const { desk, actor, locale } = context;
  const before = id ? await desk.members.get(id) : undefined;
  const identity = textOf(values, 'identities');
  const authority = authorityIn(values);
  const given = {
    name: required(values, 'name', locale),
    roles: listOf(values, 'roles') as Role[],
    teams: inOrder(listOf(values, 'teams'), before?.teams ?? []),
    locale: textOf(values, 'locale') as Locale | undefined,
  };
  if (id) await desk.members.update(actor, id, { ...given, discountAuthority: authority ?? null });
  else {
    const identities = identity ? [identity as `${string}:${string}`] : [];
    await desk.members.create(actor, { ...given, discountAuthority: authority, identities });
  }
}

/** Teams and members: seen by all, changed by admins. */
export const team: Command = {
  name: 'team',
  words: { en: ['team', 'members', 'role'], zh: ['团队', '成员', '角色'] },
  does: 'does.team',
  usage: { en: '', zh: '' },
  may: (person) => person.roles.length > 0,
  async typed(words, context) {
    const text = words.trim();
    if (text === '') return overview(context);
    await checkAdmin(context);
    return isWord(text, addWords) ? memberForm(context) : memberForm(context, await memberOf(text, context));
  },
  async pressed(input, context) {
    if (!input.add && !input.member && !input.admit) return overview(context);
    if (input.admit) {
      await checkAdmin(context);
      return input.link ? linkForm(input, context) : overview(context, await admit(input, context));
    }
    if (input.step === 'deactivate' || input.step === 'reactivate')
      return standing(input.step, String(input.member), context);
    await checkAdmin(context);
    if (input.add === 'team') return teamForm(context);
    return memberForm(context, input.member ? await memberOf(String(input.member), context) : undefined);
  },
  async filled(input, values, context) {
    if (input.admit) return overview(context, await link(input, values, context));
    if (input.add === 'team') {
      await context.desk.members.createTeam(context.actor, { name: required(values, 'name', context.locale) });
    } else {
      await saveMember(input.member ? String(input.member) : undefined, values, context);
    }
    return overview(context);
  },
};
