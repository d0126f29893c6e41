import { DeskError } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import { soldBySku } from '../../products/offer.ts';
import type { Known } from '../../templates/find.ts';
import type { TemplateInput } from '../../templates/input.ts';
import type { Command, CommandContext } from '../command.ts';
import { exampleOf, inputOrder, splitOrder } from './order-argument.ts';
import { templateForm } from './template-form.ts';

/** The lines of an order as a template keeps them: with what was given off, at the prices of the day. */
const linesOf = (order: Order): TemplateInput['lines'] =>
  order.lines.map(({ sku, quantity, discount }) => ({ sku, quantity, ...(discount && { discount }) }));

/** What of an order is not sold any more. */
async function unsold(order: Order, { desk, person }: CommandContext): Promise<string[]> {
  const skus = order.lines.map((l) => l.sku);
  const sold = await soldBySku(desk.findProduct, person, skus);
  return [...new Set(skus.filter((sku) => !sold.has(sku)))];
}

async function customerOf({ customerSnapshot: { code } }: Order, { desk, person }: CommandContext) {
  // A colleague's customer that only the order shows is not kept: the template would be nobody's to see.
  return desk.customers.get(person, code).catch((error) => {
    if (error instanceof DeskError) return undefined;
    throw error;
  });
}

/** The terms of an order where they are not those that the customer has anyhow. */
const termsOf = ({ paymentDays }: Order, customer: { paymentDays: number } | undefined): number | undefined =>
  paymentDays === customer?.paymentDays ? undefined : paymentDays;

/** What of an order a template keeps, and what is not sold any more. */
async function keptOf(order: Order, context: CommandContext) {
  const [gone, customer] = await Promise.all([unsold(order, context), customerOf(order, context)]);
  const lines = linesOf(order).filter((l) => !gone.includes(l.sku));
  return { gone, customer, lines, paymentDays: termsOf(order, customer), notes: order.notes };
}

/** Asks for the name of a template that is made of an order. */
export async function formFromOrder(order: Order, context: CommandContext) {
  return templateForm(await keptOf(order, context), undefined, context);
}

/** Reads `SO-000042 monthly acme` and keeps the order under the name. What is not sold any more is left out, and named. */
export async function saveFromOrder(
  words: string,
  context: CommandContext & { typedAs: Pick<Command, 'words' | 'usage'> },
): Promise<{ known: Known; gone: string[] }> {
  const { desk, person, actor, locale, typedAs } = context;
  const { name: orderNo, id, rest: name } = splitOrder(words, context);
  if (name === '' || (!orderNo && !id)) {
    const usage = { en: 'save SO-000042 monthly acme', zh: '保存 SO-000042 月度' };
    throw new DeskError('error.template_save', { example: exampleOf({ words: typedAs.words, usage }, locale) });
  }
  const order = id ? await inputOrder({ order: id }, context) : await desk.orders.byName(person, String(orderNo));
  const { gone, customer, lines, paymentDays, notes } = await keptOf(order, context);
  const known = await desk.templates.save(actor, { name, customer: customer?._id, lines, paymentDays, notes });
  return { known, gone };
}
