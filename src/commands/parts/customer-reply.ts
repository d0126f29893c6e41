import type { Card } from '../../chat/card.ts';
import { customerCard } from '../../customers/card.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import type { CommandContext } from '../command.ts';
import { chooseCard } from './choose.ts';
import { nearestText } from './nearest.ts';

/** A customer's card as it is now, with what was done above it. */
export async function customerReply(
  customer: Customer,
  { desk, viewer, person, today }: CommandContext,
  note?: string,
): Promise<{ card: Card }> {
  const { currency } = await desk.settings.get();
  const profile = await desk.profiles.of(person, customer, currency, today);
  return { card: customerCard(viewer, customer, profile, { currency, today }, note) };
}

/** The customer that a text can only mean. Throws `error.customer_not_found`. */
export async function customerMeant(text: string, context: CommandContext, field?: string): Promise<Customer> {
  const found = await context.desk.findCustomer.find(context.person, text);
  if (found.exact) return found.exact;
  throw new DeskError('error.customer_not_found', { text, nearest: nearestText(found, context) }, { field });
}

/** Several customers that a text can mean, to choose from. */
export const chooseCustomer = (text: string, several: readonly Customer[], context: CommandContext): Card =>
  chooseCard(
    text,
    'customer',
    several.map(({ name, code }) => ({ text: name, detail: code, input: { code } })),
    context,
  );
