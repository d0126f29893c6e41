import type { CalendarDate } from '../../dates.ts';
import { dateFromWords } from '../../entry/date-words.ts';
import { attempt } from '../../entry/import/once.ts';
import { DeskError } from '../../errors.ts';
import { isCurrency, minorDigits, parseDecimal } from '../../money.ts';

/** What was said of money that came in. */
export type Paid = { amount: number | 'full'; seenPaid?: number; paidAt?: CalendarDate; reference?: string };

/** An amount of a currency, in minor units, over 0; `1.5万` is 15,000. Throws at the field. */
export function amountOf(text: string, currency: string): number {
  const [number, scale] = text.endsWith('万') ? [text.slice(0, -1), 10_000] : [text, 1];
  const amount = parseDecimal(number, 10 ** minorDigits(currency) * scale);
  if (amount === undefined || amount <= 0)
    throw new DeskError('error.payment_amount', { text, currency }, { field: 'amount' });
  return amount;
}

const fullWords = ['full', 'rest', 'all', '全款', '全额', '全部', '余款'];

/** What stands before a reference and before a day. A Latin word is one of its own: `Ontario` and `Refco` are names. */
const beforeReference = '(?:(?:reference|ref)(?:[:：]\\s*|\\s+)|流水号?[:：\\s]*)';
const beforeDay = '(?:on(?:[:：]\\s*|\\s+)|日期[:：\\s]*)';
const sum = '[-\\d.,，．０-９]+万?';
const more = `(?<more>(?:\\s+(?:${beforeReference}|${beforeDay})\\S+)*)`;
const patterns = {
  reference: new RegExp(`(?:^|\\s)${beforeReference}(\\S+)`, 'i'),
  day: new RegExp(`(?:^|\\s)${beforeDay}(\\S+)`, 'i'),
  /** `Acme Ltd 5000 USD ref BANK-77 on 12/1`: the last amount, and only what belongs to it behind it. */
  paid: new RegExp(`^(?<name>.+?)\\s+(?<amount>${sum})(?:\\s+(?<currency>[A-Z]{3}))?${more}$`, 'is'),
  /** The same without an amount. */
  named: new RegExp(`^(?<name>.+?)${more}$`, 'is'),
  /** An amount alone, and what belongs to it. */
  alone: new RegExp(`^(?:${sum}|${fullWords.join('|')})?${more}$`, 'i'),
};

/** Whether words say an amount, and name nobody. */
export const isMoneyAlone = (words: string): boolean => words.trim() !== '' && patterns.alone.test(words.trim());

/** Takes `ref BANK-77` and `on 12/1` out of what was typed. */
function readMore(words: string, today: CalendarDate): { rest: string; paidAt?: CalendarDate; reference?: string } {
  const reference = patterns.reference.exec(words);
  const others = words.replace(reference?.[0] ?? '', ' ');
  const date = patterns.day.exec(others);
  const paidAt = date ? dateFromWords(date[1] ?? '', today, 'past') : undefined;
  if (date && !paidAt) throw new DeskError('error.date_expected', { text: date[1] ?? '' }, { field: 'paidAt' });
  const rest = others.replace(date?.[0] ?? '', ' ').trim();
  return { rest, paidAt, reference: reference?.[1] };
}

/** Reads `1200.50 on 12/1 ref BANK-77`, or `full`. */
export function readPaid(words: string, currency: string, today: CalendarDate): Paid {
  const { rest, paidAt, reference } = readMore(words, today);
  const amount = fullWords.includes(rest.toLowerCase()) ? ('full' as const) : amountOf(rest, currency);
  return { amount, paidAt, reference };
}

/** Reads what goes back of an order, `50 ref X`; without an amount it is all that can. */
export function readRefund(words: string, currency: string, today: CalendarDate): Omit<Paid, 'seenPaid'> {
  return readMore(words, today).rest === ''
    ? readPaid(`full ${words}`, currency, today)
    : readPaid(words, currency, today);
}

/** What was typed of a customer: the name and, where one follows, the amount as it was written. */
export type CustomerWords = {
  name: string;
  amount?: string;
  currency?: string;
  paidAt?: CalendarDate;
  reference?: string;
};

/**
 * Reads `Acme Ltd 5000 USD ref BANK-77 on 12/1`. Only what stands behind the amount belongs to it: `Point On Ltd 500` is
 * the money of Point On Ltd. Without an amount the end is taken for a reference and a day where it can be one.
 */
export function readCustomerPaid(words: string, today: CalendarDate): CustomerWords {
  const text = words.trim();
  const { name, amount, currency, more = '' } = patterns.paid.exec(text)?.groups ?? {};
  const code = currency?.toUpperCase();
  if (name && amount && (code === undefined || isCurrency(code))) {
    const { paidAt, reference } = readMore(more, today);
    return { name, amount, ...(code && { currency: code }), paidAt, reference };
  }
  const found = patterns.named.exec(text)?.groups;
  if (!found?.name || !found.more) return { name: text };
  const said = attempt(() => readMore(found.more ?? '', today));
  if (!('value' in said)) return { name: text };
  const { paidAt, reference } = said.value;
  return { name: found.name, paidAt, reference };
}

/** What can be asked of payments, by the first word. */
const shows = {
  list: ['list', '明细', '列表'],
  aging: ['aging', 'ageing', '账龄'],
  statement: ['statement', '对账单', '对账'],
  reverse: ['reverse', '冲销'],
  refund: ['refund', '退款'],
} as const;
export type Show = keyof typeof shows;

/** The first word where it asks for something, and what follows it. */
export function readShow(words: string): { show: Show; rest: string } | undefined {
  const [first = '', ...rest] = words.trim().split(/\s+/);
  const show = (Object.keys(shows) as Show[]).find((name) =>
    (shows[name] as readonly string[]).includes(first.toLowerCase()),
  );
  return show && { show, rest: rest.join(' ') };
}

/** Reads `Acme 2026-01-01..2026-03-31`; without a period it is all until today. Throws where the dates are none. */
export function readPeriod(
  words: string,
  today: CalendarDate,
): { name: string; from?: CalendarDate; to: CalendarDate } {
  const found = /(?:^|\s)(\S*?)(?:\.\.|…|~|至)(\S*)$/.exec(words.trim());
  if (!found) return { name: words.trim(), to: today };
  const read = (text: string) => (text === '' ? undefined : dateFromWords(text, today, 'past'));
  const [from, to] = [read(found[1] ?? ''), read(found[2] ?? '')];
  const isWrong = (found[1] && !from) || (found[2] && !to) || (from && to && from > to);
  if (isWrong) throw new DeskError('error.payment_period', { text: found[0].trim() });
  return { name: words.trim().slice(0, found.index).trim(), from, to: to ?? today };
}
