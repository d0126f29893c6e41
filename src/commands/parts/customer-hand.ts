import type { Form, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { may, mayOwn, mayRead } from '../../members/ability.ts';
import { type Member, personOf } from '../../members/member.ts';
import { listed, t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { withOrdersIn } from './customer-words.ts';
import { memberOf } from './member-argument.ts';
import { textOf } from './values.ts';

/** Asks to whom, and whether the open orders go along. */
async function handForm(customer: Customer, context: CommandContext, withOrders = false): Promise<{ form: Form }> {
  const { desk, locale, person } = context;
  if (!may(person, 'customer.assign', customer))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
  const others = (await desk.members.all()).filter((m) => m.active && m._id !== customer.owner && mayOwn(personOf(m)));
  const choices = others.map((m) => ({
    value: m._id,
    label: m.name,
    detail: m.roles.map((r) => t(locale, `role.${r}`)).join(', '),
  }));
  const orders = (['stay', 'go'] as const).map((value) => ({ value, label: t(locale, `customer.orders_${value}`) }));
  return {
    form: {
      title: t(locale, 'form.customer.assign', { name: customer.name }),
      submit: t(locale, 'customer.hand_over'),
      intent: { command: 'customer', input: { code: customer.code, step: 'assign' } },
      fields: [
        { kind: 'select', name: 'member', label: t(locale, 'label.member'), required: true, choices },
        {
          kind: 'select',
          name: 'orders',
          label: t(locale, 'customer.label.orders'),
          required: true,
          value: withOrders ? 'go' : 'stay',
          choices: orders,
        },
      ],
    },
  };
}

/** Hands over, and says what went along and what stayed. */
async function hand(customer: Customer, to: Member, withOrders: boolean, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale, person } = context;
  const done = await desk.customers.handOver(actor, customer, to, { withOrders });
  const title = t(locale, 'customer.handed', { name: done.customer.name, to: to.name });
  const stayed = [
    ...done.stayed.map(({ order, why }) =>
      t(locale, 'customer.stayed', { order, why: why?.sentence(locale) ?? t(locale, 'customer.stayed_rights') }),
    ),
    ...(done.unseen > 0 ? [t(locale, 'customer.stayed_unseen', { n: done.unseen })] : []),
    ...(done.isCut ? [t(locale, 'customer.stayed_more', { n: done.orders.length })] : []),
  ];
  const went =
    done.orders.length > 0 ? t(locale, 'customer.handed_orders', { orders: listed(locale, done.orders) }) : '';
  const intent = { command: 'customer', input: { code: done.customer.code } };
  return {
    card: {
      title,
      tone: stayed.length > 0 ? 'warn' : 'good',
      blocks: [
        ...(went ? [{ kind: 'text' as const, text: went }] : []),
        ...stayed.map((text) => ({ kind: 'text' as const, text, tone: 'warn' as const })),
        ...(mayRead(person, 'Customer', done.customer)
          ? [{ kind: 'buttons' as const, buttons: [{ label: t(locale, 'word.open'), intent }] }]
          : []),
      ],
      summary: title,
    },
  };
}

/** Reads `@bob with orders`; without a name the form asks. */
export async function typedHand(customer: Customer, words: string, context: CommandContext): Promise<Reply> {
  const { withOrders, rest } = withOrdersIn(words);
  if (rest === '') return handForm(customer, context, withOrders);
  return hand(customer, await memberOf(rest, context), withOrders, context);
}

/** The form of a button. */
export const pressedHand = (customer: Customer, context: CommandContext): Promise<Reply> => handForm(customer, context);

/** Hands over as a filled form says. */
export async function filledHand(customer: Customer, values: FormValues, context: CommandContext): Promise<Reply> {
  const to = await memberOf(textOf(values, 'member') ?? '', context, 'member');
  return hand(customer, to, textOf(values, 'orders') === 'go', context);
}
