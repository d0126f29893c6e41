import { addDays, type CalendarDate, dayjs } from '../dates.ts';
import { chineseNumber } from './chinese-number.ts';

const near: Readonly<Record<string, number>> = {
  'day before yesterday': -2,
  前天: -2,
  yesterday: -1,
  昨天: -1,
  昨日: -1,
  today: 0,
  今天: 0,
  今日: 0,
  当天: 0,
  tomorrow: 1,
  tmrw: 1,
  tmr: 1,
  明天: 1,
  明日: 1,
  'day after tomorrow': 2,
  'the day after tomorrow': 2,
  后天: 2,
  后日: 2,
  大后天: 3,
};

const weekdays: readonly RegExp[] = [
  /^mon(?:day)?$/,
  /^tue(?:s(?:day)?)?$/,
  /^wed(?:nesday)?$/,
  /^thu(?:rs?(?:day)?)?$/,
  /^fri(?:day)?$/,
  /^sat(?:urday)?$/,
  /^sun(?:day)?$/,
];
const chineseWeekdays = '一二三四五六日';

/** Further away than this a number of days is a slip of the finger. */
const farthestDays = 3660;

/** Days, weeks and months counted from today, and weekdays. */
export function relativeDate(text: string, today: CalendarDate): CalendarDate | undefined {
  const days = Object.hasOwn(near, text) ? near[text] : undefined;
  if (days !== undefined) return addDays(today, days);
  return counted(text, today) ?? weekday(text, today) ?? chineseWeekday(text, today);
}

/** `+10d`, `-3d`, `+2w`, `+1m`, `in 10 days`, `within two weeks`, `2 weeks ago`, `10天后`, `两周后`, `一个月后`, `3天前`. */
function counted(text: string, today: CalendarDate): CalendarDate | undefined {
  const short = /^([+-])(\d{1,4}) ?(d|w|m|days?|weeks?|months?|天|日|周|个?月)?$/.exec(text);
  if (short) return moved(today, Number(short[2]) * (short[1] === '-' ? -1 : 1), short[3] ?? 'd');
  const english =
    /^((?:with)?in )?(\d{1,4}|an?|one|two|three|four|five|six|ten) (days?|weeks?|months?)( ago| later| from now)?$/.exec(
      text,
    );
  if (english && (english[1] || english[4]) && !(english[1] && english[4]))
    return moved(today, wordNumber(english[2]!) * (english[4] === ' ago' ? -1 : 1), english[3]!);
  const chinese = /^([\d一二两三四五六七八九十]{1,4})个?(天|日|周|星期|礼拜|月)(?:以|之)?(后|内|前)$/.exec(
    text.replaceAll(' ', ''),
  );
  const count = chinese ? chineseNumber(chinese[1]!) : undefined;
  return chinese && count !== undefined ? moved(today, chinese[3] === '前' ? -count : count, chinese[2]!) : undefined;
}

const wordNumber = (text: string): number =>
  ({ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10 })[text] ?? Number(text);

function moved(today: CalendarDate, count: number, unit: string): CalendarDate | undefined {
  const months = /^m|月/.test(unit);
  const days = /^w|周|星期|礼拜/.test(unit) ? count * 7 : count;
  if (Math.abs(months ? count * 31 : days) > farthestDays) return undefined;
  return months ? dayjs.utc(today).add(count, 'month').format('YYYY-MM-DD') : addDays(today, days);
}

/** Monday of the ISO week that lies some weeks from today's. */
const mondayOf = (today: CalendarDate, weeks: number): CalendarDate =>
  addDays(today, 1 - dayjs.utc(today).isoWeekday() + weeks * 7);

/** The coming weekday, never today. */
function coming(today: CalendarDate, index: number): CalendarDate {
  const date = addDays(mondayOf(today, 0), index);
  return date > today ? date : addDays(date, 7);
}

/** `friday` is the coming one; `this friday` this ISO week's; `next friday` next ISO week's; `last friday` the last's. */
function weekday(text: string, today: CalendarDate): CalendarDate | undefined {
  const match = /^(?:on )?(?:(this|next|last|coming) )?([a-z]+)$/.exec(text);
  const index = match ? weekdays.findIndex((name) => name.test(match[2]!)) : -1;
  if (!match || index < 0) return undefined;
  const weeks = { this: 0, next: 1, last: -1 }[match[1] as 'this'];
  return weeks === undefined ? coming(today, index) : addDays(mondayOf(today, weeks), index);
}

/** `周五` is the coming one, `本周五` this ISO week's, `下周五` next week's, `下下周五` the one after, `上周五` last week's. */
function chineseWeekday(text: string, today: CalendarDate): CalendarDate | undefined {
  const match = /^(本|这|下下|下|上)?个?(?:周|星期|礼拜)([一二三四五六日天])$/.exec(text.replaceAll(' ', ''));
  if (!match) return undefined;
  const index = match[2] === '天' ? 6 : chineseWeekdays.indexOf(match[2]!);
  if (match[1] === undefined) return coming(today, index);
  const weeks = { 本: 0, 这: 0, 下: 1, 下下: 2, 上: -1 }[match[1]]!;
  return addDays(mondayOf(today, weeks), index);
}
