/** Any Chinese character. */
export const han = /\p{Script=Han}/u;

/** Full-width signs become plain ones, the many dashes one dash, the many times signs one `×`; case is kept. */
export const typed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[✕✖╳]/g, '×')
    .replace(/\s+/g, ' ')
    .trim();

/** A text as it is searched: lower case, without accents, letters and digits in words with one space between. */
export const plain = (text: string): string =>
  simple.test(text) ? spaced(text.toLowerCase(), /[^a-z0-9]+/g) : spaced(withoutAccents(text), /[^\p{L}\p{N}]+/gu);

/** Letters and signs of English only: the same in a short way, since a search compares hundreds of names. */
const simple = /^[ -~]*$/;
const spaced = (text: string, between: RegExp): string => text.replace(between, ' ').trim();
const withoutAccents = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();

/** The same without spaces: `nw-01` and `NW 01` are both `nw01`. */
export const compact = (text: string): string => plain(text).replaceAll(' ', '');

/** A code or SKU as it is stored: plain signs, upper case, no spaces around it. */
export const codeOf = (text: string): string => typed(text).toUpperCase();
