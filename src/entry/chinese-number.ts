const digits = '零一二三四五六七八九';
const powers: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** A number below ten thousand in Chinese figures; undefined when it is none. */
function belowTenThousand(text: string): number | undefined {
  let sum = 0;
  let last = 10_000;
  let rest = text;
  while (rest !== '') {
    const match = /^零?([一二三四五六七八九])?([十百千])?零?/.exec(rest);
    const power = match?.[2] ? powers[match[2]]! : 1;
    // Only ten goes without a figure, and only in front: 十二, but not 百二.
    const isBare = match?.[1] === undefined;
    if (!match?.[0] || power >= last || (isBare && (power !== 10 || sum > 0))) return undefined;
    sum += (isBare ? 1 : digits.indexOf(match[1]!)) * power;
    last = power;
    rest = rest.slice(match[0].length);
  }
  return sum;
}

/** A whole number in Arabic or Chinese figures (`12`, `十二`, `两百零五`, `一万二千`, `1万`); undefined when it is none. */
export function chineseNumber(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === '零') return 0;
  const plain = text.replaceAll('〇', '零').replaceAll('两', '二');
  const match = /^(?:(\d{1,4}|[一二三四五六七八九十百千零]{1,9})(万))?([一二三四五六七八九十百千零]{0,9})$/.exec(plain);
  if (!match || plain === '' || plain.endsWith('零')) return undefined;
  const high = match[1] === undefined ? 0 : /^\d/.test(match[1]) ? Number(match[1]) : belowTenThousand(match[1]);
  const low = match[3] === '' ? 0 : belowTenThousand(match[3]!);
  return high === undefined || low === undefined ? undefined : high * 10_000 + low;
}
