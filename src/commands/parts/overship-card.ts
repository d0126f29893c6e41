import type { Block, Button, Card } from '../../chat/card.ts';
import { DeskError } from '../../errors.ts';
import { may } from '../../members/ability.ts';
import { decimalText, quantityScale } from '../../money.ts';
import type { MoveInput } from '../../orders/deeds/deed.ts';
import { leftToSend, summedParts } from '../../orders/goods.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { beyondOf, type OvershipAnswer, overshipAnswers, withinThere } from '../../stock/overship.ts';
import type { OvershipGap } from '../../stock/read-overship.ts';
import { goodsText } from '../../stock/shortage.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input } from '../command.ts';

type Parts = NonNullable<MoveInput['lines']>;

const number = (thousandths: number): string => decimalText(thousandths, quantityScale);

/** What a shipment names, or all that is left. */
const partsOf = (order: Order, { lines }: MoveInput): Parts => summedParts(lines ?? leftToSend(order));

const textOf = (order: Order, parts: Parts): string =>
  goodsText(parts.map(({ index, quantity }) => ({ sku: order.lines[index]?.sku ?? '', quantity })));

/** What of a product is sent and there, and who holds the rest. */
function gapBlocks({ locale }: CommandContext, { sku, sent, there, holders }: OvershipGap): Block[] {
  const values = { sku, sent: number(sent), there: number(there) };
  const held = holders.map(({ order, quantity }) => ({ text: `${orderName(order)} · ${number(quantity)}` }));
  return [
    { kind: 'text', text: t(locale, 'overship.line', values), style: 'strong' },
    ...(held.length > 0
      ? [
          { kind: 'text' as const, text: t(locale, 'overship.held_by', { sku }), style: 'quiet' as const },
          { kind: 'list' as const, items: held },
        ]
      : []),
  ];
}

/** Asks what becomes of goods that are to be sent though others hold them, or nobody booked them in. */
export async function overshipCard(context: CommandContext, order: Order, input: MoveInput): Promise<Card> {
  const { desk, person, locale } = context;
  const parts = partsOf(order, input);
  const gaps = await desk.stock.overshipGaps(person, order, parts);
  // Goods came in since it was refused: then there is nothing to ask.
  if (gaps.length === 0) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
  const within = withinThere(order, parts, gaps);
  const beyond = goodsText(gaps.map((gap) => ({ sku: gap.sku, quantity: beyondOf(gap) })));
  const shown = Object.fromEntries(gaps.map((gap) => [gap.product, beyondOf(gap)]));
  const { carrier, trackingNo, eta } = input;
  const said = { order: order._id, parcel: order.shipments.length, carrier, trackingNo, eta };
  const button = (label: string, more: object, look: Partial<Button> = {}): Button => ({
    label,
    intent: { command: 'ship', input: JSON.parse(JSON.stringify({ ...said, ...more })) },
    ...look,
  });
  const canTake = gaps.every(({ isOnHand }) => isOnHand);
  const buttons = [
    ...(within.length > 0
      ? [
          button(
            t(locale, 'overship.within', { goods: textOf(order, within) }),
            { lines: within },
            { style: 'primary' },
          ),
        ]
      : []),
    ...(may(person, 'product.edit')
      ? [button(t(locale, 'overship.receive', { goods: beyond }), { lines: parts, overship: 'receive', shown })]
      : []),
    ...(canTake
      ? [
          button(
            t(locale, 'overship.take'),
            { lines: parts, overship: 'take', shown },
            { style: 'danger', confirm: t(locale, 'overship.take_confirm', { goods: beyond }) },
          ),
        ]
      : []),
  ];
  const title = t(locale, 'overship.title', { order: orderName(order) });
  return {
    title,
    tone: 'warn',
    blocks: [
      ...gaps.flatMap((gap) => gapBlocks(context, gap)),
      { kind: 'text', text: t(locale, canTake ? 'overship.explain' : 'overship.explain_missing'), style: 'quiet' },
      { kind: 'buttons', buttons },
    ],
    summary: title,
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What a button of that card says of the shipment. */
export const overshipIn = ({ lines, overship, shown, parcel, carrier, trackingNo, eta }: Input): MoveInput => ({
  lines: lines as Parts,
  overship: overshipAnswers.find((answer): answer is OvershipAnswer => answer === overship),
  shownBeyond: (shown ?? {}) as Record<string, number>,
  parcelsLeft: typeof parcel === 'number' ? parcel : undefined,
  carrier: text(carrier),
  trackingNo: text(trackingNo),
  eta: text(eta),
});
