import { describe, expect, test } from '@jest/globals';
import { readMilestone } from '../../src/commands/parts/milestone-words.ts';

const today = '2026-11-29';
const read = (words: string) => JSON.parse(JSON.stringify(readMilestone(words, today)));
const codeOf = (words: string): string => {
  try {
    return JSON.stringify(read(words));
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what is typed after “milestone SO-000042”', () => {
  test.each([
    'weld 11/28 done',
    'weld done 11/28',
    'done weld 11/28',
    'weld 2026-11-28 done',
    'weld yesterday done',
    'weld finished 11/28',
    'weld 11/28 is done',
  ])('“%s” finishes the step on 28 November', (words) => {
    expect(read(words)).toEqual({ milestone: { name: 'weld', kind: 'production', done: '2026-11-28' } });
  });

  test.each(['焊接 11月28日 完成', '焊接11月28日完成', '焊接 完成 11月28日', '焊接 昨天 已完成'])(
    '“%s” finishes it in Chinese',
    (words) => {
      expect(read(words)).toEqual({ milestone: { name: '焊接', kind: 'production', done: '2026-11-28' } });
    },
  );

  test.each([
    ['M1 11/28 done', { milestone: { id: 'M1', done: '2026-11-28' } }],
    ['M1 done 11/28 inspected by Bo', { milestone: { id: 'M1', done: '2026-11-28' }, note: 'inspected by Bo' }],
    ['M1 11/28 done, inspected', { milestone: { id: 'M1', done: '2026-11-28' }, note: 'inspected' }],
    ['M1 done', { milestone: { id: 'M1', done: true } }],
    ['M1 12/9 supplier is late', { milestone: { id: 'M1', planned: '2026-12-09' }, note: 'supplier is late' }],
    [
      'weld 12/9 to be done by Bo',
      { milestone: { name: 'weld', kind: 'production', planned: '2026-12-09' }, note: 'to be done by Bo' },
    ],
    ['焊接 12月9日前完成', { milestone: { name: '焊接', kind: 'production', planned: '2026-12-09' }, note: '前完成' }],
    ['weld 11/28/2027', { milestone: { name: 'weld', kind: 'production', planned: '2027-11-28' } }],
    ['weld 5/1', { milestone: { name: 'weld', kind: 'production', planned: '2027-05-01' } }],
  ])('“%s” is read', (words, expected) => {
    expect(read(words)).toEqual(expected);
  });

  test.each([
    ['weld 12/1 done', 'error.milestone_future'],
    ['weld done 12/1', 'error.milestone_future'],
    ['M1 12月1日 完成', 'error.milestone_future'],
    ['weld 11/28', 'error.milestone_passed'],
    ['焊接 11月20日', 'error.milestone_passed'],
    ['M1 6/10 late', 'error.milestone_passed'],
  ])('“%s” is asked about again: %s', (words, code) => {
    expect(codeOf(words)).toBe(code);
  });
});
