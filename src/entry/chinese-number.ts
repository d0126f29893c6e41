const digits = '零一二三四五六七八九十';

/** A whole number below 100 in Arabic or Chinese figures (`12`, `十二`, `二十`, `两`); undefined when it is none. */
export function chineseNumber(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === '两') return 2;
  if (text.length === 1 && digits.includes(text)) return digits.indexOf(text);
  const match = /^([二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (!match) return undefined;
  return (match[1] ? digits.indexOf(match[1]) : 1) * 10 + (match[2] ? digits.indexOf(match[2]) : 0);
}
