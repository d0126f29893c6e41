import { looksLikeCustomers } from '../customers/table/read.ts';
import { type Answers, withAnswers } from '../entry/batch/answers.ts';
import { askCard, askForm } from '../entry/batch/cards/ask.ts';
import { helpCard } from '../entry/batch/cards/help.ts';
import type { PlanNotes } from '../entry/batch/cards/plan.ts';
import { looksLikeTable } from '../entry/batch/looks.ts';
import type { Asked, Plan } from '../entry/batch/plan.ts';
import type { Table } from '../entry/batch/read.ts';
import type { Which, Work } from '../entry/batch/work.ts';
import { unfenced } from '../entry/table/pasted.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { columnsIn, saidIn } from './parts/batch-answers.ts';

type Notes = Pick<PlanNotes, 'others' | 'words'>;

/** What is known of a table in work: what has to be asked, or the verdicts of a dry run. */
const told = async (
  seen: Plan | Asked,
  work: Work,
  notes: Notes,
  { desk, viewer }: CommandContext,
): Promise<Reply> => ({
  card: 'asked' in seen ? askCard(viewer, work, seen.asked) : await desk.batch.verdicts(viewer, work, seen, notes),
});

/** A dry run of a table in work, in the place of the card that was clicked. */
async function look(work: Work, notes: Notes, context: CommandContext): Promise<Reply> {
  const seen = await context.desk.batch.lookAt(context.actor, work);
  return { ...(await told(seen, work, notes, context)), replace: true };
}

/** A dry run of a table that was sent: nothing is stored but the table itself. */
async function check(table: Table, notes: Notes, context: CommandContext): Promise<Reply> {
  const { desk, actor } = context;
  const seen = await desk.batch.look(actor, table);
  return told(seen, await desk.batch.begin(actor, table), notes, context);
}

/** A form with what is asked about a table, or with its columns, where somebody wants to name them. */
async function askedForm(work: Work, isColumns: boolean, context: CommandContext): Promise<Reply> {
  const { desk, actor, viewer } = context;
  if (work.state !== 'open') throw new DeskError('error.batch_over');
  if (isColumns) {
    const { headers, columns: found } = await desk.batch.headers(actor, work);
    return { form: askForm(viewer, { work, asked: [{ kind: 'columns', headers, found, missing: [] }] }) };
  }
  const seen = await desk.batch.lookAt(actor, work);
  return 'asked' in seen ? { form: askForm(viewer, { work, asked: seen.asked }) } : look(work, {}, context);
}

/** Takes what was answered about a table, and looks at it anew. */
async function answered(work: Work, said: Answers, context: CommandContext): Promise<Reply> {
  const { desk, actor } = context;
  return look(await desk.batch.answer(actor, work._id, said), {}, context);
}

/** A table in work as it is now. */
async function shown(work: Work, page: number, context: CommandContext): Promise<Reply> {
  const card = await context.desk.batch.drawing.card(context.viewer, work, page);
  if (!card) return look(work, {}, context);
  return { card, replace: true };
}

/** Files a table that was looked at; all of it is checked anew. */
async function file(id: string, which: Which, context: CommandContext): Promise<Reply> {
  const { work } = await context.desk.batch.start(context.actor, id, which);
  return shown(work, 0, context);
}

const isWhich = (which: unknown): which is Which => which === 'valid' || which === 'all';

/** The table that a button means; one of an earlier version names the kept file. */
async function meant(input: Input, { desk, actor, person }: CommandContext): Promise<Work> {
  if (typeof input.work === 'string') return desk.batch.own(actor, input.work);
  if (typeof input.file !== 'string') throw new DeskError('error.button_gone');
  return desk.batch.begin(actor, await desk.files.read(input.file, person));
}

/** Files many orders from a file or a pasted table: first the verdict on each row, then what the person chooses. */
export const importOrders: Command = {
  name: 'import',
  words: { en: ['import'], zh: ['导入'] },
  does: 'does.import',
  usage: { en: '[a table, or send a CSV or Excel file]', zh: '[粘贴表格，或发送 CSV/Excel 文件]' },
  verbatim: true,
  takes: (text) => looksLikeTable(text) && !looksLikeCustomers(text),
  opensForm: (input) => input !== 'typed' && (input.ask === true || input.columns === true),
  may: (person) => may(person, 'order.create'),
  async typed(words, context) {
    if (words.trim() === '') return { card: helpCard(context.locale) };
    return check({ name: t(context.locale, 'batch.pasted'), bytes: Buffer.from(unfenced(words)) }, {}, context);
  },
  async pressed(input, context) {
    if (Object.keys(input).length === 0) return { card: helpCard(context.locale) };
    const work = await meant(input, context);
    if (isWhich(input.which)) return file(work._id, input.which, context);
    if (input.ask === true || input.columns === true) return askedForm(work, input.columns === true, context);
    if (typeof input.say === 'object' && input.say !== null)
      return answered(work, withAnswers(work.answers, input.say as Record<string, string>), context);
    if (input.cancel === true) return shown(await context.desk.batch.cancel(context.actor, work._id), 0, context);
    return shown(work, typeof input.page === 'number' ? input.page : 0, context);
  },
  async filled(input, values, context) {
    const work = await meant(input, context);
    if (work.state !== 'open') throw new DeskError('error.batch_over');
    const columns = columnsIn(values);
    const said = withAnswers(work.answers, saidIn(values));
    if (columns) await context.desk.batch.nameColumns(context.actor, { ...work, answers: said }, columns);
    return answered(work, columns ? { ...said, columns } : said, context);
  },
  files: {
    run: ({ name, bytes, words, others }, context) => check({ name, bytes }, { others, words }, context),
  },
};
