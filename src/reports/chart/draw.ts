import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { ChartSpec } from '../../chat/chart.ts';
import { drawingOf } from './kinds/index.ts';
import { legibleTexts } from './legible.ts';
import { paper } from './plugins.ts';
import { familyOf, fontSubsets, height as usual, weights, width } from './theme.ts';

// chartjs-node-canvas takes its canvas anew and puts back what was loaded before: without this, a hole that whoever walks
// through the loaded modules (fastify does) falls into.
createRequire(import.meta.url)('canvas');

/** Registers the fonts that come with the desk: without them Chinese would be empty boxes on a bare machine. */
function registerFonts(): void {
  const home = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'));
  for (const subset of fontSubsets) {
    if (GlobalFonts.has(familyOf(subset))) continue;
    for (const weight of weights) {
      const file = join(home, 'files', `noto-sans-sc-${subset}-${weight}-normal.woff2`);
      if (!GlobalFonts.registerFromPath(file, familyOf(subset))) throw new Error(`The font ${file} cannot be read.`);
    }
  }
}

registerFonts();
/** Each one loads chart.js anew, so there is one for all charts; `paper` gives each chart its height. */
const maker = new ChartJSNodeCanvas({ width, height: usual });

/** Draws a chart as a PNG, in this thread. */
export function draw(spec: ChartSpec): Uint8Array {
  const { config, height } = drawingOf(legibleTexts(spec));
  return maker.renderToBufferSync({ ...config, plugins: [paper(height), ...(config.plugins ?? [])] });
}
