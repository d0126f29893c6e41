import { createHash } from 'node:crypto';
import type { ChartSpec } from '../../chat/chart.ts';
import type { Artist } from './artist.ts';
import { look } from './theme.ts';

/** Bytes of pictures that are kept: about two hundred charts. */
const mostBytes = 16 * 2 ** 20;

/** The same for the same picture: a hash of the spec, whatever the order of its fields, and of the look. */
export const keyOf = (spec: ChartSpec): string =>
  createHash('sha256')
    .update(JSON.stringify([look, spec], (_, value: unknown) => (isFields(value) ? sorted(value) : value)))
    .digest('base64');

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sorted = (fields: object) => Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * An artist that draws the same spec once: who asks while it is drawn waits for the same picture, and the pictures used last
 * are kept, up to `most` bytes. A drawing that failed is tried again by the next who asks.
 */
export function cachedArtist(artist: Artist, most: number = mostBytes): Artist {
  const drawing = new Map<string, Promise<Uint8Array>>();
  /** In the order of their last use. */
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;

  function keep(key: string, png: Uint8Array): void {
    kept.set(key, png);
    bytes += png.byteLength;
    for (const [oldest, one] of kept) {
      if (bytes <= most) return;
      kept.delete(oldest);
      bytes -= one.byteLength;
    }
  }

  async function drawn(key: string, spec: ChartSpec): Promise<Uint8Array> {
    try {
      const png = await artist.draw(spec);
      keep(key, png);
      return png;
    } finally {
      drawing.delete(key);
    }
  }

  return {
    async draw(spec) {
      const key = keyOf(spec);
      const png = kept.get(key);
      if (png) {
        kept.delete(key);
        kept.set(key, png);
        return png;
      }
      const running = drawing.get(key) ?? drawn(key, spec);
      drawing.set(key, running);
      return running;
    },
    close: () => artist.close(),
  };
}
