import { han } from './plain.ts';

/**
 * What people write around an order to a colleague: polite words and words that order something. They name nobody and no
 * goods, but a customer may be called so (`Order Ltd`, `请客餐饮`): they are left out only where the name with them is
 * nobody's.
 */
const asking: ReadonlySet<string> = new Set([
  ...['please', 'pls', 'plz', 'kindly', 'hi', 'hello', 'hey', 'need', 'needs', 'want', 'wants', 'order', 'orders'],
  ...[
    'ordered',
    'ordering',
    'purchase',
    'buy',
    'buys',
    'send',
    'ship',
    'deliver',
    'supply',
    "i'd",
    "we'd",
    "i'll",
    "we'll",
  ],
]);
/** Words beside those; alone they belong to a name: `New Acme` is not Acme. */
const beside: ReadonlySet<string> = new Set([
  ...[
    'can',
    'could',
    'would',
    'will',
    'like',
    'you',
    'we',
    'i',
    'me',
    'us',
    'to',
    'for',
    'from',
    'a',
    'an',
    'the',
    'new',
  ],
  ...['place', 'create', 'make', 'enter', 'book', 'take', 'takes', 'get'],
]);

/** In front of a Chinese name: `请给华信`, `麻烦帮华信`. */
const before = [
  ...['麻烦您', '麻烦你', '麻烦', '烦请', '劳驾', '您好', '你好', '帮忙', '帮我', '请', '帮', '给', '为', '替'],
  ...[
    '我们要',
    '我们',
    '我要',
    '我想',
    '需要',
    '想要',
    '下个单',
    '下单',
    '开单',
    '录单',
    '订购',
    '采购',
    '购买',
    '订',
    '要',
    '买',
  ],
];
/** Behind a Chinese name: `华信下单`, `华信要`, `给华信发`. */
const behind = [
  ...[
    '下个单',
    '下一单',
    '下单',
    '开单',
    '订单',
    '想要',
    '需要',
    '再要',
    '还要',
    '想订',
    '要订',
    '想买',
    '要买',
    '再订',
    '再来',
  ],
  ...['订购', '订货', '采购', '购买', '要货', '发货', '送货', '要', '订', '买', '来', '发', '送', '的'],
];

/** Words that are left out at either end, at most. */
const mostLeftOut = 8;

const lower = (word: string): string => word.toLowerCase().replace('’', "'");
const isEnglish = (word: string): boolean => asking.has(lower(word)) || beside.has(lower(word));

/** A text with one word less, and whether that word asks for something. */
type Shorter = { text: string; asks: boolean };

function withoutFirst(text: string): Shorter | undefined {
  const [word = '', ...rest] = text.split(' ');
  if (isEnglish(word)) return { text: rest.join(' '), asks: asking.has(lower(word)) };
  const found = han.test(word) ? before.find((one) => text.startsWith(one)) : undefined;
  return found === undefined ? undefined : { text: text.slice(found.length).trimStart(), asks: true };
}

function withoutLast(text: string): Shorter | undefined {
  const words = text.split(' ');
  const word = words.at(-1) ?? '';
  if (isEnglish(word)) return { text: words.slice(0, -1).join(' '), asks: asking.has(lower(word)) };
  const found = behind.find((one) => text.endsWith(one));
  return found === undefined ? undefined : { text: text.slice(0, -found.length).trimEnd(), asks: true };
}

/** A text, and the same with fewer and fewer words, from the first one that asks for something. */
function shortened(text: string, without: (text: string) => Shorter | undefined): string[] {
  const all = [text];
  let asks = false;
  let next = without(text);
  for (let n = 0; next && n < mostLeftOut; n++) {
    asks ||= next.asks;
    if (asks) all.push(next.text);
    next = without(next.text);
  }
  return all;
}

/** Whether a text has nothing but polite and ordering words: `please order`, `麻烦`. */
export const isOnlyOrderWords = (text: string): boolean =>
  shortened(text, withoutFirst).at(-1) === '' || shortened(text, withoutLast).at(-1) === '';

/**
 * The names that a text can mean, the text itself first, then with ever fewer polite and ordering words at its ends:
 * `please send Acme`, `send Acme`, `Acme`.
 */
export function namesIn(text: string): string[] {
  const all = shortened(text, withoutFirst).flatMap((begun) => shortened(begun, withoutLast));
  return [...new Set(all)].filter((name) => name !== '').sort((a, b) => b.length - a.length);
}

const verbs = new RegExp(behind.filter((word) => word !== '的').join('|'), 'g');
/** Signs of a Chinese word among which a verb is looked for. */
const longestName = 30;

/** Where a Chinese word may be parted, behind each verb in it: `华信要3个A100` behind 要, if a number follows. */
export const verbEnds = (word: string): number[] =>
  [...word.slice(0, longestName).matchAll(verbs)]
    .map((match) => match.index + match[0].length)
    .filter((end) => /^[\d零〇一二两三四五六七八九十百千万半A-Za-z]/.test(word.slice(end, end + 1)));

const lastVerb = new RegExp(`^\\p{Script=Han}{2,}(?:${behind.filter((word) => word !== '的').join('|')})$`, 'u');
/** Whether a Chinese word ends with a verb: `华信想要`. */
export const endsInVerb = (word: string): boolean => lastVerb.test(word);
