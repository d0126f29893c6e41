import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countKeys } from '../../src/database/embedded/query/execute.ts';
import { inRanges } from '../../src/database/embedded/query/leap.ts';
import type { IndexScan, KeyRange } from '../../src/database/embedded/query/scan.ts';
import type { Entry, View } from '../../src/database/embedded/store/view.ts';

const key = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
};

/** A store of some keys, which counts the keys that it has to give and how often it is asked. */
function storeOf(numbers: readonly number[]) {
  const entries = [...new Set(numbers)]
    .sort((a, b) => a - b)
    .map((n): Entry => ({ key: key(n), value: Buffer.alloc(0) }));
  const seen = { asked: 0, given: 0 };
  const view: View = {
    get: () => undefined,
    peek: () => undefined,
    count: () => 0,
    *range(low, high) {
      seen.asked += 1;
      for (const entry of entries) {
        if (Buffer.compare(entry.key, low) < 0 || Buffer.compare(entry.key, high) >= 0) continue;
        seen.given += 1;
        yield entry;
      }
    },
  };
  return { view, seen };
}

/** Ranges that do not overlap, from the places where they begin and end. */
function rangesOf(edges: readonly number[]): KeyRange[] {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  return sorted.flatMap((low, i) =>
    i % 2 === 0 && i + 1 < sorted.length ? [{ low: key(low), high: key(sorted[i + 1] as number), offset: 0 }] : [],
  );
}

const numbersOf = (entries: Iterable<Entry>): number[] => [...entries].map(({ key: bytes }) => bytes.readUInt32BE(0));
const some = fc.array(fc.nat(300), { maxLength: 120 });

it('one walk over many ranges gives the keys of each range, in order and once', () => {
  fc.assert(
    fc.property(some, some, fc.boolean(), (numbers, edges, isTurned) => {
      const ranges = rangesOf(edges);
      const { view } = storeOf(numbers);
      const expected = ranges.flatMap(({ low, high }) => numbersOf(view.range(low, high)));
      expect(numbersOf(inRanges(view, isTurned ? ranges.toReversed() : ranges))).toEqual(expected);
    }),
  );
});

it('ten thousand ranges of which three have keys are asked for a few times', () => {
  const ranges = Array.from({ length: 10_000 }, (_, i) => ({ low: key(i * 10), high: key(i * 10 + 1), offset: 0 }));
  const { view, seen } = storeOf([20, 21, 22, 500, 90_000]);
  expect(numbersOf(inRanges(view, ranges))).toEqual([20, 500, 90_000]);
  expect(seen.asked).toBeLessThan(5);
});

it('many keys between two ranges are leapt over, not read', () => {
  const ranges = [
    { low: key(1), high: key(2), offset: 0 },
    { low: key(90_000), high: key(90_001), offset: 0 },
  ];
  const { view, seen } = storeOf([1, ...Array.from({ length: 5_000 }, (_, i) => i + 2), 90_000]);
  expect(numbersOf(inRanges(view, ranges))).toEqual([1, 90_000]);
  expect(seen.given).toBeLessThan(20);
});

it('what an index answers alone is counted in one walk over many ranges, up to a limit and as long as there is time', () => {
  const ranges = Array.from({ length: 5_000 }, (_, i) => ({ low: key(i * 10), high: key(i * 10 + 5), offset: 0 }));
  const plan = { kind: 'scan', ranges, exact: true, certain: true } as IndexScan;
  const { view, seen } = storeOf([20, 21, 22, 26, 500, 49_994]);
  const source = {
    view,
    tally: { keys: 0, documents: 0 },
    budget: { check: () => undefined },
    collection: {} as never,
  };
  expect(countKeys(source, plan, Number.POSITIVE_INFINITY)).toBe(5);
  expect(countKeys(source, plan, 2)).toBe(2);
  expect(source.tally.keys).toBe(7);
  expect(seen.asked).toBeLessThan(5);
  const full = storeOf(Array.from({ length: 1_000 }, (_, i) => i * 10));
  const check = () => {
    throw new Error('time is over');
  };
  expect(() => countKeys({ ...source, view: full.view, budget: { check } }, plan, 5_000)).toThrow('time is over');
});
