import { type Connection, type Model, Schema } from 'mongoose';
import type { Product } from './product.ts';

const schema = new Schema<Product>(
  {
    _id: { type: String, required: true },
    sku: { type: String, required: true },
    name: { type: String, required: true },
    spec: String,
    unit: { type: String, default: 'pcs' },
    category: String,
    price: { type: Number, required: true },
    floorPrice: Number,
    cost: Number,
    referencePrice: Number,
    onHand: { type: Number, default: 0 },
    reserved: { type: Number, default: 0 },
    waiting: Number,
    counted: Boolean,
    lowSince: Date,
    restockedAt: Date,
    reorderPoint: Number,
    leadTimeDays: Number,
    supplier: String,
    supplierId: String,
    suppliers: {
      type: [new Schema({ supplier: String, leadTimeDays: Number }, { _id: false, strict: 'throw' })],
      default: undefined,
    },
    onOrder: Number,
    moq: Number,
    search: [String],
    active: { type: Boolean, default: true },
    importHash: String,
    sample: Boolean,
  },
  { timestamps: true, collection: 'products', optimisticConcurrency: true, strict: 'throw' },
);
schema.index({ sku: 1 }, { unique: true });
schema.index({ search: 1 });
schema.index({ counted: 1, waiting: 1 });
schema.index({ lowSince: 1 });
schema.index({ supplierId: 1, sku: 1 });
schema.index({ 'suppliers.supplier': 1, sku: 1 });
schema.index({ restockedAt: 1 });

/** The products of a database connection. */
export const productModel = (connection: Connection): Model<Product> =>
  (connection.models.Product as Model<Product>) ?? connection.model<Product>('Product', schema);
