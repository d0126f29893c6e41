import type { Form, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { mayMove, sees } from '../../members/ability.ts';
import { longestAddress } from '../../orders/address.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';
import { fileOrder } from './file-order.ts';
import { textOf } from './values.ts';

/** What the customer's address is by now, else where the last order went, for who reads it. */
async function knownAddress({ customerSnapshot: { code } }: Order, { desk, person }: CommandContext) {
  const customer: Customer | undefined = await desk.customers.get(person, code).catch(() => undefined);
  const own = customer && sees(person, 'contact', customer) === 'full' ? customer.address : undefined;
  return own ?? (customer && desk.profiles.lastShipTo(person, customer));
}

/** The form that asks where a draft goes; sending it submits the draft. */
export async function addressForm(order: Order, context: CommandContext): Promise<{ form: Form } | undefined> {
  const { locale, person } = context;
  if (!mayMove(person, 'submit', order)) return undefined;
  return {
    form: {
      title: t(locale, 'address.form', { order: orderName(order) }),
      submit: t(locale, 'address.submit'),
      intent: { command: 'submit', input: { order: order._id, address: true, revision: order.revision } },
      fields: [
        {
          kind: 'text',
          name: 'shipTo',
          label: t(locale, 'label.ship_to'),
          required: true,
          value: order.shipTo ?? (await knownAddress(order, context)),
          maxLength: longestAddress,
        },
      ],
    },
  };
}

/**
 * Takes the address and submits the draft. The same form again is the same deed. Throws where the draft is not the one that
 * the form asked about: for another customer, or other goods, the answer may be another one.
 */
export async function fileWithAddress(
  order: Order,
  { revision }: Input,
  values: FormValues,
  context: CommandContext,
): Promise<Reply> {
  const { desk, actor, locale } = context;
  const key = `${actor.key}:address`;
  const shipTo = textOf(values, 'shipTo');
  if (shipTo === undefined)
    throw new DeskError('error.required', { field: t(locale, 'label.ship_to') }, { field: 'shipTo' });
  if (revision !== order.revision && !order.timeline.some((e) => e.key === key))
    throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
  const sent = await desk.drafts.sendTo({ ...actor, key }, order, shipTo);
  return fileOrder(sent, {}, context, true);
}
