import type { Block, Button } from '../chat/card.ts';
import type { FormField } from '../chat/form.ts';
import { dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import { backCard, standInBlock } from '../notices/absence.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { warningsOf } from './parts/away-warnings.ts';
import { readAway } from './parts/away-words.ts';
import { isWord } from './parts/choose.ts';
import { memberOf } from './parts/member-argument.ts';
import { dateOf, textOf } from './parts/values.ts';

const backWords = ['back', '回来', '回来了', '回岗', '返回'];

const isAdmin = ({ person }: CommandContext): boolean => may(person, 'member.edit');

/** What the buttons of a member's absence carry; of somebody else an admin's. */
const intentFor = (member: Member, { actor }: CommandContext, input: Input) => ({
  command: 'away',
  input: { ...input, ...(member._id === actor.member._id ? {} : { member: member._id }) },
});

function buttonsOf(member: Member, context: CommandContext): Button[] {
  const { locale, actor } = context;
  const isOwn = member._id === actor.member._id;
  const label = member.away
    ? isOwn
      ? t(locale, 'card.away.back')
      : t(locale, 'card.away.back_other', { name: member.name })
    : t(locale, 'card.away.cancel');
  const back: Button = { label, style: 'primary', intent: intentFor(member, context, { step: 'back' }) };
  const change: Button = {
    label: t(locale, 'card.away.change'),
    intent: intentFor(member, context, { step: 'form' }),
  };
  return member.away || member.planned ? [back, change] : [{ ...change, style: 'primary' }];
}

/** Who is away until when, and who decides meanwhile. */
async function stateCard(id: string, context: CommandContext, more: Block[] = []): Promise<Reply> {
  const { desk, locale } = context;
  const members = await desk.members.all();
  const member = members.find((m) => m._id === id) ?? context.actor.member;
  const { away, planned, name } = member;
  const nameOf = (one: string | undefined) => members.find((m) => m._id === one)?.name ?? '—';
  const title = t(locale, 'card.away.title', { name });
  const served = members.filter((m) => member.standsInFor?.some((other) => other.id === m._id)).map((m) => m.name);
  const said = (text: string): Block => ({ kind: 'text', text });
  const next = planned && t(locale, 'card.away.next', { ...planned, name: nameOf(planned.standIn), noted: '' });
  const state = away ? t(locale, 'card.away.now', { until: away.until }) : t(locale, 'card.away.here', { name });
  return {
    card: {
      title,
      tone: away ? 'warn' : 'info',
      blocks: [
        { kind: 'text', text: state, style: 'strong' },
        ...(away ? [standInBlock(locale, member, members)] : []),
        ...(next ? [said(next)] : []),
        ...(served.length > 0 ? [said(t(locale, 'card.away.standing_in', { names: served.join(', ') }))] : []),
        ...more,
        { kind: 'buttons', buttons: buttonsOf(member, context) },
      ],
      summary: `${title}: ${state}`,
    },
  };
}

/** The stand-in and the days; an admin says for whom, since people fall ill. */
function form(
  given: { member?: Member; standIn?: Member; from?: string; until?: string },
  context: CommandContext,
): Reply {
  const { locale, actor } = context;
  const { member = actor.member, standIn, from, until } = given;
  const today = dateAt(actor.now, member.timezone);
  const search = (name: string, label: string, value: Member | undefined): FormField => ({
    kind: 'search',
    name,
    label,
    required: true,
    source: 'member',
    ...(value && { value: value._id, valueLabel: value.name }),
  });
  return {
    form: {
      title: t(locale, 'form.away.title'),
      note: t(locale, 'form.away.note'),
      submit: t(locale, 'form.save'),
      intent: { command: 'away', input: {} },
      fields: [
        ...(isAdmin(context) ? [search('member', t(locale, 'label.absent'), member)] : []),
        search('standIn', t(locale, 'label.stand_in'), standIn),
        { kind: 'date', name: 'from', label: t(locale, 'label.away_from'), value: from ?? today },
        { kind: 'date', name: 'until', label: t(locale, 'label.away_until'), required: true, value: until },
      ],
    },
  };
}

type Wanted = { member: Member; standIn: Member; from?: string; until: string };

async function goAway({ member, standIn, from, until }: Wanted, context: CommandContext): Promise<Reply> {
  const { desk, actor } = context;
  const after = await desk.members.setAway(actor, member._id, { standIn: standIn._id, from, until });
  const warnings = await warningsOf(after, standIn, context);
  const moved: Block[] = after.away
    ? [{ kind: 'text', text: t(context.locale, 'card.away.moved'), style: 'quiet' }]
    : [];
  return stateCard(member._id, context, [...warnings, ...moved]);
}

/** Somebody comes back, or does not go: what was decided meanwhile is told to whom it was decided for. */
async function comeBack(member: Member, context: CommandContext): Promise<Reply> {
  const { desk, actor, viewer, locale } = context;
  const { away } = (await desk.members.get(member._id)) ?? member;
  const after = await desk.members.endAway(actor, member._id);
  const all = await desk.members.all();
  if (away && member._id === actor.member._id)
    return { card: await backCard(desk.connection, viewer, away.since, all), replace: true };
  const text = away ? t(locale, 'card.back.other', { name: after.name }) : t(locale, 'card.back.cancelled');
  const reply = await stateCard(member._id, context, [{ kind: 'text', text, tone: 'good' }]);
  return { ...reply, replace: true } as Reply;
}

/** Somebody who was written down; who has left is said to have left. */
async function personOf(text: string, context: CommandContext, field: string): Promise<Member> {
  return memberOf(text, context, field).catch(async (error) => {
    const wanted = text.replace(/^@/, '').trim().toLowerCase();
    const left = (await context.desk.members.all()).find((m) => !m.active && m.name.toLowerCase() === wanted);
    throw left ? new DeskError('error.member_inactive', { name: left.name }, { field }) : error;
  });
}

/** `@bob`, or `@anna @bob`: who is away, and who stands in. Names may have several words. */
async function peopleOf(who: string, context: CommandContext): Promise<{ member: Member; standIn: Member }> {
  const only = await personOf(who, context, 'standIn').catch((error: unknown) => error);
  if (!(only instanceof Error)) return { member: context.actor.member, standIn: only as Member };
  const words = who.split(/\s+/);
  const marked = words.findIndex((word, i) => i > 0 && word.startsWith('@'));
  const places = marked > 0 ? [marked] : words.slice(1).map((_, i) => i + 1);
  for (const place of places) {
    const [one, two] = [words.slice(0, place).join(' '), words.slice(place).join(' ')];
    const member = await personOf(one, context, 'member').catch((error: unknown) => error);
    if (member instanceof Error && marked > 0) throw member;
    if (!(member instanceof Error))
      return { member: member as Member, standIn: await personOf(two, context, 'standIn') };
  }
  throw only;
}

/** The member that a button or form is about: the own one, where it names nobody. */
async function aboutOf(id: unknown, context: CommandContext): Promise<Member> {
  return typeof id === 'string' ? memberOf(id, context, 'member') : context.actor.member;
}

/** `back`, `back @leo` or `@leo back`: who is here again; undefined where no such word stands first or last. */
function readBack(text: string): { who: string } | undefined {
  const words = text.split(/\s+/);
  const place = [0, words.length - 1].find((i) => isWord(words[i] ?? '', backWords));
  return place === undefined ? undefined : { who: words.toSpliced(place, 1).join(' ') };
}

/** Somebody is away, and another one decides meanwhile. */
export const away: Command = {
  name: 'away',
  words: { en: ['away'], zh: ['外出'] },
  does: 'does.away',
  usage: { en: '[@bob until 2026-12-20 | back]', zh: '[@王芳 到 12月20日 | 回来]' },
  may: (person) => person.roles.length > 0,
  opensForm: (input) => input !== 'typed' && input.step === 'form',
  async typed(words, context) {
    const { actor } = context;
    const text = words.trim();
    if (text === '') return stateCard(actor.member._id, context);
    const back = readBack(text);
    if (back) return comeBack(back.who === '' ? actor.member : await memberOf(back.who, context), context);
    const { who, from, until } = readAway(text, dateAt(actor.now, actor.member.timezone));
    if (who === '') return form({ from, until }, context);
    const people = await peopleOf(who, context);
    return until === undefined ? form({ ...people, from }, context) : goAway({ ...people, from, until }, context);
  },
  async pressed(input, context) {
    const member = await aboutOf(input.member, context);
    if (input.step === 'back') return comeBack(member, context);
    return input.step === 'form' ? form({ member }, context) : stateCard(member._id, context);
  },
  async filled(_input, values, context) {
    const member = await aboutOf(textOf(values, 'member'), context);
    const today = dateAt(context.actor.now, member.timezone);
    const standIn = await memberOf(textOf(values, 'standIn') ?? '', context, 'standIn');
    const [from, until] = [dateOf(values, 'from', today), dateOf(values, 'until', today)];
    if (!until)
      throw new DeskError('error.required', { field: t(context.locale, 'label.away_until') }, { field: 'until' });
    return goAway({ member, standIn, from, until }, context);
  },
};
