import type { FileRef } from '../chat/card.ts';
import { helpCard } from '../entry/batch/cards/help.ts';
import { type PlanNotes, planCard } from '../entry/batch/cards/plan.ts';
import { resultCard } from '../entry/batch/cards/result.ts';
import { type Plan, rightOf, type Table, wrongRows } from '../entry/batch/plan.ts';
import type { Which } from '../entry/batch/service.ts';
import type { Verdict } from '../entry/batch/verdict.ts';
import { rejectedCsv } from '../entry/import/rejected.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';

const csv = 'text/csv';

/** A file that only the person may read. */
const keep = ({ desk, person }: CommandContext, { name, bytes }: Table): Promise<FileRef> =>
  desk.files.save({ name, mime: csv, bytes, access: { members: person.id ? [person.id] : [] } });

/** The rows to correct as a file, with their reasons in the person's language; undefined where there are none. */
async function rejectedFile(plan: Plan, verdicts: readonly Verdict[], context: CommandContext) {
  const rows = wrongRows(verdicts);
  if (rows.length === 0) return undefined;
  const name = `${plan.name.replace(/(?:\.rejected)?\.\w{1,5}$/, '')}.rejected.csv`;
  return keep(context, { name, bytes: Buffer.from(rejectedCsv(plan.file, rows, context.locale)) });
}

/** The verdicts of a dry run, for a table that is kept. */
async function verdicts(plan: Plan, notes: PlanNotes, context: CommandContext): Promise<Reply> {
  const isHopeless = rightOf(plan).length === 0;
  const rejected = isHopeless ? await rejectedFile(plan, plan.verdicts, context) : undefined;
  return { card: planCard(context.viewer, plan, { ...notes, rejected }), replace: notes.refused };
}

/** A dry run: nothing is stored but the table itself. */
async function check(table: Table, notes: Omit<PlanNotes, 'file'>, context: CommandContext): Promise<Reply> {
  const plan = await context.desk.batch.plan(context.actor, table);
  const { id } = await keep(context, table);
  return verdicts(plan, { ...notes, file: id }, context);
}

/** Files a table that was looked at; all of it is checked anew. */
async function file(id: string, which: Which, context: CommandContext): Promise<Reply> {
  const { desk, actor, viewer, person, today } = context;
  const { name, bytes } = await desk.files.read(id, person);
  const filed = await desk.batch.file(actor, { name, bytes }, which);
  if (filed.refused) return verdicts(filed.plan, { file: id, refused: true }, context);
  const { plan, outcomes } = filed;
  const wrong = outcomes.filter((o): o is Verdict & { kind: 'wrong' } => o.kind === 'wrong');
  const rejected = await rejectedFile(plan, wrong, context);
  return { card: resultCard(viewer, plan, outcomes, { today, rejected }), replace: true };
}

const isWhich = (which: unknown): which is Which => which === 'valid' || which === 'all';

function filing({ file: id, which }: Input): { id: string; which: Which } {
  if (typeof id !== 'string' || !isWhich(which)) throw new DeskError('error.button_gone');
  return { id, which };
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
    const { id, which } = filing(input);
    return file(id, which, context);
  },
  filed: ({ name, bytes, words, others }, context) => check({ name, bytes }, { others, words: unused(words) }, context),
};
