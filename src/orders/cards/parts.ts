import type { Block, Button, Field, Intent, Step } from '../../chat/card.ts';
import { shortTimeAt } from '../../dates.ts';
import { mayReadPaymentsOf } from '../../members/ability.ts';
import { openReview } from '../../members/kinds.ts';
import type { Member } from '../../members/member.ts';
import type { Redacted } from '../../members/redact.ts';
import type { Viewer } from '../../members/viewer.ts';
import { decimalText, moneyText, priceText, quantityScale } from '../../money.ts';
import { isMoney } from '../../payments/order-money.ts';
import { isTelling } from '../../prices/rule.ts';
import { sourceWords } from '../../prices/words.ts';
import { type TextKey, t } from '../../text/index.ts';
import { lostOf } from '../goods.ts';
import { isCompletable, owed, toRefund } from '../guards.ts';
import { mostLines } from '../lines.ts';
import type { Action } from '../moves.ts';
import { isApprovers, moveOf } from '../moves.ts';
import type { Order, State } from '../order.ts';
import { securedAmount } from '../security.ts';
import { forgettable } from '../stages.ts';
import { noteWords, whoDid } from './words.ts';

/** An order as a viewer may see it. */
export type SeenOrder = Redacted<Order, 'Order'>;

/** What one card shows of the lines; an order takes no more. Chats with smaller tables page them. */
const shownLines = mostLines;
const shownEvents = 6;

const stepStates: readonly (readonly State[])[] = [
  ['draft', 'rejected'],
  ['pending'],
  ['approved', 'in_production'],
  ['ready', 'part_shipped'],
  ['shipped'],
  ['delivered'],
];
const stepNames = ['order', 'approval', 'preparation', 'shipping', 'delivery', 'completion'] as const;

/** How far the order is, in six steps. */
export function progressOf(viewer: Viewer, order: Pick<Order, 'state' | 'heldFrom'>): Block {
  const stopped = ['cancelled', 'rejected', 'on_hold'].includes(order.state);
  const at = stepStates.findIndex((s) => s.includes(order.heldFrom ?? order.state));
  const done = order.state === 'completed' ? stepNames.length : at;
  const steps: Step[] = stepNames.map((name, i) => ({
    label: t(viewer.locale, `step.${name}`),
    state: i < done ? 'done' : i === done ? (stopped ? 'stopped' : 'current') : 'todo',
  }));
  return { kind: 'progress', steps };
}

/** One more column of the lines: what a viewer compares a line with. */
export type LineColumn = { label: string; value(line: SeenOrder['lines'][number]): string };

type Cell = { label: string; align?: 'right'; value(line: SeenOrder['lines'][number]): string };

/** The columns that say something about these lines to this viewer. */
function lineColumns({ locale }: Viewer, order: SeenOrder, more: readonly LineColumn[]): Cell[] {
  const { lines, currency } = order;
  const right = (label: string, value: Cell['value']): Cell => ({ label, align: 'right', value });
  const isLost = lines.some((_, index) => lostOf(order, index) > 0);
  const priced = lines.some((l) => l.unitPrice !== undefined);
  const sourceOf: Cell['value'] = (l) => (l.priceSource ? sourceWords(locale, l.priceSource) : '');
  return [
    { label: t(locale, 'label.sku'), value: (l) => l.sku },
    { label: t(locale, 'label.product'), value: (l) => l.name },
    right(t(locale, 'label.quantity'), (l) => `${decimalText(l.quantity, quantityScale)} ${l.unit}`),
    ...(lines.some((l) => l.shipped > 0)
      ? [
          right(t(locale, 'label.shipped'), (l) => decimalText(l.shipped, quantityScale)),
          right(t(locale, 'label.delivered'), (l) => decimalText(l.delivered, quantityScale)),
        ]
      : []),
    ...(lines.some((l) => l.returned)
      ? [
          right(t(locale, isLost ? 'label.returned_or_lost' : 'label.returned'), (l) =>
            decimalText(l.returned ?? 0, quantityScale),
          ),
        ]
      : []),
    ...more.map((c) => right(c.label, c.value)),
    ...(priced ? [right(t(locale, 'label.price'), (l) => priceText(l.unitPrice ?? 0, currency))] : []),
    ...(lines.some((l) => isTelling(l.priceSource))
      ? [{ label: t(locale, 'label.price_source'), value: sourceOf }]
      : []),
    ...(lines.some((l) => l.discount)
      ? [right(t(locale, 'label.discount'), (l) => (l.discount ? `${decimalText(l.discount, 100)} %` : ''))]
      : []),
    ...(priced ? [right(t(locale, 'label.amount'), (l) => moneyText(l.amount ?? 0, currency))] : []),
  ];
}

