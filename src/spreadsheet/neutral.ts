/**
 * What a spreadsheet may take for a formula: the signs one begins with, also full-width as Chinese keyboards type them, and
 * white space that is skipped in front of one; behind signs that cannot be seen and may get lost on the way.
 */
const dangerous = /^[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]*[=+\-@＝＋－＠\t\r\n]/u;
const number = /^-?\d+(?:\.\d+)?$/;

/** A text that a spreadsheet may run as a formula gets an apostrophe in front; `bare` takes it away when a file comes back. */
export const neutral = (text: string): string => (dangerous.test(text) ? `'${text}` : text);

/** The same for a cell of which nobody knows whether it is a text: numbers are left alone. */
export const neutralCell = (cell: string): string => (number.test(cell) ? cell : neutral(cell));

/** A text without the apostrophe of `neutral`. */
export const bare = (text: string): string =>
  text.startsWith("'") && dangerous.test(text.slice(1)) ? text.slice(1) : text;
