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

/** The payments of a database connection. */
export const paymentModel = (connection: Connection): Model<Payment> =>
  (connection.models.Payment as Model<Payment>) ?? connection.model<Payment>('Payment', schema);
