import type { LineValue } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { decimalText, priceScale } from '../money.ts';
import { type Order, orderName } from '../orders/order.ts';
import { refusal } from '../orders/refusal.ts';
import { isAutomatic } from '../prices/rule.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext } from './command.ts';
import { offeredLines } from './parts/offered.ts';
import { withPrices } from './parts/offered-prices.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderForm, readOrderForm } from './parts/order-form.ts';
import { orderReply } from './parts/order-reply.ts';

/** Only drafts of one's own are edited; an approved order is changed by a change order. */
async function checkEditable(order: Order, { person, desk }: CommandContext): Promise<void> {
  if (may(person, 'order.edit', order)) return;
  if (order.state !== 'draft') throw refusal(order, 'edit', person, await desk.members.all());
  throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
}

/** The lines as the form shows them: one whose price nobody typed follows the price lists when it is saved. */
async function linesOf({ lines, currency, customer }: Order, context: CommandContext) {
  const wanted = lines.map((line) => (isAutomatic(line) ? { ...line, unitPrice: undefined } : line));
  return withPrices(await offeredLines(wanted, context), { present: customer, currency }, context);
}

/** Which prices are others today than when the draft was saved. */
function movedPrices(order: Order, values: readonly LineValue[], { locale }: CommandContext): string | undefined {
  const moved = order.lines.flatMap((line, i) => {
    const [before, after] = [decimalText(line.unitPrice, priceScale), values[i]?.listPrice];
    const isMoved = isAutomatic(line) && after !== undefined && after !== before;
    return isMoved ? [t(locale, 'form.edit.price_line', { sku: line.sku, before, after })] : [];
  });
  return moved.length > 0 ? t(locale, 'form.edit.prices', { lines: moved.join(' · ') }) : undefined;
}

async function form(order: Order, context: CommandContext) {
  await checkEditable(order, context);
  const { currency, customerSnapshot: customer, requestedDate, poNo, paymentDays, shipTo, notes } = order;
  const lines = await linesOf(order, context);
  const values = {
    customer,
    lines,
    note: movedPrices(order, lines, context),
    requestedDate,
    poNo,
    paymentDays,
    shipTo,
    notes,
  };
  const title = t(context.locale, 'form.edit.title', { order: orderName(order) });
  const intent = { command: 'edit', input: { order: order._id, revision: order.revision } };
  return { form: orderForm(context, values, { title, intent, currency, asksToSubmit: false }) };
}

/** Changes a draft in the same form that made it. */
export const edit: Command = {
  name: 'edit',
  words: { en: ['edit'], zh: ['修改', '编辑'] },
  does: 'does.edit',
  usage: { en: 'D-0001', zh: 'D-0001' },
  may: (person) => may(person, 'order.create'),
  opensForm: () => true,
  async typed(words, context) {
    const { order } = await typedOrder(words, context, edit);
    return form(order, context);
  },
  async pressed(input, context) {
    return form(await inputOrder(input, context), context);
  },
  async filled(input, values, context) {
    const order = await inputOrder(input, context);
    await checkEditable(order, context);
    const present = { id: order.customer, code: order.customerSnapshot.code };
    if (input.revision !== order.revision && !order.timeline.some((e) => e.key === context.actor.key))
      throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    const { currency, customer, shipTo } = order;
    const entered = await readOrderForm(values, context, { proposed: { customer, shipTo }, present });
    const edited = await context.desk.drafts.edit(context.actor, order, { ...entered, currency });
    return orderReply(edited, context, { replace: true });
  },
};
