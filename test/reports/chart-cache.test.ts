import { describe, expect, test } from '@jest/globals';
import type { ChartSpec } from '../../src/chat/chart.ts';
import { cachedArtist, keyOf } from '../../src/reports/chart/cache.ts';

const spec = (title: string): ChartSpec => ({ kind: 'bars', title, locale: 'en', whole: true, items: [] });

/** An artist that draws when it is told to, pictures of 10 bytes, and remembers what was asked of it. */
function slowArtist(most?: number) {
  const asked: string[] = [];
  const open: { resolve(png: Uint8Array): void; reject(error: Error): void }[] = [];
  const artist = cachedArtist(
    {
      draw: ({ title }) =>
        new Promise((resolve, reject) => {
          asked.push(title);
          open.push({ resolve, reject });
        }),
      async close() {},
    },
    most,
  );
  const drawn = async (title: string) => {
    const before = asked.length;
    const png = artist.draw(spec(title));
    if (asked.length > before) open.at(-1)?.resolve(new Uint8Array(10));
    return png;
  };
  return { artist, asked, open, drawn };
}

describe('a chart is drawn once', () => {
  test('who asks again gets the same picture', async () => {
    const { asked, drawn } = slowArtist();
    expect(await drawn('a')).toBe(await drawn('a'));
    expect(asked).toEqual(['a']);
  });

  test('who asks while it is drawn waits for the same picture', async () => {
    const { artist, asked, open } = slowArtist();
    const both = [artist.draw(spec('a')), artist.draw(spec('a'))];
    open[0]?.resolve(new Uint8Array(10));
    const [one, other] = await Promise.all(both);
    expect(one).toBe(other);
    expect(asked).toEqual(['a']);
  });

  test('one that could not be drawn is tried again by the next who asks', async () => {
    const { artist, asked, open, drawn } = slowArtist();
    const failing = artist.draw(spec('a'));
    open[0]?.reject(new Error('no ink'));
    await expect(failing).rejects.toThrow('no ink');
    expect(await drawn('a')).toHaveLength(10);
    expect(asked).toEqual(['a', 'a']);
  });

  test('the pictures used last are kept, as many as there is room for', async () => {
    const { asked, drawn } = slowArtist(30);
    for (const title of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await drawn(title);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  test('a picture larger than the room is handed out and not kept', async () => {
    const { asked, drawn } = slowArtist(9);
    expect(await drawn('a')).toHaveLength(10);
    await drawn('a');
    expect(asked).toEqual(['a', 'a']);
  });
});

describe('what is the same chart', () => {
  const bar = { label: 'A', value: 1, text: '1' };

  test('the order of fields does not matter, that of bars does', () => {
    const some: ChartSpec = { ...spec('a'), kind: 'bars', items: [bar, { ...bar, label: 'B' }] };
    const { title, kind, ...rest } = some;
    expect(keyOf({ ...rest, kind, title } as ChartSpec)).toBe(keyOf(some));
    expect(keyOf({ ...some, items: some.items.toReversed() })).not.toBe(keyOf(some));
  });

  test('another figure, word or language is another chart', () => {
    const some: ChartSpec = { ...spec('a'), kind: 'bars', items: [bar] };
    const others: ChartSpec[] = [
      { ...some, items: [{ ...bar, value: 2 }] },
      { ...some, items: [{ ...bar, text: '2' }] },
      { ...some, locale: 'zh' },
      { ...some, darkening: true },
    ];
    expect(new Set([some, ...others].map(keyOf)).size).toBe(5);
  });
});
