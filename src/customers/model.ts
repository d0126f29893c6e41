import { type Connection, type Model, Schema } from 'mongoose';
import type { Customer } from './customer.ts';

const schema = new Schema<Customer>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    name: { type: String, required: true },
    industry: String,
    tier: String,
    region: String,
    address: String,
    contacts: [new Schema({ name: String, phone: String, email: String }, { _id: false })],
    owner: String,
    team: String,
    creditLimit: Number,
    paymentDays: { type: Number, default: 30 },
    search: [String],
    mergedInto: String,
    mergedAt: Date,
    mergingUntil: Date,
    mergeLookedAt: Date,
    firstApprovedAt: String,
    creditTurn: Number,
    importHash: String,
    sample: Boolean,
  },
  { timestamps: true, collection: 'customers', optimisticConcurrency: true, strict: 'throw' },
);
schema.index({ code: 1 }, { unique: true });
schema.index({ search: 1 });
// For those who see their own or their teams' only: as many keys are read as they have, not as others have.
schema.index({ owner: 1, search: 1 });
schema.index({ team: 1, search: 1 });
schema.index({ owner: 1, name: 1 });
schema.index({ team: 1, name: 1 });
schema.index({ name: 1 });
schema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $gt: '' } } });
schema.index({ mergingUntil: 1 });

/** The customers of a database connection. */
export const customerModel = (connection: Connection): Model<Customer> =>
  (connection.models.Customer as Model<Customer>) ?? connection.model<Customer>('Customer', schema);
