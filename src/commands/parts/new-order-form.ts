import type { Customer } from '../../customers/customer.ts';
import { type ParsedEntry, parseEntry } from '../../entry/line.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { customerAmong, customerNamed, type EnteredCustomer } from './entered-customer.ts';
import { isNamedWith, linesIn } from './entered-lines.ts';
import { withPrices } from './offered-prices.ts';
import { type OrderFormValues, orderForm } from './order-form.ts';

/** What the form of a new order shows at first; its customer is one that the person may read. */
export type NewOrderValues = Omit<OrderFormValues, 'customer' | 'usual'> & { customer?: Customer };

/** The customer that was meant, or the ranked choice; what is not found is shown, never dropped. */
async function customerOf(entry: ParsedEntry, context: CommandContext): Promise<EnteredCustomer & { used?: string }> {
  const { desk, person } = context;
  if (entry.customer === undefined) return customerAmong(entry, desk.findCustomer, person);
  const find = (text: string) => desk.findCustomer.find(person, text);
  const isProduct = (tail: string[]) => isNamedWith(tail, entry.lines[0], context);
  const words = entry.customer.split(/\s+/);
  // `Acme A 100 x20`: what the goods lack in front stands at the end of the name.
  if (words.length > 1 && entry.lines.length > 0 && !(await isProduct([])))
    for (const n of [1, 2].filter((n) => n < words.length))
      if (await isProduct(words.slice(-n))) {
        const name = await customerNamed(words.slice(0, -n).join(' '), find, async () => false);
        return { ...name, tail: words.slice(-n) };
      }
  return customerNamed(entry.customer, find, isProduct);
}

/** What one line of text says, looked up: what the form shows at first. */
export async function entered(words: string, context: CommandContext): Promise<NewOrderValues> {
  const entry = parseEntry(words, context.today);
  const { customer, choices, tail, unknown, used } = await customerOf(entry, context);
  const lines = await linesIn(entry, tail, context);
  return {
    customer,
    choices,
    lines: lines.map(({ value }) => value),
    requestedDate: entry.due,
    poNo: entry.po,
    paymentDays: entry.paymentDays,
    notes: entry.notes,
    unknown: [
      ...unknown,
      ...lines.flatMap((line) => line.unknown),
      ...(entry.lines.length === 0 && entry.discount !== undefined ? [`-${entry.discount / 100}%`] : []),
      ...entry.unknown.filter((word) => word !== used),
    ],
    mentions: lines.flatMap((line) => line.mentions),
  };
}

/**
 * The form of a new order, filled with what is known of it, each line with the price that counts while none is typed; sending
 * it files the order through `/order new`.
 */
export async function newOrderForm(values: NewOrderValues, context: CommandContext): Promise<Reply> {
  const { desk, viewer, today } = context;
  const { customer } = values;
  const { currency } = await desk.settings.get();
  const [usual, lines] = await Promise.all([
    customer ? desk.offers.usual(viewer, customer, today) : [],
    withPrices(values.lines, { customer, currency }, context),
  ]);
  const intent = { command: 'new', input: {} };
  return {
    form: orderForm(
      context,
      { ...values, lines, usual },
      {
        title: t(context.locale, 'form.new.title'),
        intent,
        currency,
        asksToSubmit: true,
      },
    ),
  };
}
