import { type Connection, type Model, Schema } from 'mongoose';

/** The one stored document: what was chosen; what was not has its default. */
export type StoredSettings = { _id: string; version: number; values: Record<string, unknown> };

const schema = new Schema<StoredSettings>(
  { _id: String, version: { type: Number, required: true }, values: { type: Schema.Types.Mixed, required: true } },
  { collection: 'settings', strict: 'throw', versionKey: false, minimize: false },
);

/** The settings of a database connection. */
export const settingsModel = (connection: Connection): Model<StoredSettings> =>
  (connection.models.Settings as Model<StoredSettings>) ?? connection.model<StoredSettings>('Settings', schema);
