import { keyName } from './bytes.ts';
import type { Entry, View, WritableView } from './view.ts';

/** A write that was kept: null marks a removed key. */
export interface Change {
  key: Buffer;
  value: Uint8Array | null;
}

/** Bytes of a key that name its keyspace. */
const KEYSPACE_BYTES = 4;

/** Writes kept in memory over a view that does not move: what a transaction sees before it commits. */
export class Overlay implements WritableView {
  readonly #base: View;
  /** By the names of their keys. */
  readonly changes = new Map<string, Change>();
  /** Names by keyspace, put in order when a range of it is read: most indexes that are written are never read. */
  readonly #names = new Map<string, SortedNames>();

  constructor(base: View) {
    this.#base = base;
  }

  get(key: Buffer): Buffer | undefined {
    const change = this.changes.get(keyName(key));
    if (change === undefined) return this.#base.get(key);
    return change.value === null ? undefined : Buffer.from(change.value);
  }

  peek(key: Buffer): Uint8Array | undefined {
    const change = this.changes.get(keyName(key));
    return change === undefined ? this.#base.peek(key) : (change.value ?? undefined);
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
      const { key, value } = this.changes.get(name) as Change;
      const before = this.#base.get(key) !== undefined;
      count += Number(value !== null) - Number(before);
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
    const { key, value } = this.changes.get(name) as Change;
    if (value) yield { key, value: Buffer.from(value) };
  }

  #change(key: Buffer, value: Uint8Array | null): void {
    const name = keyName(key);
    const before = this.changes.get(name);
    if (before) before.value = value;
    else {
      this.changes.set(name, { key, value });
      this.#namesOf(name.slice(0, KEYSPACE_BYTES)).add(name);
    }
  }

  #namesOf(keyspace: string): SortedNames {
    const names = this.#names.get(keyspace) ?? new SortedNames();
    this.#names.set(keyspace, names);
    return names;
  }

  /** The names from one to before another. Ranges of several keyspaces are not read. */
  #between(low: string, high: string): string[] {
    return this.#names.get(low.slice(0, KEYSPACE_BYTES))?.between(low, high) ?? [];
  }
}

/** Names that are sorted when somebody asks for some of them. */
class SortedNames {
  #sorted: string[] = [];
  #fresh: string[] = [];

  add(name: string): void {
    this.#fresh.push(name);
  }

  between(low: string, high: string): string[] {
    this.#sort();
    return this.#sorted.slice(this.#firstFrom(low), this.#firstFrom(high));
  }

  /** Few are put in their places; of many the whole is sorted anew. */
  #sort(): void {
    const fresh = this.#fresh;
    if (fresh.length === 0) return;
    this.#fresh = [];
    if (fresh.length > 8) this.#sorted = [...this.#sorted, ...fresh].sort(byBytes);
    else for (const name of fresh) this.#sorted.splice(this.#firstFrom(name), 0, name);
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

/** Names are one character a byte: strings in their own order are keys in theirs. */
const byBytes = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
