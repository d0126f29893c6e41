import type { Form, FormValues } from '../../chat/form.ts';
import { type CalendarDate, dateAt } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { openButton } from '../../orders/cards/open-button.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { Command, CommandContext, Input, Reply } from '../command.ts';
import { type FollowSaid, followFields, readFollow, textAround } from './follow-fields.ts';
import { exampleOf, inputOrder, typedOrder } from './order-argument.ts';
import { type Dated, dateAtEnd, firstDate } from './typed-date.ts';

/** How it is typed. */
export const typedAs: Pick<Command, 'words' | 'usage'> = {
  words: { en: ['remind', 'reminders'], zh: ['提醒'] },
  usage: {
    en: 'SO-000042 Friday call about packaging | [SO-000042]',
    zh: 'SO-000042 周五 沟通包装 | [SO-000042]',
  },
};

/** Reminders go by the member's own days. */
const ownToday = ({ actor }: CommandContext): CalendarDate => dateAt(actor.now, actor.member.timezone);

/** The day that is meant: with which the words begin or end, else the first; `3-5 days` in the middle is seldom one. */
function dateIn(words: string, today: CalendarDate): Dated | undefined {
  const first = firstDate(words, today);
  return first?.before === '' ? first : (dateAtEnd(words, today) ?? first);
}

/** Asks on which day, and what about. */
function form(order: Order, { locale }: CommandContext, said: Partial<FollowSaid> = {}): { form: Form } {
  return {
    form: {
      title: t(locale, 'form.remind', { order: orderName(order) }),
      submit: t(locale, 'form.save'),
      intent: { command: 'remind', input: { order: order._id } },
      fields: followFields(locale, said),
    },
  };
}

async function noted(order: Order, said: FollowSaid, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const today = ownToday(context);
  const { on, text } = await desk.customers.followUps.noteOrder(actor, order, { ...said, today });
  const words = { date: on, order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, 'reminder.noted', words);
  return {
    card: {
      title,
      tone: 'good',
      blocks: [
        { kind: 'text', text },
        { kind: 'buttons', buttons: [openButton(locale, order)] },
      ],
      summary: title,
    },
  };
}

/**
 * Reads `SO-000042 Friday call about packaging`; what is missing is asked for. An order alone is one whose reminders are
 * asked for.
 */
export async function typedReminder(
  words: string,
  context: CommandContext,
): Promise<{ order: Order } | { reply: Reply }> {
  const { order, rest } = await typedOrder(words, context, typedAs);
  if (rest.trim() === '') return { order };
  const dated = dateIn(rest, ownToday(context));
  if (!dated) throw new DeskError('error.follow_up_date', { example: exampleOf(typedAs, context.locale) });
  const text = textAround(dated);
  if (text === '') return { reply: form(order, context, { on: dated.date }) };
  return { reply: await noted(order, { on: dated.date, text }, context) };
}

/** The form of the order that a button names. */
export const pressedReminder = async (input: Input, context: CommandContext): Promise<Reply> =>
  form(await inputOrder(input, context), context);

/** Notes what a filled form says. */
export async function filledReminder(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  const order = await inputOrder(input, context);
  return noted(order, readFollow(values, ownToday(context)), context);
}
