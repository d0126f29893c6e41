import type { Form } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { may, mayAny, mayOwn, mayRead } from '../members/ability.ts';
import { type Member, personOf } from '../members/member.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { memberOf } from './parts/member-argument.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';
import { textOf } from './parts/values.ts';

async function form(order: Order, { desk, locale, person }: CommandContext): Promise<{ form: Form }> {
  if (!may(person, 'order.assign', order))
    throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
  const active = (await desk.members.all()).filter((m) => m._id !== order.owner && mayOwn(personOf(m)));
  const choices = active.map((m) => ({
    value: m._id,
    label: m.name,
    detail: m.roles.map((r) => t(locale, `role.${r}`)).join(', '),
  }));
  return {
    form: {
      title: t(locale, 'form.assign.title', { order: orderName(order) }),
      submit: t(locale, 'action.assign'),
      intent: { command: 'assign', input: { order: order._id } },
      fields: [{ kind: 'select', name: 'member', label: t(locale, 'label.member'), required: true, choices }],
    },
  };
}

/** The order as it is now; who may not see it any more, since it left the team, reads that it was handed over. */
async function handOver(order: Order, to: Member, context: CommandContext, replace: boolean): Promise<Reply> {
  const after = await context.desk.assign(context.actor, order, to);
  if (mayRead(context.person, 'Order', after)) return orderReply(after, context, { replace });
  const text = t(context.locale, 'card.assign.gone', { order: orderName(after), name: to.name });
  return {
    card: {
      title: t(context.locale, 'card.assign.title'),
      tone: 'good',
      blocks: [{ kind: 'text', text }],
      summary: text,
    },
    replace,
  };
}

/** Hands an order to somebody else. */
export const assign: Command = {
  name: 'assign',
  words: { en: ['assign', 'handover'], zh: ['转交'] },
  does: 'does.assign',
  usage: { en: 'SO-000042 @bob', zh: 'SO-000042 @王芳' },
  may: (person) => mayAny(person, 'order.assign'),
  opensForm: (input) => input !== 'typed',
  async typed(words, context) {
    const { order, rest } = await typedOrder(words, context, assign);
    if (rest.trim() === '') return form(order, context);
    return handOver(order, await memberOf(rest, context), context, false);
  },
  async pressed(input, context) {
    return form(await inputOrder(input, context), context);
  },
  async filled(input, values, context) {
    const order = await inputOrder(input, context);
    const to = await memberOf(textOf(values, 'member') ?? '', context, 'member');
    return handOver(order, to, context, true);
  },
};
