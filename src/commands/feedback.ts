import type { Button } from '../chat/card.ts';
import type { Customer } from '../customers/customer.ts';
import { DeskError } from '../errors.ts';
import { feedbackCard, feedbackList } from '../feedback/card.ts';
import type { FeedbackOf } from '../feedback/find.ts';
import type { FeedbackInput } from '../feedback/input.ts';
import type { FeedbackDone } from '../feedback/service.ts';
import { sortFeedback } from '../feedback/sort.ts';
import { may } from '../members/ability.ts';
import { type Order, orderName, type State } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { customerMeant } from './parts/customer-reply.ts';
import { isFound } from './parts/entered-customer.ts';
import {
  customerFeedbackForm,
  editFeedbackForm,
  orderFeedbackForm,
  readFeedbackForm,
  scoreOf,
} from './parts/feedback-form.ts';
import { type FeedbackWords, listWords, readFeedback, saidAt } from './parts/feedback-words.ts';
import { inputOrder, nameLike, typedOrder } from './parts/order-argument.ts';
import { productMeant } from './parts/product-meant.ts';
import { textOf } from './parts/values.ts';

const pageSize = 10;
/** Orders of a customer that a form offers. */
const offeredOrders = 5;
/** Words that a customer's name may have in front of what it says. */
const longestName = 6;
const sent: readonly State[] = ['part_shipped', 'shipped', 'delivered', 'completed'];

const typedAs: Pick<Command, 'words' | 'usage'> = {
  words: { en: ['feedback'], zh: ['反馈'] },
  usage: {
    en: '[SO-000042 4 nice packaging | Acme complaint too late | product A100]',
    zh: '[SO-000042 4 包装很好 | 华信 投诉 送货太晚 | 产品 A100]',
  },
};

async function contextOf({ desk, actor }: CommandContext) {
  const [members, { timezone: zone }] = await Promise.all([desk.members.all(), desk.settings.get()]);
  return { members, zone, now: actor.now };
}

async function doneReply({ feedback, repeated }: FeedbackDone, context: CommandContext): Promise<Reply> {
  const note = t(context.locale, repeated ? 'card.done.repeated' : 'feedback.saved');
  return { card: feedbackCard(context.viewer, feedback, await contextOf(context), note) };
}

/** A list: its title, what it is of, and the buttons below it. */
type List = FeedbackOf & { title: string; skip: number; more?: Button[] };

async function listReply(
  { title, skip, more = [], ...of }: List,
  context: CommandContext,
  replace = false,
): Promise<Reply> {
  const { desk, person, viewer, locale } = context;
  const page = await desk.feedback.page(person, of, { skip, limit: pageSize });
  const turn = (label: 'word.previous' | 'word.more', to: number): Button => ({
    label: t(locale, label),
    intent: { command: 'feedback', input: { ...of, title, skip: to } },
  });
  const buttons = [
    ...more,
    ...(skip > 0 ? [turn('word.previous', Math.max(0, skip - pageSize))] : []),
    ...(page.more ? [turn('word.more', skip + pageSize)] : []),
  ];
  return { card: feedbackList(viewer, page, { ...(await contextOf(context)), title, buttons }), replace };
}

function listOfCustomer({ _id, code, name }: Customer, context: CommandContext): Promise<Reply> {
  const intent = { command: 'feedback', input: { customer: code, step: 'give' } };
  const more = [{ label: t(context.locale, 'feedback.record'), intent }];
  const title = t(context.locale, 'feedback.list.customer', { name });
  return listReply({ customer: _id, title, skip: 0, more }, context);
}

async function listOfProduct(text: string, context: CommandContext): Promise<Reply> {
  const { _id, sku, name } = await productMeant(text, context);
  return listReply(
    { product: _id, title: t(context.locale, 'feedback.list.product', { name: `${sku} ${name}` }), skip: 0 },
    context,
  );
}

/** Whether the person may; asked before a form is shown, so that nobody fills one in vain. */
function checkOrder(order: Order, { person }: CommandContext): void {
  if (may(person, 'feedback.give', order)) return;
  const { code } = order.customerSnapshot;
  if (may(person, 'feedback.give', { ...order, state: 'delivered' }))
    throw new DeskError('error.feedback_not_delivered', { order: orderName(order), code });
  throw new DeskError('error.not_allowed', { who: { text: 'role.manager' } }, { loudness: 'warn' });
}

/**
 * What was typed, where it is enough: the kind was said, or a score that the words do not speak against. Everything else
 * is asked in the form: words alone suggest a kind, and decide nothing.
 */
function wholeOf({ kind, score, text }: FeedbackWords): FeedbackInput | undefined {
  if (kind) return (kind === 'satisfaction' ? score : text) === undefined ? undefined : { kind, score, text };
  if (score === undefined) return undefined;
  const suggested = sortFeedback(text ?? '').kind;
  return suggested === undefined || suggested === 'satisfaction' ? { kind: 'satisfaction', score, text } : undefined;
}

async function ofOrder(order: Order, words: string, context: CommandContext): Promise<Reply> {
  checkOrder(order, context);
  const said = readFeedback(words);
  const whole = wholeOf(said);
  if (!whole) return orderFeedbackForm(order, said, context);
  return doneReply(await context.desk.feedback.give(context.actor, order, whole), context);
}

