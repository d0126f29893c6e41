import type { FileRef } from '../chat/card.ts';
import { customerPlanCard, customersDoneCard, customersHelpCard, type PlanNotes } from '../customers/table/cards.ts';
import type { CustomerPlan } from '../customers/table/plan.ts';
import { isCustomerFile, looksLikeCustomers, type SentTable } from '../customers/table/read.ts';
import { wrongIn } from '../customers/table/service.ts';
import { rejectedCsv, rejectedName } from '../entry/import/rejected.ts';
import type { Rejection } from '../entry/import/types.ts';
import { tableNames } from '../entry/table/open.ts';
import { unfenced } from '../entry/table/pasted.ts';
import { DeskError } from '../errors.ts';
import { onlyFor } from '../files/file.ts';
import { sniff } from '../files/sniff.ts';
import { may, mayAny } from '../members/ability.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';

const keep = ({ desk, person }: CommandContext, name: string, bytes: Uint8Array): Promise<FileRef> =>
  desk.files.save({ name, mime: sniff(bytes, name), bytes, access: onlyFor(person) });

/** The rows that were not taken as a file to correct, each with its reasons. */
async function rejectedFile(
  { file, name }: CustomerPlan,
  rejections: readonly Rejection[],
  context: CommandContext,
): Promise<FileRef | undefined> {
  if (rejections.length === 0) return undefined;
  return keep(context, rejectedName(name), Buffer.from(rejectedCsv(file, rejections, context.locale)));
}

/** A dry run: nothing is stored but the table itself. */
async function shown(
  plan: CustomerPlan,
  notes: Omit<PlanNotes, 'rejected'>,
  context: CommandContext,
  replace: boolean,
): Promise<Reply> {
  const rejected = await rejectedFile(plan, wrongIn(plan), context);
  return { card: customerPlanCard(context.viewer, plan, { ...notes, rejected }), replace };
}

/** Trying what is not one's own leaves a trace, as it does in a form. */
async function traceRefusals({ verdicts }: CustomerPlan, { desk, actor }: CommandContext): Promise<void> {
  const refused = wrongIn({ verdicts })
    .flatMap(({ reasons }) => reasons)
    .find(({ loudness }) => loudness === 'warn');
  const subject = { kind: 'Member' as const, id: actor.member._id };
  if (refused) await desk.audit.refused(actor, 'customers', subject, refused.code);
}

type Notes = Pick<PlanNotes, 'others' | 'words'>;

async function check(sent: SentTable, notes: Notes, context: CommandContext): Promise<Reply> {
  const plan = await context.desk.customers.tables.look(context.actor, sent);
  await traceRefusals(plan, context);
  const file = await keep(context, sent.name, sent.bytes);
  return shown(plan, { file: file.id, ...notes }, context, false);
}

/** Makes and changes many customers from a file or a pasted table: first what each row would do, then what the person chooses. */
export const customersTable: Command = {
  name: 'customers',
  words: { en: ['customers', 'import customers'], zh: ['客户导入', '导入客户'] },
  does: 'does.customers',
  usage: { en: '[a table, or send a CSV or Excel file]', zh: '[粘贴表格，或发送 CSV/Excel 文件]' },
  verbatim: true,
  takes: looksLikeCustomers,
  may: (person) => may(person, 'customer.create') || mayAny(person, 'customer.credit'),
  async typed(words, context) {
    if (words.trim() === '') return { card: customersHelpCard(context.locale) };
    return check({ name: t(context.locale, 'batch.pasted'), bytes: Buffer.from(unfenced(words)) }, {}, context);
  },
  async pressed(input, context) {
    const { desk, actor, person, viewer } = context;
    if (typeof input.file !== 'string') return { card: customersHelpCard(context.locale) };
    if (input.which !== 'new' && input.which !== 'all') throw new DeskError('error.button_gone');
    const sent = await desk.files.read(input.file, person);
    const done = await desk.customers.tables.load(actor, sent, { which: input.which, seen: String(input.seen) });
    if (!('created' in done)) return shown(done.plan, { file: input.file, isOther: true }, context, true);
    const rejected = await rejectedFile(done.plan, done.rejections, context);
    return { card: customersDoneCard(viewer, done, rejected), replace: true };
  },
  files: {
    names: tableNames,
    takes: isCustomerFile,
    run: ({ name, bytes, words, others }, context) => check({ name, bytes }, { others, words }, context),
  },
};
