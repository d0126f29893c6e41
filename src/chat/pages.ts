import { createHash } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Clock } from '../clock.ts';
import { modelOf } from '../database/model-of.ts';
import type { Address } from './address.ts';
import type { SealedCard } from './card.ts';

/**
 * A card that has more pages than a message shows; `reader` is whom it was drawn for, where that is one person,
 * and `rights` their number at that time.
 */
export type PagedCard = { _id: string; card: SealedCard; reader?: Address; rights?: number; at: Date };

/** Days that the pages of a card can be turned. */
const keptDays = 60;

/** The paged cards of a chat, in a collection of its own. */
export function pagedCardModel(name: string, collection: string): (connection: Connection) => Model<PagedCard> {
  const schema = new Schema<PagedCard>(
    { _id: String, card: Schema.Types.Mixed, reader: String, rights: Number, at: Date },
    { collection, versionKey: false, minimize: false },
  );
  schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });
  return modelOf(name, schema);
}

/** The key that the pages of a card are kept under, worked out when there are pages. */
export function pagesKeyOf(card: SealedCard, reader: Address | undefined): () => string {
  let key: string | undefined;
  return () => {
    key ??= createHash('sha256')
      .update(JSON.stringify([card, reader]))
      .digest('base64url')
      .slice(0, 22);
    return key;
  };
}

/** Keeps cards that have more than one page, so that their buttons can turn them. */
export function createPages(rows: Model<PagedCard>, { clock, rights }: { clock: Clock; rights(): Promise<number> }) {
  return {
    async keep(_id: string, card: SealedCard, reader: Address | undefined): Promise<void> {
      const set = { card, reader, rights: await rights(), at: clock() };
      await rows.updateOne({ _id }, { $set: set }, { upsert: true });
    },
    /** A card for somebody who may read it; undefined when it is too old, another's, or was drawn for other rights. */
    async find(key: string, reader: Address): Promise<PagedCard | undefined> {
      const row = await rows.findById(key).lean();
      if (!row || row.reader === undefined) return row ?? undefined;
      return row.reader === reader && row.rights === (await rights()) ? row : undefined;
    },
  };
}
