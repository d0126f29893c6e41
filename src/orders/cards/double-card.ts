import type { Block, Button, Card } from '../../chat/card.ts';
import type { CalendarDate } from '../../dates.ts';
import { may } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { t } from '../../text/index.ts';
import { idOfDouble, type KnownDouble } from '../doubles.ts';
import { type Order, orderName } from '../order.ts';
import { orderItem } from './list-card.ts';

type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** What is there already: the order with a button that opens it, or only that it exists, and whom to ask. */
function itemOf(viewer: Viewer, order: Order, double: KnownDouble, today: CalendarDate): Item {
  const { locale } = viewer;
  const po = order.poNo ?? '';
  if (!('order' in double)) return { text: t(locale, `double.${double.kind}_unseen`, { po, who: double.ask }) };
  const item = orderItem(viewer, double.order, today);
  return { ...item, detail: [t(locale, `double.${double.kind}`, { po }), item.detail].filter(Boolean).join(' · ') };
}

/** Asks about a draft that may be there already: what is there, and what is to become of the draft. */
export function doubleCard(viewer: Viewer, order: Order, doubles: readonly KnownDouble[], today: CalendarDate): Card {
  const { locale, person } = viewer;
  const name = orderName(order);
  const title = t(locale, 'double.title', { order: name, customer: order.customerSnapshot.name });
  const input = { order: order._id, revision: order.revision, doubles: doubles.map(idOfDouble) };
  const answer = (said: 'anyway' | 'keep' | 'discard', looks: Partial<Button> = {}): Button => ({
    label: t(locale, `double.${said}`),
    intent: { command: 'submit', input: { ...input, answer: said } },
    ...looks,
  });
  const edit = { label: t(locale, 'action.edit'), intent: { command: 'edit', input: { order: order._id } } };
  return {
    title,
    tone: 'warn',
    badge: { label: t(locale, 'state.draft'), tone: 'neutral' },
    blocks: [
      { kind: 'text', text: t(locale, 'double.kept', { order: name }) },
      { kind: 'list', items: doubles.map((double) => itemOf(viewer, order, double, today)) },
      {
        kind: 'buttons',
        buttons: [
          answer('anyway', { style: 'primary' }),
          answer('keep'),
          ...(may(person, 'order.edit', order) ? [edit] : []),
          answer('discard', { style: 'danger', confirm: t(locale, 'double.discard_sure', { order: name }) }),
        ],
      },
    ],
    summary: title,
  };
}
