import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { ChartSpec } from '../../src/chat/chart.ts';
import type { Artist } from '../../src/reports/chart/artist.ts';
import { type Limit, threadArtist } from '../../src/reports/chart/thread.ts';

/** Time that passes when the test says so: `expire` ends the time of the chart that is being drawn. */
function handLimit(): { limit: Limit; expire(): void } {
  let end = () => {};
  const limit: Limit = (expired) => {
    end = expired;
    return () => {
      end = () => {};
    };
  };
  return { limit, expire: () => end() };
}

/** A drawing thread whose program is given: `title` says what it should do. */
const program = (text: string): URL =>
  new URL(`data:text/javascript,import { parentPort } from 'node:worker_threads';${encodeURIComponent(text)}`);

const echoing = program(`
  parentPort.on('message', ({ id, spec }) => {
    if (spec.title === 'die') process.exit(3);
    if (spec.title === 'throw') throw new Error('ink everywhere');
    if (spec.title === 'hang') for (;;);
    if (spec.title === 'fail') parentPort.postMessage({ id, error: 'no ink' });
    else if (spec.title !== 'silence') parentPort.postMessage({ id, png: new TextEncoder().encode(spec.title) });
  });`);
const hand = handLimit();
const echo = threadArtist(echoing, hand.limit);

const asked = (title: string): ChartSpec => ({ kind: 'bars', title, locale: 'en', whole: true, items: [] });
const drawnBy = async (artist: Artist, title: string) => new TextDecoder().decode(await artist.draw(asked(title)));
const drawn = (title: string) => drawnBy(echo, title);

afterEach(() => echo.close());

describe('charts are drawn beside the desk, in a thread of their own', () => {
  test('each asker gets the own chart', async () => {
    const titles = ['a', 'b', 'c', 'd'];
    expect(await Promise.all(titles.map(drawn))).toEqual(titles);
  });

  test('a chart that cannot be drawn fails alone', async () => {
    const [bad, good] = await Promise.allSettled([drawn('fail'), drawn('ok')]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'no ink' } });
    expect(good).toMatchObject({ status: 'fulfilled', value: 'ok' });
  });

  test.each(['die', 'throw'])(
    'a chart that ends the thread (%s) fails alone: the others have a new one',
    async (end) => {
      const all = await Promise.allSettled([drawn('before'), drawn(end), drawn('after'), drawn('last')]);
      expect(all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
        'before',
        'The drawing thread ended.',
        'after',
        'last',
      ]);
    },
  );

  test('a chart that hangs has its time and fails alone', async () => {
    await drawn('before');
    const hanging = drawn('hang');
    const after = drawn('after');
    hand.expire();
    await expect(hanging).rejects.toThrow('took too long');
    expect(await after).toBe('after');
  });

  test('closing fails what is still waiting instead of leaving it hanging', async () => {
    const waiting = [drawn('silence'), drawn('behind')];
    const failed = waiting.map((one) => expect(one).rejects.toThrow('The drawing thread ended.'));
    await Promise.all([...failed, echo.close()]);
  });
});

describe('a thread that rests', () => {
  test('rests after each chart that it drew, and not after one that failed', async () => {
    const took: number[] = [];
    const artist = threadArtist(echoing, hand.limit, () => (ms) => {
      took.push(ms);
      return 1;
    });
    const titles = ['a', 'b', 'die', 'c'];
    const all = await Promise.allSettled(titles.map((title) => drawnBy(artist, title)));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await drawnBy(artist, 'alone')).toBe('alone');
    expect(took).toHaveLength(4);
    expect(took.every((ms) => ms > 0)).toBe(true);
    await artist.close();
  });

  test('begins no chart before its rest is over', async () => {
    let isOver = false;
    const artist = threadArtist(echoing, hand.limit, () => () => {
      setTimeout(() => {
        isOver = true;
      }, 40);
      return 50;
    });
    await drawnBy(artist, 'first');
    expect(isOver).toBe(false);
    await drawnBy(artist, 'second');
    expect(isOver).toBe(true);
    await artist.close();
  });

  test('that is closed while it rests fails what waits, and draws again when it is asked', async () => {
    const artist = threadArtist(echoing, hand.limit, () => () => 3_600_000);
    const [first, second] = [drawnBy(artist, 'first'), drawnBy(artist, 'second')];
    expect(await first).toBe('first');
    const failed = expect(second).rejects.toThrow('The drawing thread ended.');
    await artist.close();
    await failed;
    expect(await drawnBy(artist, 'again')).toBe('again');
    await artist.close();
  });
});

describe('the thread that the desk runs', () => {
  const { limit, expire } = handLimit();
  const artist: Artist = threadArtist(new URL('../../dist/src/reports/chart/worker.js', import.meta.url), limit);
  afterAll(() => artist.close());
  const trend = (...values: number[]): ChartSpec => ({
    ...{ kind: 'trend', title: '金额', locale: 'zh', whole: false, name: '2026' },
    ...{ labels: values.map(String), values, texts: values.map(String) },
  });

  test('draws PNGs, and goes on after a chart that chart.js never finishes', async () => {
    const first = await artist.draw(trend(1, 2));
    expect(Buffer.from(first).subarray(1, 4).toString()).toBe('PNG');
    const endless = artist.draw(trend(-1e308, 1));
    const next = artist.draw(trend(3));
    expire();
    await expect(endless).rejects.toThrow('took too long');
    expect((await next).length).toBeGreaterThan(1_000);
  });
});
