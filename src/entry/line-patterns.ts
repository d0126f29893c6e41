import { number } from './line-price.ts';

/** Pieces of the patterns of a line; all of them for the flags `iu`. Figures of a Chinese number: */
export const hanNumber = '[零〇一二两三四五六七八九十百千万]{1,12}';
/** A quantity before a unit: `20`, `1,000`, `二十`, `1万`, `1万五`, `2千`, `半` (of a dozen). */
export const large = `(?:\\d{1,4}万|[1-9]千)(?:${hanNumber})?`;
export const counted = `(?:${large}|${number}|${hanNumber}|半(?=打))`;
export const whole = '\\d{1,7}(?![\\d.,%/:]*[\\d%])';
export const times = ' ?(?:[x×*]|数量 ?:?|(?:qty|quantity) ?:?(?= ?\\d)) ?';
export const code = '[A-Za-z0-9][A-Za-z0-9\\-_./#+]*';
export const sku = `(?:${code}|[\\p{L}\\p{N}][\\p{L}\\p{N}\\-_./#+]*)`;
/** A word that can only be a code: letters and digits. */
export const codeLike = '(?=[A-Za-z\\-_./#+]*\\d)(?=[\\d\\-_./#+]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9\\-_./#+]*';
export const hanWord = '\\p{Script=Han}{1,40}';
/** After a line: the end, a separator, a price, a discount, a quotation mark or Chinese text. */
export const end = '(?=$|[\\s,;、。!?@"“「『)]|-\\d[\\d.]{0,8}%|\\.(?:\\s|$)|[¥$€£]|\\p{Script=Han})';

/** After a number without a sign or unit: no Chinese text, which could be its unit. */
export const bareEnd = '(?=$|[\\s,;、。!?@"“「『)]|-\\d[\\d.]{0,8}%|\\.(?:\\s|$))';

/** Words that go on with something else than a product's name. */
const stopWord =
  '(?:due|by|before|until|no|need(?:ed)?|required|deliver(?:y|ed)?|net|terms?|prepaid|prepayment|payment|cash|paid|p\\.?o|' +
  'purchase|notes?|remarks?|discount|disc|less|at|price|for|to|and|plus|with|next|this|on|in|within|end|asap|each|ea|' +
  'today|tomorrow|tmr|tmrw|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|' +
  'please|pls|thanks?|days?|weeks?|months?)(?![A-Za-z])';
const nameWord = `(?!${stopWord})[A-Za-z][A-Za-z'&/-]*`;
/** Words of a product's name end before something else: the end, a sign, a price, a number, another code. */
const nameEnd = `(?=$|[,;、。!?@"“「『\\n]|\\.(?:\\s|$)| (?:${stopWord}|@|[+&-] ?\\d?|\\d|["“「『]|(?!x ?\\d)[A-Za-z]+[-\\d]))`;
/** Words behind a code, a product's name of several Latin words, and the words behind the first one. */
export const someWords = `(?: (?!(?:x|qty|quantity) )${nameWord}){1,5}`;
export const words = `${nameWord}(?: ${nameWord}){0,4}${nameEnd}`;
export const moreWords = `(?: ${nameWord}){1,4}${nameEnd}`;

/** `A100x20` is a line itself: a number before it belongs to something else. */
export const isLine = (word: string): boolean => /[\p{L}\d][x×*]\d/iu.test(word);

const isNameWord = new RegExp(`^(?:${nameWord}|${hanWord})$`, 'iu');
/** How many of the first words may be a product's name. */
export const nameWordsIn = (all: readonly string[]): number => {
  const end = all.findIndex((word) => !isNameWord.test(word));
  return end < 0 ? all.length : end;
};
