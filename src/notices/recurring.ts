import type { Block, Button } from '../chat/card.ts';
import { may, movesFor, redact } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, quantityScale } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { linesTable, moneyFields, moveButton } from '../orders/cards/parts.ts';
import { toneOf } from '../orders/cards/words.ts';
import { type Order, orderName } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { freeOf } from '../stock/shelf.ts';
import { runButtons, templateIntent } from '../templates/card.ts';
import type { LeftOut } from '../templates/make.ts';
import { templateModel } from '../templates/model.ts';
import { judged, type Template } from '../templates/template.ts';
import { upcoming } from '../templates/upcoming.ts';
import { leftWords } from '../templates/words.ts';
import { listed, t } from '../text/index.ts';
import type { Notice, NoticeContext } from './notice.ts';

/** What of the draft a new order could not have now, of goods that are counted; drafts hold nothing. */
async function shortWords({ connection, order, viewer: { locale } }: NoticeContext): Promise<string[]> {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of order.lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const found = await productModel(connection)
    .find({ sku: { $in: [...wanted.keys()] } }, { sku: 1, onHand: 1, reserved: 1, waiting: 1, counted: 1 })
    .lean<Pick<Product, 'sku' | 'onHand' | 'reserved' | 'waiting' | 'counted'>[]>();
  return found.flatMap(({ sku, ...shelf }) => {
    const left = freeOf(shelf);
    if (left === undefined || left >= (wanted.get(sku) ?? 0)) return [];
    return [t(locale, 'template.short_of', { sku, left: decimalText(left, quantityScale) })];
  });
}

/** What can be done with the draft, as long as it is one and the reader's. */
function draftButtons(viewer: Viewer, order: Order): Button[] {
  const { locale, person } = viewer;
  const input = { order: order._id };
  const moves = movesFor(person, order);
  const discard: Button = {
    label: t(locale, 'template.discard'),
    style: 'danger',
    confirm: t(locale, 'template.discard_sure', { order: orderName(order) }),
    intent: templateIntent('discard', input),
  };
  return [
    ...(order.state === 'draft' && moves.includes('submit') ? [moveButton(viewer, order, 'submit')] : []),
    ...(may(person, 'order.edit', order)
      ? [{ label: t(locale, 'action.edit'), intent: { command: 'edit', input } }]
      : []),
    ...(order.state === 'draft' && moves.includes('cancel') ? [discard] : []),
    openButton(locale, order),
  ];
}

const warning = (text: string): Block => ({ kind: 'text', text, tone: 'warn' });

/** The owner of a recurring template reads which draft it made, what is missing in it, and what can be done. */
export const recurring: Notice = async (context) => {
  const { connection, viewer, order, members, settings, data, now } = context;
  const { locale, person } = viewer;
  const template = await templateModel(connection).findById(String(data.template)).lean<Template>();
  const next = (await upcoming(members, settings, now))(template ?? { owner: '' });
  const left = (Array.isArray(data.left) ? data.left : []) as LeftOut[];
  const isDraft = order.state === 'draft';
  const short = isDraft ? await shortWords(context) : [];
  const seen = redact(person, 'Order', order);
  const name = template?.name ?? t(locale, 'template.draft.gone');
  const title = t(locale, 'template.draft.title', { name, date: String(data.date), order: orderName(order) });
  const mayRun = template?.active && may(person, 'template.edit', judged(template));
  const run = mayRun ? runButtons(viewer, template, next) : [];
  return {
    title,
    badge: { label: t(locale, `state.${order.state}`), tone: toneOf[order.state] },
    tone: toneOf[order.state],
    blocks: [
      {
        kind: 'text',
        text: isDraft
          ? t(locale, 'template.draft.text')
          : t(locale, 'template.draft.moved_on', { state: { text: `state.${order.state}` } }),
      },
      {
        kind: 'fields',
        fields: [
          {
            label: t(locale, 'label.customer'),
            value: `${order.customerSnapshot.name} (${order.customerSnapshot.code})`,
          },
          ...moneyFields(viewer, seen),
        ],
      },
      ...linesTable(viewer, seen),
      ...(left.length > 0
        ? [
            warning(
              t(locale, 'template.draft.left', {
                left: listed(
                  locale,
                  left.map((one) => leftWords(locale, one)),
                ),
              }),
            ),
          ]
        : []),
      ...(short.length > 0 ? [warning(t(locale, 'template.short', { skus: listed(locale, short) }))] : []),
      { kind: 'buttons', buttons: draftButtons(viewer, order) },
      ...(run.length > 0 ? [{ kind: 'buttons' as const, buttons: run }] : []),
    ],
    summary: title,
  };
};
