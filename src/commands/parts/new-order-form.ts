import type { Customer } from '../../customers/customer.ts';
import { type ParsedEntry, parseEntry } from '../../entry/line.ts';
import { offerOf } from '../../products/offer.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { shownOf } from './offered.ts';
import { lineValueOf, type OrderFormValues, orderForm } from './order-form.ts';

/** What the form of a new order shows at first; its customer is one that the person may read. */
export type NewOrderValues = Omit<OrderFormValues, 'customer' | 'usual'> & { customer?: Customer };

/** The customer that was meant, or the ranked choice; what is not found is shown, never dropped. */
async function customerOf(
  entry: ParsedEntry,
  { desk, person }: CommandContext,
): Promise<Pick<NewOrderValues, 'customer' | 'choices' | 'unknown'>> {
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
      return { ...value, ...shownOf(offerOf(person, found.exact)) };
    }),
  );
  return { lines, unknown };
}

/** What one line of text says, looked up: what the form shows at first. */
export async function entered(words: string, context: CommandContext): Promise<NewOrderValues> {
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

/** The form of a new order, filled with what is known of it; sending it files the order through `/order new`. */
export async function newOrderForm(values: NewOrderValues, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const { currency } = await desk.settings.get();
  const usual = values.customer ? await desk.offers.usual(person, values.customer) : [];
  const intent = { command: 'new', input: {} };
  return {
    form: orderForm(
      context,
      { ...values, usual },
      {
        title: t(context.locale, 'form.new.title'),
        intent,
        currency,
        asksToSubmit: true,
      },
    ),
  };
}
