import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditEntry } from './entry.ts';

const subject = new Schema({ kind: String, id: String }, { _id: false });

const schema = new Schema<AuditEntry>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    by: String,
    from: { type: String, required: true },
    action: { type: String, required: true },
    subject: { type: subject, required: true },
    before: Schema.Types.Mixed,
    after: Schema.Types.Mixed,
    refused: String,
    key: { type: String, required: true },
  },
  { collection: 'audit', strict: 'throw', versionKey: false, minimize: false },
);
schema.index({ key: 1 }, { unique: true });
schema.index({ 'subject.kind': 1, 'subject.id': 1, at: -1, _id: -1 });
schema.index({ by: 1, at: -1, _id: -1 });
schema.index({ at: -1, _id: -1 });

/** The audit trail of a database connection. */
export const auditModel = (connection: Connection): Model<AuditEntry> =>
  (connection.models.Audit as Model<AuditEntry>) ?? connection.model<AuditEntry>('Audit', schema);
