import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { NewOutboxRow, OutboxRow } from '../chat/outbox-row.ts';
import { isOperations, type Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import { shelfFields } from '../stock/cards/fields.ts';
import { stockButton } from '../stock/cards/overview-card.ts';
import { t } from '../text/index.ts';
import { type DirectOf, type Recipient, toChannel, toMember } from './recipients.ts';

type Row = Pick<OutboxRow, '_id' | 'data'>;

/** Where operations are told: in their channels, else each of them directly. */
function operations(members: readonly Member[], settings: Settings, directOf: DirectOf): Recipient[] {
  const channels = settings.channels.filter((c) => c.purpose === 'orders' && c.role === 'operations');
  if (channels.length > 0) return channels.map(toChannel);
  return members.filter((m) => m.active && isOperations(m)).flatMap((m) => toMember(m, directOf));
}

/** The rows that tell operations of a fall, each with its own key. */
export const lowRows = (
  { _id, data }: Row,
  members: readonly Member[],
  settings: Settings,
  directOf: DirectOf,
): NewOutboxRow[] =>
  operations(members, settings, directOf).map((to) => ({ _id: `${_id}:${to.conversation}`, job: 'low', ...to, data }));

/** Operations read that a product fell below its reorder point; nothing where it rose again meanwhile. */
export async function drawLow(
  connection: Connection,
  { locale }: Viewer,
  { data = {} }: Pick<OutboxRow, 'data'>,
): Promise<Card | undefined> {
  const product = await productModel(connection).findById(String(data.product)).lean<Product>();
  if (!product?.lowSince || product.lowSince.getTime() !== data.since) return undefined;
  const title = t(locale, 'stock.low.title', { sku: product.sku, name: product.name });
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'fields', fields: shelfFields(locale, product) },
      { kind: 'buttons', buttons: [stockButton(locale, product)] },
    ],
    summary: title,
  };
}
