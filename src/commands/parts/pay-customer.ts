import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { nearestText } from './nearest.ts';

/** A customer that a text means; `isWhole` where the text is its code or whole name, and no guess. */
type FoundCustomer = { customer: Customer; isWhole: boolean };

const same = (a: string, b: string): boolean =>
  a.normalize('NFKC').trim().toLowerCase() === b.normalize('NFKC').trim().toLowerCase();

export async function foundCustomer(
  text: string,
  context: CommandContext,
  options: { whole: true },
): Promise<FoundCustomer | undefined>;
export async function foundCustomer(text: string, context: CommandContext): Promise<FoundCustomer>;
/** The customer that a text can only mean. Throws where none or several match, with what is like it; of `whole` it must be all of it. */
export async function foundCustomer(
  text: string,
  context: CommandContext,
  { whole = false }: { whole?: boolean } = {},
): Promise<FoundCustomer | undefined> {
  const { desk, person, locale } = context;
  if (text === '' && !whole)
    throw new DeskError('error.words_missing', { usage: t(locale, 'usage.hint', { example: '/order pay list Acme' }) });
  const found = await desk.findCustomer.find(person, text);
  const customer = found.exact;
  const isWhole = customer !== undefined && (same(text, customer.code) || same(text, customer.name));
  if (customer && (isWhole || !whole)) return { customer, isWhole };
  if (whole) return undefined;
  const nearest = nearestText(found, context);
  throw new DeskError('error.customer_not_found', { text, nearest });
}
