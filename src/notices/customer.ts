import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { mayRead } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { nameOf } from '../orders/cards/words.ts';
import { t } from '../text/index.ts';

/** Tells whoever has a customer now, and whoever had it, that it was handed over. Who had it reads its name, and no more. */
export async function drawCustomer(
  connection: Connection,
  viewer: Viewer,
  { data = {} }: Pick<OutboxRow, 'data'>,
  members: readonly Member[],
): Promise<Card | undefined> {
  const { locale, member, person } = viewer;
  const customer = await customerModel(connection).findById(String(data.customer)).lean<Customer>();
  if (!customer || !member) return undefined;
  const isTheirs = member._id === data.to;
  // It went on to somebody else meanwhile: they were told of that.
  if (isTheirs && customer.owner !== member._id) return undefined;
  const words = {
    name: isTheirs ? customer.name : String(data.name),
    who: nameOf(members, String(data.by), locale),
    to: nameOf(members, String(data.to), locale),
  };
  const what = isTheirs ? 'given' : 'taken';
  const title = t(locale, `customer.${what}.title`, words);
  const intent = { command: 'customer', input: { code: customer.code } };
  return {
    title,
    blocks: [
      { kind: 'text', text: t(locale, `customer.${what}.${data.withOrders === true ? 'text_orders' : 'text'}`, words) },
      ...(mayRead(person, 'Customer', customer)
        ? [{ kind: 'buttons' as const, buttons: [{ label: t(locale, 'word.open'), intent }] }]
        : []),
    ],
    summary: title,
  };
}