/** The form of a customer, with its last orders to choose from. */
async function customerForm(customer: Customer, said: FeedbackWords, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  if (!may(person, 'feedback.customer', customer))
    throw new DeskError('error.not_allowed', { who: { text: 'role.manager' } }, { loudness: 'warn' });
  const query = { customer: customer._id, states: sent };
  const { orders } = await desk.orders.list(person, query, { skip: 0, limit: offeredOrders, by: 'newest' });
  return customerFeedbackForm(
    customer,
    orders.filter((order) => may(person, 'feedback.give', order)),
    said,
    context,
  );
}

async function ofCustomer(customer: Customer, words: string, context: CommandContext): Promise<Reply> {
  if (words === '') return listOfCustomer(customer, context);
  const said = readFeedback(words);
  const whole = wholeOf(said);
  // A complaint is about an order, as a rule: the form asks for it.
  if (!whole || whole.kind === 'complaint') return customerForm(customer, said, context);
  return doneReply(await context.desk.feedback.giveAlone(context.actor, customer, whole), context);
}

/** The customer whose name words begin with, and what it says. */
async function typedCustomer(text: string, context: CommandContext): Promise<Reply> {
  const { desk, person, locale } = context;
  const words = text.split(/\s+/);
  const first = words.slice(0, longestName).map((_, i) => words.slice(0, i + 1).join(' '));
  // `Studio 5` may be a customer, and no score.
  const called = await desk.findCustomer.exactly(person, first);
  const name = first.findLast((one) => called.get(one)?.length === 1);
  if (name !== undefined)
    return ofCustomer(called.get(name)![0]!, words.slice(name.split(' ').length).join(' '), context);
  const at = saidAt(text);
  if (at !== undefined)
    return ofCustomer(await customerMeant(text.slice(0, at).trim(), context), text.slice(at), context);
  for (let n = Math.min(longestName, words.length); n > 0; n -= 1) {
    const found = await desk.findCustomer.find(person, words.slice(0, n).join(' '));
    if (found.exact && isFound(found)) return ofCustomer(found.exact, words.slice(n).join(' '), context);
  }
  throw new DeskError('error.feedback_words', {
    example: locale === 'zh' ? '/order 反馈 SO-000042 5 包装很好' : '/order feedback SO-000042 5 nice packaging',
  });
}

async function given(
  input: Input,
  values: Parameters<typeof readFeedbackForm>[0],
  context: CommandContext,
): Promise<Reply> {
  const { desk, actor, person } = context;
  const said = readFeedbackForm(values);
  const chosen = textOf(values, 'about');
  const order = input.order ?? (chosen === 'none' ? undefined : chosen);
  if (order !== undefined)
    return doneReply(await desk.feedback.give(actor, await inputOrder({ order }, context), said), context);
  if (said.kind === 'complaint' && input.asksOrder === true)
    throw new DeskError('error.feedback_order', {}, { field: 'about' });
  const customer = await desk.customers.get(person, String(input.customer));
  return doneReply(await desk.feedback.giveAlone(actor, customer, said), context);
}

/** What customers say: written down about an order or a customer, and listed by customer and product. */
export const feedback: Command = {
  name: 'feedback',
  ...typedAs,
  does: 'does.feedback',
  may: (person) => person.roles.length > 0,
  opensForm: (input) => input !== 'typed' && (input.step === 'give' || input.step === 'edit'),
  async typed(words, context) {
    const text = words.trim();
    if (text === '' && !context.threadOrder)
      return listReply({ title: t(context.locale, 'feedback.list.all'), skip: 0 }, context);
    const list = listWords(text);
    if (list && 'product' in list) return listOfProduct(list.product, context);
    if (list) return listOfCustomer(await customerMeant(list.customer, context), context);
    if (!context.threadOrder && !nameLike.test(text.split(/\s+/)[0] ?? '')) return typedCustomer(text, context);
    // In an order's thread a single digit is a score, not another order.
    const { threadOrder } = context;
    if (threadOrder && /^[1-5](?!\S)/.test(text))
      return ofOrder(await inputOrder({ order: threadOrder }, context), text, context);
    const { order, rest } = await typedOrder(text, context, typedAs);
    return ofOrder(order, rest, context);
  },
  async pressed(input, context) {
    const { desk, person, viewer } = context;
    if (input.feedback) {
      const found = await desk.feedback.byId(person, String(input.feedback));
      if (!found) throw new DeskError('error.feedback_gone');
      if (input.step === 'edit') return editFeedbackForm(found, context);
      return { card: feedbackCard(viewer, found, await contextOf(context)) };
    }
    if (input.order) return ofOrder(await inputOrder(input, context), '', context);
    if (input.step === 'give') {
      const customer = await desk.customers.get(person, String(input.customer));
      return customerForm(customer, {}, context);
    }
    const [customer, product] = [input.customer, input.product].map((id) => (typeof id === 'string' ? id : undefined));
    const title = typeof input.title === 'string' ? input.title : t(context.locale, 'feedback.list.all');
    const of = { ...(customer && { customer }), ...(product && { product }) };
    return listReply({ ...of, title, skip: Number(input.skip ?? 0) }, context, true);
  },
  async filled(input, values, context) {
    if (input.step !== 'edit') return given(input, values, context);
    const { desk, actor, viewer, locale } = context;
    const said = { score: scoreOf(values), text: textOf(values, 'text') };
    const after = await desk.feedback.edit(actor, String(input.feedback), said);
    return { card: feedbackCard(viewer, after, await contextOf(context), t(locale, 'feedback.saved')) };
  },
};
