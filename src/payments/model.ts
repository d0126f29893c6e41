import { type Connection, type Model, Schema } from 'mongoose';
import type { Payment } from './payment.ts';

const schema = new Schema<Payment>(
  {
    _id: { type: String, required: true },
    customer: { type: String, required: true },
    order: String,
    amount: { type: Number, required: true },
    currency: { type: String, required: true },
    paidAt: { type: String, required: true },
    reference: String,
    key: { type: String, required: true },
    applied: {
      type: [new Schema({ order: String, amount: Number }, { _id: false })],
      default: undefined,
    },
    free: Number,
    refunded: Number,
    history: Boolean,
    reverses: String,
    reversedBy: String,
    reason: String,
    deed: String,
    recordedBy: String,
    imported: Boolean,
    sample: Boolean,
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'payments', strict: 'throw' },
);
schema.index({ key: 1 }, { unique: true });
schema.index({ order: 1 });
schema.index({ customer: 1, paidAt: 1 });
schema.index({ paidAt: 1 });
// Few rows have money that is on no order, a reference that is looked for, or parts on other orders.
schema.index({ customer: 1, free: 1 }, { partialFilterExpression: { free: { $exists: true } } });
schema.index({ reference: 1 }, { partialFilterExpression: { reference: { $gt: '' } } });
schema.index({ 'applied.order': 1 }, { partialFilterExpression: { 'applied.order': { $gt: '' } } });

/** The payments of a database connection. */
export const paymentModel = (connection: Connection): Model<Payment> =>
  (connection.models.Payment as Model<Payment>) ?? connection.model<Payment>('Payment', schema);
