/** Letters that a monospaced font draws two columns wide: East Asian wide and full-width ones, and pictures. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|(?!\p{RI})\p{Emoji_Presentation}/u;
/** Signs that take no column of their own. */
const joined = /[\p{Mn}\p{Me}\p{Cf}\p{Emoji_Modifier}]/u;
const joiner = '\u200D';
/** Asks for a picture in place of the letter before it. */
const asPicture = '\uFE0F';

const widthOfSign = (sign: string): number => (joined.test(sign) ? 0 : wide.test(sign) ? 2 : 1);

/** How many columns a text takes in a monospaced font. A flag is two letters of one column. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  let before = '';
  for (const sign of text) {
    if (sign === asPicture) width += widthOfSign(before) === 1 ? 1 : 0;
    else if (before !== joiner) width += widthOfSign(sign);
    before = sign;
  }
  return width;
}

/** A text filled up with blanks to a width. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
}
