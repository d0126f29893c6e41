import { helpCard } from '../entry/batch/cards/help.ts';
import { type PlanNotes, planCard } from '../entry/batch/cards/plan.ts';
import { type Plan, rightOf, type Table } from '../entry/batch/plan.ts';
import type { Which, Work } from '../entry/batch/work.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';

type Notes = Omit<PlanNotes, 'work' | 'rejected'>;

/** The verdicts of a dry run, for a table that is kept. */
async function verdicts(plan: Plan, work: Work, notes: Notes, context: CommandContext): Promise<Reply> {
  const { desk, viewer, actor, locale } = context;
  const isHopeless = rightOf(plan).length === 0;
  const whose = { member: actor.member._id, locale };
  const rejected = isHopeless ? await desk.batch.kept.rejected(plan, plan.verdicts, whose) : undefined;
  const long = planCard(viewer, plan, { ...notes, work, rejected });
  await desk.batch.keepCard(work, { ...long, rights: await desk.members.version() }, rejected);
  return { card: desk.batch.drawing.paged(viewer, work, long), replace: notes.refused };
}

/** A dry run of a table in work. */
async function look(work: Work, notes: Notes, context: CommandContext): Promise<Reply> {
  return verdicts(await context.desk.batch.planOf(context.actor, work), work, notes, context);
}

/** A dry run of a table that was sent: nothing is stored but the table itself. */
async function check(table: Table, notes: Notes, context: CommandContext): Promise<Reply> {
  const { desk, actor } = context;
  const plan = await desk.batch.plan(actor, table);
  return verdicts(plan, await desk.batch.begin(actor, table), notes, context);
}

/** A table in work as it is now. */
async function shown(work: Work, page: number, context: CommandContext): Promise<Reply> {
  const card = await context.desk.batch.drawing.card(context.viewer, work, page);
  if (!card) return { ...(await look(work, {}, context)), replace: true };
  return { card, replace: true };
}

/** Files a table that was looked at; all of it is checked anew. */
async function file(id: string, which: Which, context: CommandContext): Promise<Reply> {
  const { work, plan, refused } = await context.desk.batch.start(context.actor, id, which);
  if (refused && plan) return verdicts(plan, work, { refused: true }, context);
  return shown(work, 0, context);
}

const isWhich = (which: unknown): which is Which => which === 'valid' || which === 'all';

/** The table that a button means; one of an earlier version names the kept file. */
async function meant(input: Input, { desk, actor, person }: CommandContext): Promise<Work> {
  if (typeof input.work === 'string') return desk.batch.own(actor, input.work);
  if (typeof input.file !== 'string') throw new DeskError('error.button_gone');
  return desk.batch.begin(actor, await desk.files.read(input.file, person));
}

/** Words beside a file that name this command mean nothing more than the file does. */
const unused = (words: string): string =>
  words.replace(/^\s*(?:[/／]?\s*(?:order|订单))?\s*(?:import|导入)?\s*$/i, '').trim();

/** A table as it is pasted, without the marks that make it a block of code in a chat. */
const pasted = (words: string): Buffer => Buffer.from(words.replace(/^```[^\S\n]*\n?|\n?```\s*$/g, ''));

/** Files many orders from a file or a pasted table: first the verdict on each row, then what the person chooses. */
export const importOrders: Command = {
  name: 'import',
  words: { en: ['import'], zh: ['导入'] },
  does: 'does.import',
  usage: { en: '[a table, or send a CSV file]', zh: '[粘贴表格，或发送 CSV 文件]' },
  verbatim: true,
  may: (person) => may(person, 'order.create'),
  async typed(words, context) {
    if (words.trim() === '') return { card: helpCard(context.locale) };
    return check({ name: t(context.locale, 'batch.pasted'), bytes: pasted(words) }, {}, context);
  },
  async pressed(input, context) {
    if (Object.keys(input).length === 0) return { card: helpCard(context.locale) };
    const work = await meant(input, context);
    if (isWhich(input.which)) return file(work._id, input.which, context);
    if (input.cancel === true) return shown(await context.desk.batch.cancel(context.actor, work._id), 0, context);
    return shown(work, typeof input.page === 'number' ? input.page : 0, context);
  },
  filed: ({ name, bytes, words, others }, context) => check({ name, bytes }, { others, words: unused(words) }, context),
};
