import type { Card } from '../chat/card.ts';
import type { Viewer } from '../members/viewer.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';

/** What a card becomes whose reader may not see the order any more: the number that stood on it, and nothing else. */
export function goneCard({ locale }: Viewer, order: Order, notice: string): Card {
  const title = t(locale, 'card.gone.title', { order: orderName(order) });
  const view = notice === 'decision' ? 'decision' : 'order';
  return {
    subject: { kind: 'order', id: order._id, view, revision: order.revision },
    title,
    blocks: [
      { kind: 'text', text: t(locale, 'card.gone.text') },
      {
        kind: 'buttons',
        buttons: [{ label: t(locale, 'card.away.day'), intent: { command: 'day', input: {} } }],
      },
    ],
    summary: title,
  };
}
