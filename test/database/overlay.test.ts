import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, join, keyName, keyspace } from '../../src/database/embedded/store/bytes.ts';
import { Overlay } from '../../src/database/embedded/store/overlay.ts';
import type { Entry, WritableView } from '../../src/database/embedded/store/view.ts';

/** A sorted map of keys, by their names: what the overlay should look like. */
class Model implements WritableView {
  readonly #values: Map<string, Buffer>;

  constructor(values: Iterable<readonly [string, Buffer]> = []) {
    this.#values = new Map(values);
  }

  copy(): Model {
    return new Model(this.#values);
  }

  put(key: Buffer, value: Buffer): void {
    this.#values.set(keyName(key), value);
  }

  remove(key: Buffer): void {
    this.#values.delete(keyName(key));
  }

  get(key: Buffer): Buffer | undefined {
    return this.#values.get(keyName(key));
  }

  peek(key: Buffer): Buffer | undefined {
    return this.get(key);
  }

  range(low: Buffer, high: Buffer, reverse = false): Entry[] {
    const entries = [...this.#values]
      .map(([name, value]): Entry => ({ key: Buffer.from(name, 'latin1'), value }))
      .filter(({ key }) => Buffer.compare(low, key) <= 0 && Buffer.compare(key, high) < 0)
      .sort((left, right) => Buffer.compare(left.key, right.key));
    return reverse ? entries.reverse() : entries;
  }

  count(low: Buffer, high: Buffer, limit = Number.POSITIVE_INFINITY): number {
    return Math.min(this.range(low, high).length, limit);
  }
}

/** Few bytes, so that keys meet; high ones, of which signed bytes and texts would be sorted otherwise. */
const bytes = fc
  .array(fc.constantFrom(0x00, 0x01, 0x61, 0x7f, 0x80, 0xe9, 0xff), { maxLength: 3 })
  .map((some) => Buffer.from(some));
const number = fc.constantFrom(16, 17, 0x80, 0xff, 0x100);
const key = fc.tuple(number, bytes).map(([of, rest]) => join(of, rest));
const value = fc.nat(255).map((byte) => Buffer.from([byte]));
const write = fc.record({ key, value: fc.option(value) });

/** A stretch of one keyspace, sometimes turned around, or all keys that begin alike. */
const stretch = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(number, bytes, bytes).map(([of, from, to]) => [join(of, from), join(of, to)]) },
  { weight: 2, arbitrary: fc.tuple(number, bytes).map(([of, from]) => [join(of, from), after(join(of, from))]) },
  { weight: 1, arbitrary: number.map((of) => [keyspace(of), after(keyspace(of))]) },
) as fc.Arbitrary<[Buffer, Buffer]>;
const limit = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });

const shown = (entries: Iterable<Entry>): string[] =>
  [...entries].map(({ key: one, value: held }) => `${one.toString('hex')}=${held.toString('hex')}`);

const stored = fc.array(fc.tuple(key, value), { maxLength: 60 });
const step = fc.record({ writes: fc.array(write, { maxLength: 25 }), asked: key, within: stretch, most: limit });

it('a transaction sees its writes as if they had been made: each key, each stretch both ways, each count', () => {
  fc.assert(
    fc.property(stored, fc.array(step, { minLength: 1, maxLength: 8 }), (before, steps) => {
      const base = new Model(before.map(([one, held]) => [keyName(one), held]));
      const [overlay, model] = [new Overlay(base), base.copy()];
      for (const { writes, asked, within, most } of steps) {
        for (const one of writes) for (const each of [overlay, model]) apply(each, one);
        for (const one of [asked, ...writes.map((made) => made.key)]) {
          expect(overlay.get(one)).toEqual(model.get(one));
          expect(overlay.peek(one)).toEqual(model.get(one));
        }
        expect(shown(overlay.range(...within))).toEqual(shown(model.range(...within)));
        expect(shown(overlay.range(...within, true))).toEqual(shown(model.range(...within, true)));
        expect(overlay.count(...within, most)).toBe(model.count(...within, most));
      }
    }),
    { numRuns: process.env.SOAK ? 20_000 : 500 },
  );
});

function apply(to: WritableView, { key: one, value: held }: { key: Buffer; value: Buffer | null }): void {
  if (held) to.put(one, held);
  else to.remove(one);
}
