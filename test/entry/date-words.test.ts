import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCalendarDate } from '../../src/dates.ts';
import { dateFromWords } from '../../src/entry/date-words.ts';

/** A Monday. */
const today = '2026-11-23';

const cases: readonly [string, string | undefined][] = [
  ['2026-12-01', '2026-12-01'],
  ['2026/12/1', '2026-12-01'],
  ['2026.12.1', '2026-12-01'],
  ['20261201', '2026-12-01'],
  ['2026年12月1日', '2026-12-01'],
  ['2025-01-31', '2025-01-31'],
  ['3/15', '2027-03-15'],
  ['11/23', '2026-11-23'],
  ['11/22', '2027-11-22'],
  ['3-15', '2027-03-15'],
  ['3/4', '2027-03-04'],
  ['15/3', '2027-03-15'],
  ['3/15/2028', '2028-03-15'],
  ['3/15/28', '2028-03-15'],
  ['15/3/2028', '2028-03-15'],
  ['2/29', '2028-02-29'],
  ['12月1日', '2026-12-01'],
  ['12月1号', '2026-12-01'],
  ['12 月 1 日', '2026-12-01'],
  ['十二月一日', '2026-12-01'],
  ['３月１５日', '2027-03-15'],
  ['明年3月1日', '2027-03-01'],
  ['15号', '2026-12-15'],
  ['25日', '2026-11-25'],
  ['31号', '2026-12-31'],
  ['下月5号', '2026-12-05'],
  ['下个月15日', '2026-12-15'],
  ['dec 1', '2026-12-01'],
  ['December 1st', '2026-12-01'],
  ['1 dec', '2026-12-01'],
  ['1st of December 2027', '2027-12-01'],
  ['Mar. 3, 2027', '2027-03-03'],
  ['sept 9', '2027-09-09'],
  ['today', '2026-11-23'],
  ['Tomorrow', '2026-11-24'],
  ['day after tomorrow', '2026-11-25'],
  ['yesterday', '2026-11-22'],
  ['今天', '2026-11-23'],
  ['明天', '2026-11-24'],
  ['后天', '2026-11-25'],
  ['大后天', '2026-11-26'],
  ['friday', '2026-11-27'],
  ['Fri', '2026-11-27'],
  ['monday', '2026-11-30'],
  ['this friday', '2026-11-27'],
  ['next friday', '2026-12-04'],
  ['next monday', '2026-11-30'],
  ['last friday', '2026-11-20'],
  ['周五', '2026-11-27'],
  ['星期五', '2026-11-27'],
  ['本周五', '2026-11-27'],
  ['下周五', '2026-12-04'],
  ['下个星期五', '2026-12-04'],
  ['下下周一', '2026-12-07'],
  ['上周五', '2026-11-20'],
  ['周日', '2026-11-29'],
  ['礼拜天', '2026-11-29'],
  ['月底', '2026-11-30'],
  ['end of month', '2026-11-30'],
  ['EOM', '2026-11-30'],
  ['下月底', '2026-12-31'],
  ['end of next month', '2026-12-31'],
  ['年底', '2026-12-31'],
  ['+10d', '2026-12-03'],
  ['+10', '2026-12-03'],
  ['+2w', '2026-12-07'],
  ['+1m', '2026-12-23'],
  ['-3d', '2026-11-20'],
  ['in 10 days', '2026-12-03'],
  ['in a week', '2026-11-30'],
  ['3 days ago', '2026-11-20'],
  ['10天后', '2026-12-03'],
  ['两周后', '2026-12-07'],
  ['一个月后', '2026-12-23'],
  ['3天前', '2026-11-20'],
  ['2/30', undefined],
  ['2026-02-29', undefined],
  ['13/13', undefined],
  ['0/5', undefined],
  ['5', undefined],
  ['next week', undefined],
  ['+99999d', undefined],
  ['+4000d', undefined],
  ['soon', undefined],
  ['constructor', undefined],
  ['', undefined],
];

describe('dates in words, on Monday 23 November 2026', () => {
  test.each(cases)('%s → %s', (words, date) => {
    expect(dateFromWords(words, today)).toBe(date);
  });

  test('for what has happened, a date without a year is the last one', () => {
    expect(dateFromWords('3/15', today, 'past')).toBe('2026-03-15');
    expect(dateFromWords('12月1日', today, 'past')).toBe('2025-12-01');
    expect(dateFromWords('31号', today, 'past')).toBe('2026-10-31');
  });

  test('a month later than 31 January is the end of February', () => {
    expect(dateFromWords('+1m', '2027-01-31')).toBe('2027-02-28');
  });

  test('whatever is typed gives a real date or none', () => {
    const bits = fc.constantFrom(
      '3',
      '15',
      '31',
      '/',
      '-',
      '月',
      '日',
      '号',
      '年',
      '下',
      '周',
      '五',
      'next ',
      'fri',
      'dec',
      '+',
      'd',
      'w',
      'm',
      ' ',
      '天后',
      '十',
      '9999',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits, { maxLength: 8 }).map((b) => b.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const date = dateFromWords(text, today);
        return date === undefined || isCalendarDate(date);
      }),
      { numRuns: 3000 },
    );
  });

  test('a day and month in words and in figures are the same date', () => {
    const day = fc.date({ min: new Date('2026-11-23'), max: new Date('2027-11-22'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const [m, d] = [date.getUTCMonth() + 1, date.getUTCDate()];
        const expected = date.toISOString().slice(0, 10);
        return dateFromWords(`${m}/${d}`, today) === expected && dateFromWords(`${m}月${d}日`, today) === expected;
      }),
    );
  });
});
