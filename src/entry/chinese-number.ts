/** The Chinese figures; each stands at the place of its value. */
export const digits = '零一二三四五六七八九';
const powers: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const tenThousand = 10_000;

/**
 * A number below ten thousand in Chinese figures; undefined when it is none. The last figure after a power counts the power
 * below it: 二百五 is 250, but 二百零五 is 205. `next` is that power for a figure that stands alone.
 */
function belowTenThousand(text: string, next = 1): number | undefined {
  let sum = 0;
  let last = tenThousand;
  let rest = text;
  while (rest !== '') {
    const match = /^(零?)([一二三四五六七八九])?([十百千])?/.exec(rest)!;
    const below = match[1] === '' ? next : 1;
    const power = match[3] ? powers[match[3]]! : 1;
    // Only ten goes without a figure, and only in front: 十二, but not 百二.
    const isBare = match[2] === undefined;
    if (power >= last || (isBare && (power !== 10 || sum > 0))) return undefined;
    sum += (isBare ? 1 : digits.indexOf(match[2]!)) * (match[3] ? power : below);
    [last, next] = [power, power / 10];
    rest = rest.slice(match[0].length);
  }
  return sum;
}

/** An Arabic figure before a thousand is the Chinese one: `2千五` is 二千五. */
const inFigures = (text: string): string => text.replace(/^([1-9])(?=千)/, (figure) => digits[Number(figure)]!);

/**
 * A whole number in Arabic or Chinese figures (`12`, `十二`, `两百零五`, `一万二千`, `1万`, `1万五`, `2千`, `2千五`); undefined
 * when it is none.
 */
export function chineseNumber(given: string): number | undefined {
  const text = inFigures(given);
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === '零') return 0;
  const plain = text.replaceAll('〇', '零').replaceAll('两', '二');
  const match = /^(?:(\d{1,4}|[一二三四五六七八九十百千零]{1,9})(万))?([一二三四五六七八九十百千零]{0,9})$/.exec(plain);
  if (!match || plain === '' || plain.endsWith('零')) return undefined;
  const high = match[1] === undefined ? 0 : /^\d/.test(match[1]) ? Number(match[1]) : belowTenThousand(match[1]);
  const low = match[3] === '' ? 0 : belowTenThousand(match[3]!, match[2] ? tenThousand / 10 : 1);
  return high === undefined || low === undefined ? undefined : high * tenThousand + low;
}
