import type { FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import type { CommandContext } from '../command.ts';
import { customerMeant } from './customer-reply.ts';
import { textOf } from './values.ts';

/** The customer of the form's field whom the words can only mean; undefined where it is empty. Throws at the field. */
export async function customerIn(values: FormValues, context: CommandContext): Promise<Customer | undefined> {
  const text = textOf(values, 'customer');
  return text === undefined ? undefined : customerMeant(text, context, 'customer');
}
