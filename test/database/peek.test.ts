import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { LmdbStore } from '../../src/database/embedded/store/lmdb.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-peek-'));
const store = new LmdbStore(folder);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = (n: number): Buffer => Buffer.from([0, 0, 0, 20, n >> 8, n & 0xff]);
/** Around the sizes at which the library takes another way. */
const sizes = [0, 1, 2, 100, 4_095, 4_096, 4_097, 65_535, 65_536, 65_537, 1_000_000, 5_000_000];
const bytesOf = (size: number, seed: number): Buffer => Buffer.alloc(size, `${seed}:${size};`);
const write = (seed: number) =>
  store.write((view) => {
    for (const [n, size] of sizes.entries()) view.put(key(n), bytesOf(size, seed));
  });

describe('a document that is looked at where it lies', () => {
  test('is the same, byte by byte, whatever its size, and whatever was looked at before', () => {
    write(1);
    for (const n of [...sizes.keys(), ...[...sizes.keys()].reverse()]) {
      const seen = store.peek(key(n));
      expect(seen?.byteLength).toBe(sizes[n]);
      expect(Buffer.compare(seen!, bytesOf(sizes[n]!, 1))).toBe(0);
      expect(Buffer.compare(store.get(key(n))!, bytesOf(sizes[n]!, 1))).toBe(0);
    }
    expect(store.peek(key(999))).toBeUndefined();
  });

  test('of a moment before is what it was then, also when it was overwritten since', () => {
    write(1);
    const before = store.snapshot();
    write(2);
    for (const [n, size] of sizes.entries()) {
      expect(Buffer.compare(before.peek(key(n))!, bytesOf(size, 1))).toBe(0);
      expect(Buffer.compare(store.peek(key(n))!, bytesOf(size, 2))).toBe(0);
    }
    before.release();
  });

  test('that the same write has just changed is the changed one', () => {
    store.write((view) => {
      view.put(key(3), bytesOf(77, 3));
      expect(Buffer.compare(view.peek(key(3))!, bytesOf(77, 3))).toBe(0);
      view.remove(key(4));
      expect(view.peek(key(4))).toBeUndefined();
    });
  });
});
