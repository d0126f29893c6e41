import { keyBytes, keyName } from './bytes.ts';
import type { Entry, View, WritableView } from './view.ts';

/** Writes kept in memory over a view that does not move: what a transaction sees before it commits. */
export class Overlay implements WritableView {
  readonly #base: View;
  /** null marks a removed key. */
  readonly changes = new Map<string, Uint8Array | null>();
  readonly #sorted: string[] = [];

  constructor(base: View) {
    this.#base = base;
  }

  get(key: Buffer): Buffer | undefined {
    const change = this.changes.get(keyName(key));
    if (change === undefined) return this.#base.get(key);
    return change === null ? undefined : Buffer.from(change);
  }

  put(key: Buffer, value: Uint8Array): void {
    this.#change(key, value);
  }

  remove(key: Buffer): void {
    this.#change(key, null);
  }

  *range(low: Buffer, high: Buffer, reverse = false): Iterable<Entry> {
    const names = this.#between(keyName(low), keyName(high));
    if (names.length === 0) return yield* this.#base.range(low, high, reverse);
    if (reverse) names.reverse();
    yield* this.#merge(names, this.#base.range(low, high, reverse), reverse);
  }

  count(low: Buffer, high: Buffer, limit = Number.POSITIVE_INFINITY): number {
    let count = this.#base.count(low, high);
    for (const name of this.#between(keyName(low), keyName(high))) {
      const before = this.#base.get(keyBytes(name)) !== undefined;
      count += Number(this.changes.get(name) !== null) - Number(before);
    }
    return Math.min(count, limit);
  }

  *#merge(names: string[], entries: Iterable<Entry>, reverse: boolean): Iterable<Entry> {
    let next = 0;
    const isBefore = (name: string, other: string) => (reverse ? name > other : name < other);
    for (const entry of entries) {
      const current = keyName(entry.key);
      while (next < names.length && isBefore(names[next] as string, current)) yield* this.#own(names[next++] as string);
      if (names[next] === current) yield* this.#own(names[next++] as string);
      else yield entry;
    }
    while (next < names.length) yield* this.#own(names[next++] as string);
  }

  *#own(name: string): Iterable<Entry> {
    const value = this.changes.get(name);
    if (value) yield { key: keyBytes(name), value: Buffer.from(value) };
  }

  #change(key: Buffer, value: Uint8Array | null): void {
    const name = keyName(key);
    if (!this.changes.has(name)) this.#sorted.splice(this.#firstFrom(name), 0, name);
    this.changes.set(name, value);
  }

  #between(low: string, high: string): string[] {
    return this.#sorted.slice(this.#firstFrom(low), this.#firstFrom(high));
  }

  #firstFrom(name: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as string) < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
