import type { Form, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { may } from '../../members/ability.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { customerReply } from './customer-reply.ts';
import { type FollowSaid, followFields, readFollow, textAround } from './follow-fields.ts';
import { firstDate } from './typed-date.ts';

const example = {
  en: '/order customer Acme follow up Friday call about packaging',
  zh: '/order 客户 华信 跟进 周五 沟通包装',
};

/** Asks on which day and what about. */
export function followForm(
  customer: Customer,
  context: CommandContext,
  said: Partial<FollowSaid> = {},
): { form: Form } {
  const { locale, person } = context;
  if (!may(person, 'customer.follow', customer))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
  return {
    form: {
      title: t(locale, 'form.customer.follow', { name: customer.name }),
      submit: t(locale, 'form.save'),
      intent: { command: 'customer', input: { code: customer.code, step: 'follow' } },
      fields: followFields(locale, said),
    },
  };
}

async function noted(customer: Customer, said: FollowSaid, context: CommandContext): Promise<Reply> {
  const { desk, actor, today, locale } = context;
  const { on } = await desk.customers.followUps.note(actor, customer, { ...said, today });
  return customerReply(customer, context, t(locale, 'customer.noted', { date: on }));
}

/** Reads `Friday call about packaging`; what is missing is asked for. */
export async function typedFollow(customer: Customer, words: string, context: CommandContext): Promise<Reply> {
  if (words === '') return followForm(customer, context);
  const dated = firstDate(words, context.today);
  if (!dated) throw new DeskError('error.follow_up_date', { example: example[context.locale] });
  const text = textAround(dated);
  if (text === '') return followForm(customer, context, { on: dated.date });
  return noted(customer, { on: dated.date, text }, context);
}

/** Notes what a filled form says. */
export async function filledFollow(customer: Customer, values: FormValues, context: CommandContext): Promise<Reply> {
  return noted(customer, readFollow(values, context.today), context);
}

/** Ticks one off, and shows the customer as it is then. */
export async function doneFollow(id: string, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const { customer } = await desk.customers.followUps.done(actor, id);
  return { ...(await customerReply(customer, context, t(locale, 'customer.ticked_off'))), replace: true };
}
