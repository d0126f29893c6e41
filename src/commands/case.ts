import { caseCard, casesCard } from '../aftersales/card.ts';
import { type Case, goodsTo, judged } from '../aftersales/case.ts';
import { isCaseNumber } from '../aftersales/find.ts';
import type { CaseDone } from '../aftersales/service.ts';
import type { Form, FormField, FormValues } from '../chat/form.ts';
import { turnButtons } from '../chat/turn-buttons.ts';
import { dateFromWords } from '../entry/date-words.ts';
import { DeskError } from '../errors.ts';
import { type DeedName, may, mayRead } from '../members/ability.ts';
import { caseButtons } from '../orders/cards/cases.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { casesExport } from './exports/cases.ts';
import { exportable, exportList } from './exports/list.ts';
import { exportWords } from './exports/words.ts';
import { caseForm, checkFillable, isWhole, readCaseForm } from './parts/case-form.ts';
import { type CaseStep, type CaseWords, goodsOf, handlerAt, readCase, stepOf } from './parts/case-words.ts';
import { memberOf, takePerson } from './parts/member-argument.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { dateOf, textOf } from './parts/values.ts';

const pageSize = 10;

const typedAs: Pick<Command, 'words' | 'usage'> = {
  words: { en: ['case', 'cases', 'after-sales'], zh: ['售后'] },
  usage: {
    en: '[SO-000042 [return A100x2 cracked] | C-0001 | export]',
    zh: '[SO-000042 [退货 A100x2 到货破损] | C-0001 | 导出]',
  },
};
const example = { en: '/order case SO-000042 return A100x2 cracked', zh: '/order 售后 SO-000042 退货 A100x2 到货破损' };

const hint = ({ locale }: CommandContext): string => t(locale, 'usage.hint', { example: example[locale] });

async function contextOf({ desk, today }: CommandContext) {
  const [members, { timezone: zone }] = await Promise.all([desk.members.all(), desk.settings.get()]);
  return { members, today, zone };
}

/** A case as it is now. */
const caseReply = async (it: Case, context: CommandContext) => ({
  card: caseCard(context.viewer, it, await contextOf(context)),
});

/** What was done, on the case's card; who may not see it any more, since it went to somebody else, reads that. */
async function doneReply(done: CaseDone, context: CommandContext, replace: boolean): Promise<Reply> {
  const { person, locale } = context;
  if (!mayRead(person, 'Case', judged(done.case))) {
    const title = t(locale, 'case.gone', { case: done.case.number });
    return { card: { title, tone: 'good', blocks: [], summary: title }, replace };
  }
  const { card } = await caseReply(done.case, context);
  const note = { kind: 'text' as const, text: t(locale, 'card.done.repeated'), style: 'quiet' as const };
  return { card: done.repeated ? { ...card, blocks: [note, ...card.blocks] } : card, replace };
}

async function listReply(skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer, locale } = context;
  const page = await desk.cases.waiting(person, { skip, limit: pageSize });
  const card = casesCard(viewer, page, {
    ...(await contextOf(context)),
    title: t(locale, 'case.list.title'),
    empty: t(locale, 'case.list.empty'),
    buttons: turnButtons(locale, { skip, size: pageSize, more: page.more }, (to) => ({
      command: 'case',
      input: { skip: to },
    })),
  });
  return exportable({ card, replace }, { command: 'case', input: { export: true } }, context);
}

async function ofOrderReply(order: Order, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer, locale } = context;
  const cases = await desk.cases.ofOrder(person, order._id);
  const name = { order: orderName(order) };
  const card = casesCard(
    viewer,
    { cases: cases.toReversed(), more: false },
    {
      ...(await contextOf(context)),
      title: t(locale, 'case.list.of_order', name),
      empty: t(locale, 'case.list.of_order_none', name),
      buttons: caseButtons(viewer, { ...order, openCases: [] }),
    },
  );
  return { card };
}

/** Whether the person may; asked before a form is shown, so that nobody fills one in vain. */
function checkMay(deed: DeedName, it: Case, { person }: CommandContext): void {
  if (!may(person, deed, judged(it)))
    throw new DeskError('error.case_not_yours', { case: it.number }, { loudness: 'warn' });
}

async function openForm(
  order: Order,
  said: Parameters<typeof caseForm>[2],
  context: CommandContext,
): Promise<{ form: Form }> {
  const { desk, person } = context;
  if (!may(person, 'case.open', order) && may(person, 'case.open', { ...order, state: 'delivered' }))
    throw new DeskError('error.case_nothing_delivered', { order: orderName(order) });
  if (!may(person, 'case.open', order))
    throw new DeskError('error.case_not_yours', { case: orderName(order) }, { loudness: 'warn' });
  const [cases, { caseDays }, members] = await Promise.all([
    desk.cases.ofOrder(person, order._id),
    desk.settings.get(),
    desk.members.all(),
  ]);
  checkFillable(order, cases, said);
  return { form: caseForm(order, cases, said, { ...context, caseDays, members }) };
}

/** What is asked for when a case is closed, handed over or moved to another day. */
function stepForm(step: Exclude<CaseStep, 'receive'>, it: Case, context: CommandContext): { form: Form } {
  const { locale } = context;
  checkMay(step === 'close' ? 'case.close' : 'case.edit', it, context);
  const label = { close: 'case.label.outcome', hand: 'case.label.owner', due: 'case.label.due' } as const;
  const base = { label: t(locale, label[step]), required: true };
  const fields: Record<typeof step, FormField> = {
    close: { ...base, kind: 'text', name: 'outcome', multiline: true, maxLength: 2000 },
    hand: { ...base, kind: 'search', name: 'owner', source: 'member' },
    due: { ...base, kind: 'date', name: 'dueDate', value: it.dueDate },
  };
  const submits = { close: 'case.close', hand: 'case.hand', due: 'case.move_due' } as const;
  return {
    form: {
      title: t(locale, `form.case.${step}`, { case: it.number }),
      submit: t(locale, submits[step]),
      intent: { command: 'case', input: { case: it._id, step } },
      fields: [fields[step]],
    },
  };
}

