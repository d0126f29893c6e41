import { type ParsedEntry, parseEntry } from '../entry/line.ts';
import { may } from '../members/ability.ts';
import { decimalText, priceScale } from '../money.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext } from './command.ts';
import { lineValueOf, type OrderFormValues, orderForm, readOrderForm } from './parts/order-form.ts';
import { orderReply } from './parts/order-reply.ts';
import { textOf } from './parts/values.ts';

/** The customer that was meant, or the ranked choice; what is not found is shown, never dropped. */
async function customerOf(
  entry: ParsedEntry,
  { desk, person }: CommandContext,
): Promise<Pick<OrderFormValues, 'customer' | 'choices' | 'unknown'>> {
  if (!entry.customer) return {};
  if (!/[\p{L}\p{N}]/u.test(entry.customer)) return { unknown: [entry.customer] };
  const found = await desk.findCustomer.find(person, entry.customer);
  if (found.exact) return { customer: found.exact };
  if (found.several.length > 0) return { choices: found.several };
  return { choices: found.nearest, unknown: [entry.customer] };
}

/** Lines with the SKU that was meant; a word that fits several products stays as it was typed. */
async function linesOf(entry: ParsedEntry, { desk, person }: CommandContext) {
  const unknown: string[] = [];
  const lines = await Promise.all(
    entry.lines.map(async (line) => {
      const found = await desk.findProduct.find(person, line.sku);
      if (!found.exact) unknown.push(line.sku);
      const discount = line.discount ?? entry.discount;
      const value = lineValueOf({ ...line, sku: found.exact?.sku ?? line.sku, discount });
      if (!found.exact) return value;
      const { sku, name, price } = found.exact;
      return { ...value, label: `${sku} · ${name}`, listPrice: decimalText(price, priceScale) };
    }),
  );
  return { lines, unknown };
}

async function prefilled(words: string, context: CommandContext): Promise<OrderFormValues> {
  const entry = parseEntry(words, context.today);
  const [customer, { lines, unknown }] = await Promise.all([customerOf(entry, context), linesOf(entry, context)]);
  return {
    ...customer,
    lines,
    requestedDate: entry.due,
    poNo: entry.po,
    paymentDays: entry.paymentDays,
    notes: entry.notes,
    unknown: [...(customer.unknown ?? []), ...unknown, ...entry.unknown],
  };
}

async function form(values: OrderFormValues, context: CommandContext) {
  const { currency } = await context.desk.settings.get();
  const intent = { command: 'new', input: {} };
  return {
    form: orderForm(context, values, {
      title: t(context.locale, 'form.new.title'),
      intent,
      currency,
      asksToSubmit: true,
    }),
  };
}

/** Files an order: one line prefills the form, and nothing is stored before the form is sent. */
export const newOrder: Command = {
  name: 'new',
  words: { en: ['new', 'create'], zh: ['新建', '下单', '新增'] },
  does: 'does.new',
  usage: { en: 'Acme A100x20 B200x5@9.50 -10% due 3/15 po 4711', zh: '华信 A100x20 B200x5@9.50 交期 3月15日' },
  may: (person) => may(person, 'order.create'),
  opensForm: () => true,
  async typed(words, context) {
    return form(await prefilled(words, context), context);
  },
  async pressed(input, context) {
    const customer = input.customer
      ? await context.desk.customers.get(context.person, String(input.customer))
      : undefined;
    return form({ customer, lines: [] }, context);
  },
  async filled(_input, values, context) {
    const order = await context.desk.drafts.file(context.actor, await readOrderForm(values, context));
    // A form that comes once more, with other values, after its order went on: the order is shown, and says so.
    if (order.state !== 'draft') return orderReply(order, context, { repeated: true });
    if (textOf(values, 'next') === 'draft') return orderReply(order, context);
    const moved = await context.desk.move(context.actor, order._id, 'submit');
    return orderReply(moved.order, context);
  },
};
