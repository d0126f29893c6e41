import { expect, it } from '@jest/globals';
import { forgetSharedReads, sharedRead, withSharedReads } from '../src/shared-reads.ts';

/** A read that counts how often the database is asked; like a query, it asks each time that somebody waits for it. */
function counted() {
  let asked = 0;
  const query: PromiseLike<number> = {
    // biome-ignore lint/suspicious/noThenProperty: a query of mongoose is just that.
    then(done, failed) {
      asked += 1;
      return Promise.resolve(asked).then(done, failed);
    },
  };
  return { read: sharedRead(() => query), asked: () => asked };
}

it('a request asks once, however often and however parallel its parts read', async () => {
  const { read, asked } = counted();
  const seen = await withSharedReads(async () => [...(await Promise.all([read(), read()])), await read()]);
  expect(seen).toEqual([1, 1, 1]);
  expect(asked()).toBe(1);
});

it('the next request, and whoever reads outside of one, asks anew', async () => {
  const { read } = counted();
  expect(await withSharedReads(read)).toBe(1);
  expect(await withSharedReads(read)).toBe(2);
  expect(await read()).toBe(3);
});

it('a request that changed something reads anew', async () => {
  const { read } = counted();
  const seen = await withSharedReads(async () => {
    const before = await read();
    forgetSharedReads();
    return [before, await read()];
  });
  expect(seen).toEqual([1, 2]);
});

it('two requests at once share nothing', async () => {
  const { read } = counted();
  expect(await Promise.all([withSharedReads(read), withSharedReads(read)])).toEqual([1, 2]);
});

it('a read that failed is asked again', async () => {
  let tries = 0;
  const read = sharedRead(async () => {
    tries += 1;
    if (tries === 1) throw new Error('away');
    return tries;
  });
  const second = await withSharedReads(async () => {
    await read().catch(() => undefined);
    return read();
  });
  expect(second).toBe(2);
});
