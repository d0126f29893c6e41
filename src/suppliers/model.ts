import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Supplier } from './supplier.ts';

const onTime = new Schema(
  { counted: Number, onTime: Number, leadDays: Number, asOf: String },
  { _id: false, strict: 'throw' },
);

const schema = new Schema<Supplier>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    name: { type: String, required: true },
    contacts: [new Schema({ name: String, phone: String, email: String }, { _id: false, strict: 'throw' })],
    leadTimeDays: Number,
    agreedRate: Number,
    notes: String,
    active: { type: Boolean, default: true },
    onTime,
    search: [String],
    importHash: String,
    sample: Boolean,
  },
  { timestamps: true, collection: 'suppliers', optimisticConcurrency: true, strict: 'throw' },
);
schema.index({ code: 1 }, { unique: true });
schema.index({ search: 1 });
schema.index({ name: 1 });
schema.index({ 'onTime.asOf': 1 });

/** The suppliers of a database connection. */
export const supplierModel = modelOf<Supplier>('Supplier', schema);
