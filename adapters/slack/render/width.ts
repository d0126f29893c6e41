const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Letters that a monospaced font draws two columns wide: East Asian wide and full-width ones, and pictures. */
const wide =
  /^(?:[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)/u;
/** Letters that take no column of their own. */
const joined = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const widthOfLetter = (letter: string): number => (joined.test(letter) ? 0 : wide.test(letter) ? 2 : 1);

const isPlain = (text: string): boolean => /^[\x20-\x7E]*$/.test(text);

/** How many columns a text takes in a monospaced font. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfLetter(segment);
  return width;
}

/** A text filled up with blanks to a width. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
}
