import type { Customer } from '../../customers/customer.ts';
import { daysBetween } from '../../dates.ts';
import { parseEntry } from '../../entry/line.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { withCodes } from './entered-code.ts';
import { linesIn } from './entered-lines.ts';
import { customerOf, withoutNames } from './entered-whose.ts';
import { withPrices } from './offered-prices.ts';
import { type OrderFormValues, orderForm } from './order-form.ts';

/** What the form of a new order shows at first; its customer is one that the person may read. */
export type NewOrderValues = Omit<OrderFormValues, 'customer' | 'usual'> & { customer?: Customer };

/** Days from which on a date is said to be far away, where no year was typed: it is rather one that has just passed. */
const far = 300;

/** Says that a day without a year is far away. */
function farAway(due: string | undefined, words: string, { locale, today }: CommandContext): string[] {
  if (!due || words.includes(due.slice(0, 4)) || daysBetween(today, due) < far) return [];
  return [t(locale, 'form.date_far', { date: due })];
}

/** What one line of text says, looked up: what the form shows at first. */
export async function entered(words: string, context: CommandContext): Promise<NewOrderValues> {
  const entry = await withCodes(await withoutNames(parseEntry(words, context.today), context), context);
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
    mentions: [...lines.flatMap((line) => line.mentions), ...farAway(entry.due, words, context)],
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
  const asksWhere = customer && !customer.address && values.shipTo === undefined;
  const [usual, lines, shipTo] = await Promise.all([
    customer ? desk.offers.usual(viewer, customer, today) : [],
    withPrices(values.lines, { customer, currency }, context),
    asksWhere ? desk.profiles.lastShipTo(viewer.person, customer) : values.shipTo,
  ]);
  // What was proposed for this customer is not where another one's order goes.
  const proposed = customer && shipTo ? { customer: customer._id, shipTo } : undefined;
  const intent = { command: 'new', input: proposed ? { proposed } : {} };
  return {
    form: orderForm(
      context,
      { ...values, lines, usual, shipTo },
      {
        title: t(context.locale, 'form.new.title'),
        intent,
        currency,
        asksToSubmit: true,
      },
    ),
  };
}
