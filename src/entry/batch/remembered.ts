import { createHash } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { modelOf } from '../../database/model-of.ts';

/** What somebody said the columns of a header line are. */
type Remembered = { _id: string; member: string; columns: Record<string, number>; at: Date };

/** Days after its last use that it is forgotten. */
const keptDays = 400;

const schema = new Schema<Remembered>(
  { _id: String, member: String, columns: Schema.Types.Mixed, at: Date },
  { collection: 'import_columns', strict: 'throw', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const rememberedModel = modelOf('ImportColumns', schema);

const keyOf = (member: string, header: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([member, ...header.map((h) => h.trim())]))
    .digest('base64url');

/** Remembers for each person what the columns of a header line are, so that the next file of that kind is read at once. */
export function createRemembered(connection: Connection) {
  const rows = rememberedModel(connection);
  return {
    async of(member: string, header: readonly string[]): Promise<Record<string, number> | undefined> {
      return (await rows.findById(keyOf(member, header)).lean<Remembered>())?.columns;
    },
    async keep(member: string, header: readonly string[], columns: Record<string, number>, at: Date): Promise<void> {
      await rows.updateOne({ _id: keyOf(member, header) }, { $set: { member, columns, at } }, { upsert: true });
    },
  };
}
export type RememberedColumns = ReturnType<typeof createRemembered>;
