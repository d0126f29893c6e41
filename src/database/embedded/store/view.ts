/** What a reader sees of the store: sorted keys with values, at one moment. */

export interface Entry {
  key: Buffer;
  value: Buffer;
}

export interface View {
  get(key: Buffer): Buffer | undefined;
  /** The same, but good only until something else is read: most documents that a scan tests are not wanted, nor worth a copy. */
  peek(key: Buffer): Uint8Array | undefined;
  /** Entries from `low` (included) to `high` (excluded), backwards when `reverse`. */
  range(low: Buffer, high: Buffer, reverse?: boolean): Iterable<Entry>;
  /** How many keys are from `low` to `high`; stops at `limit`. */
  count(low: Buffer, high: Buffer, limit?: number): number;
}

export interface WritableView extends View {
  put(key: Buffer, value: Uint8Array): void;
  remove(key: Buffer): void;
}
