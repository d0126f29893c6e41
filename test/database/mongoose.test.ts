import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection, Schema } from 'mongoose';

const item = new Schema({ sku: String, quantity: Number });
const orderSchema = new Schema(
  {
    number: { type: String, unique: true },
    customer: { type: Schema.Types.ObjectId, ref: 'Customer' },
    items: [item],
    total: Number,
    tags: [String],
    extra: Schema.Types.Mixed,
  },
  { timestamps: true, optimisticConcurrency: true },
);
orderSchema.index({ customer: 1, total: -1 });

describe('mongoose on the database', () => {
  let connection: Connection;
  const models = () => ({
    Order: connection.model('Order', orderSchema),
    Customer: connection.model('Customer', customerSchema),
  });
  const customerSchema = new Schema({ name: String });

  beforeAll(async () => {
    const options = { dbName: 'embedded_mongoose' };
    connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI as string, options).asPromise();
    await connection.dropDatabase();
    await Promise.all(Object.values(models()).map((model) => model.init()));
  });
  afterAll(() => connection.close());

  it('creates, saves with a version key, and refuses to save over another save', async () => {
    const { Order } = models();
    const order = await Order.create({ number: 'SO-1', total: 5, items: [{ sku: 'A', quantity: 1 }] });
    const other = await Order.findById(order._id).orFail();
    order.total = 6;
    await order.save();
    expect(order.__v).toBe(1);
    other.total = 7;
    await expect(other.save()).rejects.toThrow(/No matching document found|version/);
  });

  it('populates a reference', async () => {
    const { Order, Customer } = models();
    const customer = await Customer.create({ name: 'Ada' });
    await Order.create({ number: 'SO-2', customer: customer._id });
    const found = await Order.findOne({ number: 'SO-2' }).populate<{ customer: { name: string } }>('customer').orFail();
    expect(found.customer.name).toBe('Ada');
  });

  it('keeps what was not changed as it was, types included', async () => {
    const { Order } = models();
    const { Long, Double, Decimal128, Binary } = mongoose.mongo;
    const extra = {
      long: Long.fromString('9007199254740993'),
      double: new Double(5),
      decimal: Decimal128.fromString('1.10'),
      bytes: new Binary(Buffer.from([1, 255])),
    };
    await Order.collection.insertOne({ number: 'SO-3', extra });
    await Order.updateOne({ number: 'SO-3' }, { $set: { total: 1 } });
    const options = { promoteValues: false, promoteBuffers: false };
    const [found] = await Order.collection.find({ number: 'SO-3' }, options).toArray();
    expect(found?.extra.long.toString()).toBe('9007199254740993');
    expect(found?.extra.double).toBeInstanceOf(Double);
    expect(found?.extra.decimal.toString()).toBe('1.10');
    expect(Buffer.from(found?.extra.bytes.buffer)).toEqual(Buffer.from([1, 255]));
  });

  it('refuses to calculate with what it would get wrong', async () => {
    const { Order } = models();
    const { Decimal128 } = mongoose.mongo;
    await Order.collection.insertOne({ number: 'SO-4', extra: Decimal128.fromString('1.5') });
    if (process.env.MONGODB_URI) return;
    await expect(Order.collection.updateOne({ number: 'SO-4' }, { $inc: { extra: 1 } })).rejects.toThrow(/Decimal128/);
    const sum = Order.aggregate([{ $match: { number: 'SO-4' } }, { $group: { _id: null, sum: { $sum: '$extra' } } }]);
    await expect(sum.exec()).rejects.toThrow(/Decimal128/);
  });

  it('says which value is a duplicate', async () => {
    const { Order } = models();
    const duplicate = Order.create([{ number: 'SO-1' }]);
    await expect(duplicate).rejects.toMatchObject({
      code: 11000,
      keyPattern: { number: 1 },
      keyValue: { number: 'SO-1' },
    });
  });

  it('reads thousands of documents through one cursor, in batches', async () => {
    const { Order } = models();
    await Order.insertMany(Array.from({ length: 2_500 }, (_, i) => ({ number: `B-${i}`, total: i, tags: ['bulk'] })));
    let [count, last] = [0, -1];
    for await (const { total } of Order.find({ tags: 'bulk' }).sort({ total: 1 }).batchSize(300).lean().cursor()) {
      expect(total).toBe(last + 1);
      last = total as number;
      count++;
    }
    expect(count).toBe(2_500);
  });

  it('updates the element of an array that a filter found, or those that array filters choose', async () => {
    const { Order } = models();
    const items = ['A', 'B', 'B'].map((sku, i) => ({ sku, quantity: i + 1 }));
    await Order.create({ number: 'SO-5', items });
    await Order.updateOne({ number: 'SO-5', 'items.sku': 'B' }, { $inc: { 'items.$.quantity': 10 } });
    const arrayFilters = [{ 'one.quantity': { $lt: 5 } }];
    await Order.updateOne({ number: 'SO-5' }, { $set: { 'items.$[one].sku': 'small' } }, { arrayFilters });
    const found = await Order.findOne({ number: 'SO-5' }).lean().orFail();
    expect(found.items.map(({ sku, quantity }) => `${sku}${quantity}`)).toEqual(['small1', 'B12', 'small3']);
  });

  it('looks up, facets and groups', async () => {
    const { Order } = models();
    const [row] = await Order.aggregate([
      { $match: { number: 'SO-2' } },
      { $lookup: { from: 'customers', localField: 'customer', foreignField: '_id', as: 'who' } },
      { $facet: { names: [{ $unwind: '$who' }, { $project: { _id: 0, name: '$who.name' } }], n: [{ $count: 'n' }] } },
    ]);
    expect(row).toEqual({ names: [{ name: 'Ada' }], n: [{ n: 1 }] });
  });
});
