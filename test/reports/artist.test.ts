import { afterEach, describe, expect, test } from '@jest/globals';
import type { ChartSpec } from '../../src/chat/chart.ts';
import { type Artist, threadArtist } from '../../src/reports/chart/artist.ts';

/** A drawing thread whose program is given: `title` says what it should do. */
const thread = (program: string): Artist =>
  threadArtist(
    new URL(`data:text/javascript,import { parentPort } from 'node:worker_threads';${encodeURIComponent(program)}`),
  );

const echo = thread(`
  parentPort.on('message', ({ id, spec }) => {
    if (spec.title === 'die') process.exit(3);
    if (spec.title === 'fail') parentPort.postMessage({ id, error: 'no ink' });
    else if (spec.title !== 'silence') parentPort.postMessage({ id, png: new TextEncoder().encode(spec.title) });
  });`);

const asked = (title: string): ChartSpec => ({ kind: 'bars', title, locale: 'en', whole: true, items: [] });
const drawn = async (title: string) => new TextDecoder().decode(await echo.draw(asked(title)));

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

  test('a thread that dies fails what it was drawing, and the next chart has a new thread', async () => {
    await expect(drawn('die')).rejects.toThrow('The drawing thread ended.');
    expect(await drawn('again')).toBe('again');
  });

  test('closing fails what is still waiting instead of leaving it hanging', async () => {
    const waiting = drawn('silence');
    await Promise.all([expect(waiting).rejects.toThrow('The drawing thread ended.'), echo.close()]);
  });
});
