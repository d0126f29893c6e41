import { createCanvas } from '@napi-rs/canvas';
import { fontText } from './theme.ts';

/** What measures a text. */
export type Measure = (text: string) => number;

const pen = createCanvas(1, 1).getContext('2d');

/** Measures texts of a size, in logical pixels. The fonts of the theme must be registered. */
export const measureOf =
  (size: number, weight: 400 | 700 = 400): Measure =>
  (text) => {
    pen.font = fontText(size, weight);
    return pen.measureText(text).width;
  };

/** Cuts a text to a width in pixels, with `…` where something is missing. */
export function cutTo(measure: Measure, text: string, width: number): string {
  if (measure(text) <= width) return text;
  const signs = [...text];
  const short = (length: number) => `${signs.slice(0, length).join('').trimEnd()}…`;
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(short(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return short(low);
}

/** Where a line may end: after a blank, a dash or a slash, and after any Chinese sign. */
const pieces = /[^\s\-–/\u2e80-\uffef]*(?:[\s\-–/]+|[\u2e80-\uffef]|$)/gu;

/** A text in so many lines of a width at most; what does not fit is cut, with `…`. */
export function linesOf(measure: Measure, text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(pieces) ?? []) {
    const isLast = lines.length === most - 1;
    if (line && !isLast && measure((line + piece).trimEnd()) > width) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  return [...lines, line].map((one) => cutTo(measure, one.trim(), width));
}
