import type { Card } from '../../chat/card.ts';
import { may } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { t } from '../../text/index.ts';
import { type Order, orderName } from '../order.ts';

/** Asks where a draft goes before it is submitted: its customer has no address. */
export function addressCard({ locale, person }: Viewer, order: Order): Card {
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, 'address.title', values);
  const input = { order: order._id };
  return {
    title,
    tone: 'warn',
    badge: { label: t(locale, 'state.draft'), tone: 'neutral' },
    blocks: [
      { kind: 'text', text: t(locale, 'address.kept', values) },
      {
        kind: 'buttons',
        buttons: [
          {
            label: t(locale, 'address.type'),
            style: 'primary',
            intent: { command: 'submit', input: { ...input, address: true } },
          },
          ...(may(person, 'order.edit', order)
            ? [{ label: t(locale, 'action.edit'), intent: { command: 'edit', input } }]
            : []),
        ],
      },
    ],
    summary: title,
  };
}
