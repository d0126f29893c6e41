import type { FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import type { CommandContext } from '../command.ts';
import { nearestText } from './nearest.ts';
import { textOf } from './values.ts';

/** The customer of the form's field whom the words can only mean; undefined where it is empty. Throws at the field. */
export async function customerIn(values: FormValues, context: CommandContext): Promise<Customer | undefined> {
  const text = textOf(values, 'customer');
  if (text === undefined) return undefined;
  const found = await context.desk.findCustomer.find(context.person, text);
  if (found.exact) return found.exact;
  const nearest = nearestText(found, context);
  throw new DeskError('error.customer_not_found', { text, nearest }, { field: 'customer' });
}
