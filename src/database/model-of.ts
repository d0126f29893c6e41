import type { Connection, Model, Schema } from 'mongoose';

/** The model of a schema on a connection, made when it is first asked for. */
export const modelOf =
  <T>(name: string, schema: Schema<T>) =>
  (connection: Connection): Model<T> =>
    (connection.models[name] as Model<T>) ?? connection.model<T>(name, schema);

/** Makes the collections and indexes of models that no migration knows: those of a chat that may not be connected. */
export async function prepareModels(
  connection: Connection,
  models: readonly ((connection: Connection) => Pick<Model<unknown>, 'createCollection' | 'createIndexes'>)[],
): Promise<void> {
  for (const model of models) {
    await model(connection).createCollection();
    await model(connection).createIndexes();
  }
}
