import type { FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { lacksAddress } from '../../orders/address.ts';
import type { CommandContext, Input } from '../command.ts';
import { customerIn } from './customer-field.ts';
import { textOf } from './values.ts';

/** What a form proposed when it was opened: whose order it is, by id, and where it goes. */
export type ProposedAddress = { customer?: string; shipTo?: string };

/** What the intent of a form carries of its proposal. */
export function proposedIn({ proposed }: Input): ProposedAddress {
  const { customer, shipTo } = (proposed ?? {}) as Record<keyof ProposedAddress, unknown>;
  return typeof customer === 'string' && typeof shipTo === 'string' ? { customer, shipTo } : {};
}

/** The same words, however a chat breaks their lines. */
const isSame = (one: string, other: string | undefined): boolean =>
  one.trim().split(/\s+/).join(' ') === other?.trim().split(/\s+/).join(' ');

/**
 * Where an order goes, by its form; undefined is the customer's address. A form that does not ask leaves what it proposed;
 * what was taken away is the customer's address; and so it is for another customer, unless something else was typed.
 */
async function addressOf(
  values: FormValues,
  proposed: ProposedAddress,
  buyer: () => Promise<string>,
): Promise<string | undefined> {
  const shipTo = 'shipTo' in values ? textOf(values, 'shipTo') : proposed.shipTo;
  if (shipTo === undefined || !isSame(shipTo, proposed.shipTo)) return shipTo;
  // A customer whom nobody knows is said at its own field.
  return (await buyer().catch(() => undefined)) === proposed.customer ? shipTo : undefined;
}

type Options = {
  proposed: ProposedAddress;
  /** The id of the customer that the form has now; throws where it names nobody. */
  buyer: () => Promise<string>;
  /** It is filed now. */
  isFiled: boolean;
};

/** Where it goes; where it is filed now, and neither the form nor the customer says so, it is asked at the field. */
export async function addressIn(
  values: FormValues,
  context: CommandContext,
  { proposed, buyer, isFiled }: Options,
): Promise<string | undefined> {
  const shipTo = await addressOf(values, proposed, buyer);
  if (!isFiled || !lacksAddress({ shipTo }, await context.desk.settings.get())) return shipTo;
  const customer = await customerIn(values, context).catch(() => undefined);
  if (customer && !customer.address?.trim())
    throw new DeskError('error.no_address', { customer: customer.name }, { field: 'shipTo' });
  return undefined;
}
