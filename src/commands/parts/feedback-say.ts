import type { FileRef } from '../../chat/card.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import type { FeedbackInput } from '../../feedback/input.ts';
import { sortFeedback } from '../../feedback/sort.ts';
import { may } from '../../members/ability.ts';
import { type Order, orderName, type State } from '../../orders/order.ts';
import type { Locale } from '../../text/index.ts';
import type { Command, CommandContext, Reply } from '../command.ts';
import { customerMeant } from './customer-reply.ts';
import { isFound } from './entered-customer.ts';
import { customerFeedbackForm, orderFeedbackForm } from './feedback-form.ts';
import { doneReply, listOfCustomer } from './feedback-list.ts';
import { type FeedbackWords, readFeedback, saidAt } from './feedback-words.ts';
import { inputOrder, nameLike, typedOrder } from './order-argument.ts';

/** Orders of a customer that a form offers. */
const offeredOrders = 5;
/** Words that a customer's name may have in front of what it says. */
const longestName = 6;
const sent: readonly State[] = ['part_shipped', 'shipped', 'delivered', 'completed'];

/** How feedback is typed. */
export const typedAs: Pick<Command, 'words' | 'usage'> = {
  words: { en: ['feedback'], zh: ['反馈'] },
  usage: {
    en: '[SO-000042 4 nice packaging | Acme complaint too late | product A100 | export]',
    zh: '[SO-000042 4 包装很好 | 华信 投诉 送货太晚 | 产品 A100 | 导出]',
  },
};

/** Words that say something about an order, for an example. */
export const exampleIn = (locale: Locale): string =>
  locale === 'zh' ? '/order 反馈 SO-000042 5 包装很好' : '/order feedback SO-000042 5 nice packaging';

/** Whether the person may; asked before a form is shown, so that nobody fills one in vain. */
function checkOrder(order: Order, { person }: CommandContext): void {
  if (may(person, 'feedback.give', order)) return;
  const { code } = order.customerSnapshot;
  if (may(person, 'feedback.give', { ...order, state: 'delivered' }))
    throw new DeskError('error.feedback_not_delivered', { order: orderName(order), code });
  throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
}

/**
 * What was typed, where it is enough: the kind was said, or a score that the words do not speak against. Everything else
 * is asked in the form: words alone suggest a kind, and decide nothing.
 */
function wholeOf({ kind, ...said }: FeedbackWords): FeedbackInput | undefined {
  const { score, text } = said;
  if (kind) return (kind === 'satisfaction' ? score : text) === undefined ? undefined : { kind, ...said };
  if (score === undefined) return undefined;
  const suggested = sortFeedback(text ?? '').kind;
  return suggested === undefined || suggested === 'satisfaction' ? { kind: 'satisfaction', ...said } : undefined;
}

/** Where something is said, and the photo that came along with it. */
export type Saying = CommandContext & { photo?: FileRef };

const saidIn = (words: string, { photo }: Saying): FeedbackWords => ({
  ...readFeedback(words),
  ...(photo && { photo }),
});

/** Feedback about an order: written down where the words are enough, else asked for in a form. */
export async function ofOrder(order: Order, words: string, context: Saying): Promise<Reply> {
  checkOrder(order, context);
  const said = saidIn(words, context);
  const whole = wholeOf(said);
  if (!whole) return orderFeedbackForm(order, said, context);
  return doneReply(await context.desk.feedback.give(context.actor, order, whole), context);
}

/** The form of a customer, with its last orders to choose from. */
export async function customerForm(customer: Customer, said: FeedbackWords, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  if (!may(person, 'feedback.customer', customer))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
  const query = { customer: customer._id, states: sent };
  const { orders } = await desk.orders.list(person, query, { skip: 0, limit: offeredOrders, by: 'newest' });
  return customerFeedbackForm(
    customer,
    orders.filter((order) => may(person, 'feedback.give', order)),
    said,
    context,
  );
}

async function ofCustomer(customer: Customer, words: string, context: Saying): Promise<Reply> {
  if (words === '' && !context.photo) return listOfCustomer(customer, context);
  const said = saidIn(words, context);
  const whole = wholeOf(said);
  // A complaint is about an order, as a rule: the form asks for it.
  if (!whole || whole.kind === 'complaint') return customerForm(customer, said, context);
  return doneReply(await context.desk.feedback.giveAlone(context.actor, customer, whole), context);
}

/** The customer whose name words begin with, and what it says. */
async function typedCustomer(text: string, context: Saying): Promise<Reply> {
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
    example: exampleIn(locale),
  });
}

/** Words about an order, that of the thread too, or about a customer. */
export async function saidFeedback(text: string, context: Saying): Promise<Reply> {
  const { threadOrder } = context;
  if (!threadOrder && !nameLike.test(text.split(/\s+/)[0] ?? '')) return typedCustomer(text, context);
  // In an order's thread a single digit is a score, not another order.
  if (threadOrder && /^[1-5](?!\S)/.test(text))
    return ofOrder(await inputOrder({ order: threadOrder }, context), text, context);
  const { order, rest } = await typedOrder(text, context, typedAs);
  return ofOrder(order, rest, context);
}
