import type { Form } from './line-item.ts';
import { codeLike, counted, end, isLine } from './line-patterns.ts';
import { unitPattern } from './line-units.ts';

/** A product of several that share a quantity: it ends before the 各 of that quantity. */
const shared = '[\\p{L}\\p{N}](?:(?!各 ?[\\d零〇一二两三四五六七八九十百千万半])[\\p{L}\\p{N}\\-_./#+])*';
/** Between products that share a quantity. */
const between = '(?: ?[、,&+] ?| and |, and | |(?<=[A-Za-z0-9])(?:和|及|与))';
/** Two codes and more; the `x5` behind them is none. */
const several = `${codeLike}(?:${between}(?!x ?\\d+(?![A-Za-z0-9]))${codeLike}){1,9}`;
const each = '(?:each|ea|apiece)(?![A-Za-z])';

/** The products that share a quantity; undefined where one of them is none. */
function productsIn(words: string): string[] | undefined {
  const skus = words.split(/(?:[ 、,&+]|(?<= )and(?= ))+|(?<=[A-Za-z0-9])(?:和|及|与)/i).filter((word) => word !== '');
  return skus.some((word) => isLine(word) || /^\d+\p{Script=Han}?$/u.test(word)) ? undefined : skus;
}

const isCode = new RegExp(`^${codeLike}$`, 'i');
/** Codes with a comma between them are no customer and a product; `C001 A100 各5个` may be. */
const isDoubtful = (words: string, skus: readonly string[]): boolean =>
  skus.length < 2 || !skus.every((word) => isCode.test(word)) || /^\S+ /.test(words.replace(/ ?([、,&+]) ?/g, '$1'));

const shareOf = (words: string, quantity: string, unit?: string) => {
  const skus = productsIn(words);
  return skus && { skus, quantity, unit, doubtful: isDoubtful(words, skus) };
};

/** Several products that share a quantity: each line has all of it. */
export const eachForms: readonly Form[] = [
  {
    // A100、B200各20个
    pattern: new RegExp(
      `^(?=[^\\n]*各)(${shared}(?:[ 、,]{1,2}${shared}){0,9}) ?各 ?(${counted}) ?(${unitPattern})?${end}`,
      'u',
    ),
    read: ([, words, quantity, unit]) => shareOf(words!, quantity!, unit),
  },
  {
    // A100, B200 and C240 x 5 each
    looksUp: true,
    pattern: new RegExp(
      `^(${several})(?:,? ?[x×*:-] ?|,? )(${counted}) ?(?:(?!${each})(${unitPattern}))? ?${each}${end}`,
      'iu',
    ),
    read: ([, words, quantity, unit]) => shareOf(words!, quantity!, unit),
  },
  {
    // A100, B200 each x 5
    looksUp: true,
    pattern: new RegExp(`^(${several}) ${each} ?(?:[x×*:] ?)?(${counted})(?: ?(${unitPattern}))?${end}`, 'iu'),
    read: ([, words, quantity, unit]) => shareOf(words!, quantity!, unit),
  },
  {
    // 5 each of A100, B200 and C240
    looksUp: true,
    pattern: new RegExp(
      `^(${counted}) ?(?:(?!${each})(${unitPattern}))? ?(?:${each}(?: of)?|of each(?: of)?) (${several})${end}`,
      'iu',
    ),
    read: ([, quantity, unit, words]) => {
      const skus = productsIn(words!);
      return skus && { skus, quantity: quantity!, unit };
    },
  },
];
