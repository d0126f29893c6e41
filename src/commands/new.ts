import { may } from '../members/ability.ts';
import type { Command } from './command.ts';
import { fileOrder } from './parts/file-order.ts';
import { entered, newOrderForm } from './parts/new-order-form.ts';
import { readOrderForm } from './parts/order-form.ts';
import { orderReply } from './parts/order-reply.ts';
import { proposedLines } from './parts/proposed-lines.ts';
import { proposedIn } from './parts/ship-to.ts';
import { textOf } from './parts/values.ts';

/** Files an order: one line prefills the form, and nothing is stored before the form is sent. */
export const newOrder: Command = {
  name: 'new',
  words: { en: ['new', 'create'], zh: ['新建', '下单', '新增'] },
  does: 'does.new',
  usage: { en: 'Acme A100x20 B200x5@9.50 -10% due 3/15 po 4711', zh: '华信 A100x20 B200x5@9.50 交期 3月15日' },
  may: (person) => may(person, 'order.create'),
  opensForm: () => true,
  async typed(words, context) {
    return newOrderForm(await entered(words, context), context);
  },
  async pressed(input, context) {
    const customer = input.customer
      ? await context.desk.customers.get(context.person, String(input.customer))
      : undefined;
    return newOrderForm({ customer, lines: await proposedLines(input, context) }, context);
  },
  async filled(input, values, context) {
    const entered = await readOrderForm(values, context, { proposed: proposedIn(input) });
    const order = await context.desk.drafts.file(context.actor, entered);
    // A form that comes once more, with other values, after its order went on: the order is shown, and says so.
    if (order.state !== 'draft') return orderReply(order, context, { repeated: true });
    if (textOf(values, 'next') === 'draft') return orderReply(order, context);
    return fileOrder(order, {}, context);
  },
};
