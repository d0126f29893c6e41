import type { Collection, Document } from 'mongodb';
import type { Model } from 'mongoose';

/**
 * The driver's own collection of a model, for the few reads and writes that every request makes: mongoose's casting and
 * hooks cost more there than the database does. What is written must have its final types, and nothing undefined.
 */
export const native = <T>(model: Model<T>): Collection<T & Document> =>
  model.collection as unknown as Collection<T & Document>;
