import { createCanvas } from '@napi-rs/canvas';
import { family } from './theme.ts';

/** Ink this far behind a letter of 100 pixels is an accent gone astray. */
const astray = 10;

const seen = new Map<string, string>();

/**
 * A letter with an accent that the fonts have not is put together by the canvas with the accent behind it; it is drawn
 * without the accent then. Latin beyond what Western Europe writes; the alternative text keeps the name as it is.
 */
export const legible = (text: string): string =>
  text.normalize('NFC').replace(/[\u0100-\u024f\u1e00-\u1eff]/gu, (letter) => {
    const known = seen.get(letter);
    if (known !== undefined) return known;
    const drawn = drawable(letter);
    seen.set(letter, drawn);
    return drawn;
  });

function drawable(letter: string): string {
  const [base = letter] = letter.normalize('NFD');
  const pen = createCanvas(1, 1).getContext('2d');
  pen.font = `100px ${family}`;
  const { width, actualBoundingBoxRight } = pen.measureText(letter);
  return actualBoundingBoxRight > width + astray ? base : letter;
}

/** The same plain data with every text made legible. */
export function legibleTexts<T>(data: T): T {
  if (typeof data === 'string') return legible(data) as T;
  if (Array.isArray(data)) return data.map(legibleTexts) as T;
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, legibleTexts(value)])) as T;
}
