import type { ChartSpec } from '../../chat/chart.ts';
import { cachedArtist } from './cache.ts';
import { restWhileBusy } from './rest.ts';
import { threadArtist } from './thread.ts';

/** Draws a chart as a PNG; who gets it shares it with others, and must not change it. */
export type DrawChart = (spec: ChartSpec) => Promise<Uint8Array>;

/** Who draws charts. `close` ends the drawing thread. */
export type Artist = { draw: DrawChart; close(): Promise<void> };

/** Only what was built can be run by a thread; sources (under test) draw in place. */
const built = import.meta.url.endsWith('.js');

/**
 * Draws each chart once, in a thread of its own, so that chat never waits; canvas and fonts are loaded at the first chart.
 */
export const createArtist = (): Artist =>
  cachedArtist(built ? threadArtist(new URL('./worker.js', import.meta.url), undefined, restWhileBusy()) : inPlace());

function inPlace(): Artist {
  return {
    async draw(spec) {
      return (await import('./draw.ts')).draw(spec);
    },
    async close() {},
  };
}
