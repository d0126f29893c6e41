import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { mayRead } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { riskBlocks, riskTones, seenRisks } from '../risks/cards/blocks.ts';
import { weightFor } from '../risks/list.ts';
import { isTold } from '../risks/news.ts';
import { worstOf } from '../risks/risk.ts';
import { riskWords } from '../risks/words.ts';
import type { Settings } from '../settings/settings.ts';
import { t } from '../text/index.ts';

/** Orders that one message names; the others are in the list. */
const mostNamed = 10;

/** The risks of an order that are worth a message: those that the reader was told of, as far as they are still there. */
const worthTelling = (viewer: Viewer, order: Order) => seenRisks(viewer, order).filter(isTold);

function ofOne(viewer: Viewer, order: Order, today: CalendarDate): Card {
  const { locale } = viewer;
  const title = t(locale, 'risk.notice.one', { order: orderName(order), customer: order.customerSnapshot.name });
  return {
    title,
    tone: riskTones[worstOf(worthTelling(viewer, order)) ?? 'medium'],
    blocks: [...riskBlocks(viewer, order, today), { kind: 'buttons', buttons: [openButton(locale, order)] }],
    summary: title,
  };
}

function ofMany(viewer: Viewer, orders: readonly Order[], today: CalendarDate): Card {
  const { locale } = viewer;
  const title = t(locale, 'risk.notice.many', { count: orders.length });
  const items = orders.slice(0, mostNamed).map((order) => {
    const risks = worthTelling(viewer, order);
    return {
      text: `${orderName(order)} · ${order.customerSnapshot.name}`,
      detail: risks.map((risk) => riskWords(viewer, risk, order, today)).join('\n'),
      tone: riskTones[worstOf(risks) ?? 'medium'],
      buttons: [openButton(locale, order)],
    };
  });
  const rest = orders.length - items.length;
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'list', items },
      ...(rest > 0
        ? [{ kind: 'text' as const, text: t(locale, 'risk.notice.rest', { count: rest }), style: 'quiet' as const }]
        : []),
      { kind: 'buttons', buttons: [{ label: t(locale, 'risk.open'), intent: { command: 'risk', input: {} } }] },
    ],
    summary: title,
  };
}

/** Somebody reads of risks that are new or worse, as they are by now; nothing where all of them are over. */
export async function drawRisks(
  {
    connection,
    clock,
    settings,
  }: { connection: Connection; clock: () => Date; settings: { get(): Promise<Settings> } },
  viewer: Viewer,
  { data = {} }: Pick<OutboxRow, 'data'>,
): Promise<Card | undefined> {
  const ids = Array.isArray(data.orders) ? data.orders.map(String) : [];
  const { timezone } = await settings.get();
  const today = dateAt(clock(), timezone);
  const found = await orderModel(connection)
    .find({ _id: { $in: ids } }, { search: 0, timeline: 0 })
    .lean<Order[]>();
  const weight = weightFor(viewer.person);
  const orders = found
    .filter((order) => mayRead(viewer.person, 'Order', order) && worthTelling(viewer, order).length > 0)
    .toSorted((a, b) => (b[weight] ?? 0) - (a[weight] ?? 0));
  const [first, ...more] = orders;
  if (!first) return undefined;
  return more.length === 0 ? ofOne(viewer, first, today) : ofMany(viewer, orders, today);
}