/** Reads `C-0001 close replaced`; without further words the case is shown, and what is missing is asked for. */
async function typedCase(name: string, words: string, context: CommandContext): Promise<Reply> {
  const { desk, person, actor, today } = context;
  const it = await desk.cases.byNumber(person, name);
  if (words === '') return caseReply(it, context);
  const step = stepOf(words);
  if (!step) throw new DeskError('error.case_step', { text: words, case: it.number });
  const { found, rest } = step;
  if (found === 'receive') return doneReply(await desk.cases.receive(actor, it._id, goodsOf(rest)), context, false);
  if (rest === '') return stepForm(found, it, context);
  if (found === 'close') return doneReply(await desk.cases.close(actor, it._id, rest), context, false);
  if (found === 'hand') {
    const owner = (await memberOf(rest, context))._id;
    return doneReply(await desk.cases.edit(actor, it._id, { owner }), context, false);
  }
  const dueDate = dateFromWords(rest, today);
  if (!dueDate) throw new DeskError('error.date_expected', { text: rest }, { field: 'dueDate' });
  return doneReply(await desk.cases.edit(actor, it._id, { dueDate }), context, false);
}

/** What was typed of a new case, with who is to handle it where a member is named behind the goods. */
async function readTyped(words: string, order: Order, context: CommandContext): Promise<CaseWords | undefined> {
  const { desk, person } = context;
  const cases = await desk.cases.ofOrder(person, order._id);
  const at = handlerAt(words, order, cases);
  if (at === undefined) return readCase(words, order, cases);
  const { person: owner, rest } = await takePerson(words.slice(at), context);
  const said = readCase(`${words.slice(0, at)} ${rest}`, order, cases);
  return said && { ...said, owner };
}

/** Reads `SO-000042 return A100x2 cracked`; what is missing is asked for in a form. */
async function typedOfOrder(words: string, context: CommandContext): Promise<Reply> {
  const { desk, actor } = context;
  const { order, rest } = await typedOrder(words, context, typedAs);
  if (rest.trim() === '') return ofOrderReply(order, context);
  const said = await readTyped(rest, order, context);
  if (!said) throw new DeskError('error.case_kind', { text: rest.trim().split(/\s/)[0] ?? '', usage: hint(context) });
  if (!isWhole(said)) return openForm(order, said, context);
  return doneReply(await desk.cases.open(actor, order._id, said), context, false);
}

/** The case that a button or form names by its id. */
async function inputCase(input: Input, { desk, person }: CommandContext): Promise<Case> {
  const it = await desk.cases.byId(person, String(input.case));
  if (!it) throw new DeskError('error.case_not_found', { name: '' });
  return it;
}

async function filledCase(it: Case, step: unknown, values: FormValues, context: CommandContext): Promise<CaseDone> {
  const { desk, actor, today } = context;
  if (step === 'close') return desk.cases.close(actor, it._id, textOf(values, 'outcome') ?? '');
  if (step === 'hand') {
    const owner = (await memberOf(textOf(values, 'owner') ?? '', context, 'owner'))._id;
    return desk.cases.edit(actor, it._id, { owner });
  }
  const dueDate = dateOf(values, 'dueDate', today);
  if (!dueDate) throw new DeskError('error.required', { field: { text: 'case.label.due' } }, { field: 'dueDate' });
  return desk.cases.edit(actor, it._id, { dueDate });
}

/** After-sales cases: shown, opened, worked on, closed. */
export const afterSales: Command = {
  name: 'case',
  ...typedAs,
  does: 'does.case',
  may: (person) => person.roles.length > 0,
  opensForm: (input) => input !== 'typed' && ['open', 'close', 'hand', 'due'].includes(String(input.step)),
  async typed(words, context) {
    const text = words.trim();
    if (text === '' && !context.threadOrder) return listReply(0, context, false);
    const asked = exportWords(text);
    if (asked.exports && asked.rest === '') return exportList(casesExport(context), context);
    const [first = '', ...rest] = text.split(/\s+/);
    return isCaseNumber(first) ? typedCase(first, rest.join(' '), context) : typedOfOrder(text, context);
  },
  async pressed(input, context) {
    const { desk, actor } = context;
    if (input.order) {
      const order = await inputOrder(input, context);
      return input.step === 'open' ? openForm(order, {}, context) : ofOrderReply(order, context);
    }
    if (input.export) return exportList(casesExport(context), context);
    if (!input.case) return listReply(Number(input.skip ?? 0), context, true);
    const it = await inputCase(input, context);
    const goods = goodsTo.find((g) => g === input.goods);
    if (input.step === 'receive') return doneReply(await desk.cases.receive(actor, it._id, goods), context, true);
    if (input.step === 'close' || input.step === 'hand' || input.step === 'due')
      return stepForm(input.step, it, context);
    return caseReply(it, context);
  },
  async filled(input, values, context) {
    const { desk, actor, person } = context;
    if (!input.order)
      return doneReply(await filledCase(await inputCase(input, context), input.step, values, context), context, true);
    const order = await inputOrder(input, context);
    const cases = await desk.cases.ofOrder(person, order._id);
    const done = await desk.cases.open(actor, order._id, await readCaseForm(values, order, cases, context));
    return doneReply(done, context, false);
  },
};
