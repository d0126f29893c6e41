import { Row } from '../bson/row.ts';
import { after, keyspace } from '../store/bytes.ts';
import type { CollectionInfo } from '../store/catalog.ts';
import type { View } from '../store/view.ts';

/** Every document of a collection, in the order of _id. */
export function* rowsOf(collection: CollectionInfo, view: View): Iterable<Row> {
  const prefix = keyspace(collection.number);
  for (const { key, value } of view.range(prefix, after(prefix))) yield new Row(value, undefined, key);
}