/** The lines as a table; prices only where the viewer may read them. */
export function linesTable(viewer: Viewer, order: SeenOrder, more: readonly LineColumn[] = []): Block[] {
  const cells = lineColumns(viewer, order, more);
  const columns = cells.map(({ label, align }) => ({ label, align }));
  const rows = order.lines.slice(0, shownLines).map((l) => cells.map((c) => c.value(l)));
  const left = order.lines.length - shownLines;
  const table: Block = { kind: 'table', columns, rows };
  return left > 0
    ? [table, { kind: 'text', text: t(viewer.locale, 'word.all_lines', { n: left }), style: 'quiet' }]
    : [table];
}

/** What the owner wrote into the order, and where it goes, as far as the reader may see it. */
export const wordFields = ({ locale }: Viewer, { poNo, shipTo, notes }: SeenOrder): Field[] => [
  ...(poNo ? [{ label: t(locale, 'label.po'), value: poNo }] : []),
  ...(shipTo ? [{ label: t(locale, 'label.ship_to'), value: shipTo }] : []),
  ...(notes ? [{ label: t(locale, 'label.notes'), value: notes }] : []),
];

/** What finance asked for before it agrees: how much of it is there is said with it. */
export function securityFields({ locale }: Viewer, order: SeenOrder): Field[] {
  const { security, total, credited, paid = 0, currency, state } = order;
  if (security?.amount === undefined || total === undefined || !securedStates.includes(state)) return [];
  const { kind } = security;
  const amount = securedAmount({ amount: security.amount }, { total, credited });
  const values = { kind: t(locale, `security.${kind}`), amount: moneyText(amount, currency) };
  const isThere = kind === 'prepayment' && paid >= amount;
  const value = t(locale, isThere ? 'security.there' : 'security.asked', values);
  return [{ label: t(locale, 'label.security'), value, tone: isThere ? 'good' : 'warn' }];
}

/** Money fields, each only where the viewer may read it. */
export function moneyFields({ locale }: Viewer, order: SeenOrder): Field[] {
  if (order.total === undefined) return [];
  const money = { total: order.total, paid: order.paid ?? 0, credited: order.credited };
  const [owedNow, refund] = [owed(money), toRefund(money)];
  const field = (label: TextKey, amount: number): Field => ({
    label: t(locale, label),
    value: moneyText(amount, order.currency),
  });
  const isCounted = !['draft', 'pending', 'rejected', 'cancelled'].includes(order.state);
  return [
    field('label.total', order.total),
    ...(order.credited ? [field('label.credited', order.credited)] : []),
    ...(order.paid ? [field('label.paid', order.paid)] : []),
    ...(isCounted && order.paid !== undefined && owedNow > 0 ? [field('label.owed', owedNow)] : []),
    ...(refund > 0 ? [{ ...field('label.refund', refund), tone: 'warn' as const }] : []),
  ];
}

/** The last things that happened, newest first, with the viewer's time. */
export function timeline(viewer: Viewer, order: SeenOrder, members: readonly Member[], zone: string): Block[] {
  const { locale } = viewer;
  const events = order.timeline.slice(-shownEvents).reverse();
  const zoneOfViewer = viewer.member?.timezone ?? zone;
  const at = (e: (typeof events)[number]) => shortTimeAt(e.at, zoneOfViewer);
  // That a payment came in is everybody's to see; its reference is the payment's.
  const readsPayments = mayReadPaymentsOf(viewer.person, order);
  const noteOf = (e: (typeof events)[number]) =>
    isMoney(e.action) && !readsPayments ? undefined : noteWords(locale, e);
  const items = events.map((e) => ({
    text: [at(e), whoDid(members, e, locale), t(locale, `did.${e.action}`), noteOf(e)].filter(Boolean).join(' · '),
  }));
  return [
    { kind: 'text', text: t(locale, 'card.order.timeline'), style: 'strong' },
    { kind: 'list', items },
  ];
}

/** States in which something that was asked for still matters: goods have not all left. */
const securedStates: readonly State[] = ['pending', ...forgettable];

const primary: readonly Action[] = ['submit', 'approve', 'ship', 'deliver', 'complete'];
const dangerous: readonly Action[] = ['reject', 'cancel'];

type Reviewed = Pick<Order, '_id' | 'state' | 'approval' | 'change' | 'total' | 'paid' | 'credited' | 'openComplaints'>;

/**
 * What a button of a move carries: the order, of a decision the content that the card shows, and whether it ends an order
 * in which something is open.
 */
export function moveIntent(order: Reviewed, action: Action): Intent {
  const content = isApprovers(action) ? openReview(order)?.contentHash : undefined;
  const override = action === 'complete' && !isCompletable(order);
  return { command: action, input: { order: order._id, ...(content && { content }), ...(override && { override }) } };
}

/** The button of a move. What it needs besides the click is asked for by the command. */
export function moveButton({ locale }: Viewer, order: Reviewed, action: Action): Button {
  const label = t(locale, `action.${action}`);
  const style = primary.includes(action) ? 'primary' : dangerous.includes(action) ? 'danger' : 'plain';
  const asks = moveOf(action).confirm && !moveOf(action).reason;
  return {
    label,
    style,
    intent: moveIntent(order, action),
    ...(asks ? { confirm: label } : {}),
  };
}
