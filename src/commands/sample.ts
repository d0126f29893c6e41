import type { Block, Card } from '../chat/card.ts';
import { may } from '../members/ability.ts';
import { type Removed, removeSample } from '../sample/remove.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';

const text = (words: string): Block => ({ kind: 'text', text: words });

function reply({ locale }: CommandContext, blocks: Block[], summary: string, tone: Card['tone'] = 'neutral'): Reply {
  return { card: { title: t(locale, 'card.sample.title'), tone, blocks, summary } };
}

/** What goes and what stays, and a button that asks once more. */
async function ask(context: CommandContext): Promise<Reply> {
  const { desk, locale } = context;
  const none = t(locale, 'sample.none');
  if (!(await desk.members.all()).some((m) => m.sample)) return reply(context, [text(none)], none);
  const question = t(locale, 'card.sample.ask');
  const label = t(locale, 'card.sample.remove');
  const confirm = t(locale, 'sample.confirm');
  const intent = { command: 'sample', input: { step: 'remove' } };
  const blocks: Block[] = [text(question), { kind: 'buttons', buttons: [{ label, style: 'danger', confirm, intent }] }];
  return reply(context, blocks, question, 'warn');
}

/** Who can administer the desk from now on, or how to say who shall. */
async function nextAdmin({ desk, locale }: CommandContext, left?: string): Promise<Block> {
  const names = (await desk.members.withRole('admin')).filter((m) => m._id !== left).map((m) => m.name);
  if (names.length === 0) return { ...text(t(locale, 'sample.next_admin')), tone: 'warn' } as Block;
  return text(t(locale, 'sample.admins', { names: names.join(', ') }));
}

async function removed(context: CommandContext, { left, kept, ...counts }: Removed): Promise<Reply> {
  const { locale } = context;
  const { orders, customers, products, members } = counts;
  const done = t(locale, 'card.sample.removed', { orders, customers, products, members });
  const blocks = [text(done), ...(kept > 0 ? [text(t(locale, 'sample.kept', { n: kept }))] : [])];
  if (!left) return reply(context, blocks, done, 'good');
  const label = t(locale, 'sample.leave', { name: left.name });
  const leave = { label, style: 'danger' as const, intent: { command: 'sample', input: { step: 'leave' } } };
  blocks.push(text(t(locale, 'sample.you_are_sample')), await nextAdmin(context, left._id));
  return reply(context, [...blocks, { kind: 'buttons', buttons: [leave] }], done, 'good');
}

/** The last sample person goes, and is signed out with it. */
async function leave(context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  await removeSample(desk, { cause: actor });
  const gone = t(locale, 'sample.left', { name: actor.member.name });
  return reply(context, [text(gone), await nextAdmin(context)], gone, 'good');
}

/**
 * Removes the sample company. A sample admin who does it stays until the last words are read, then leaves by a button
 * (or is removed at the next start).
 */
export const sample: Command = {
  name: 'sample',
  words: { en: ['sample'], zh: ['样例'] },
  does: 'does.sample',
  usage: { en: '', zh: '' },
  may: (person) => may(person, 'settings'),
  typed: (_words, context) => ask(context),
  async pressed({ step }, context) {
    const { desk, actor } = context;
    if (step === 'leave') return leave(context);
    if (step !== 'remove') return ask(context);
    return removed(context, await removeSample(desk, { cause: actor, keep: actor.member._id }));
  },
};
