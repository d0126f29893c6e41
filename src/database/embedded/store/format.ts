import { join, KEYSPACE } from './bytes.ts';
import type { LmdbStore } from './lmdb.ts';
import type { WritableView } from './view.ts';

/** The number of the storage format this program writes. Add a step to MIGRATIONS with every change of it. */
export const FORMAT = 1;

type Migration = (view: WritableView) => void;

/** `MIGRATIONS[n]` turns format n into n + 1, inside one LMDB transaction. */
const MIGRATIONS: Record<number, Migration> = {};

const KEY = join(KEYSPACE.meta, Buffer.from('format'));

/** Marks a new store, brings an older one up to date, and refuses one written by a newer program. */
export function prepareFormat(store: LmdbStore, wanted = FORMAT, migrations = MIGRATIONS): void {
  const found = store.get(KEY)?.readUInt32BE(0);
  if (found === wanted) return;
  if (found !== undefined && found > wanted) {
    throw new Error(
      `The data folder has storage format ${found}, this program knows ${wanted}. Use the newer program, or another folder.`,
    );
  }
  store.write((view) => {
    for (let format = found ?? wanted; format < wanted; format++) migrations[format]?.(view);
    view.put(KEY, number(wanted));
  });
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
