import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { limits } from '../../../adapters/slack/limits.ts';
import { byNumber, clip, clipBytes, counted, groups, parts } from '../../../src/chat/cut.ts';
import { anyText } from '../../support/render/any-card.ts';

const family = '👨‍👩‍👧‍👦';
const isWhole = (text: string) => !/\p{Cs}/u.test(text);
const typed = anyText.map((text) => text.replace(/\p{Cs}/gu, ''));

describe('a text that is too long', () => {
  test('ends with three dots, and is never longer than it may be', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 8, max: 200 }), (text, most) => {
        const short = clip(text, most);
        expect(counted(short)).toBeLessThanOrEqual(most);
        expect(isWhole(short)).toBe(true);
        if (counted(text) <= most) expect(short).toBe(text);
        else expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });

  test('counts the signs that Slack escapes as it does', () => {
    expect(counted('a&b<c>')).toBe('a&amp;b&lt;c&gt;'.length);
    expect(clip('&'.repeat(10), 16)).toBe('&&&…');
  });

  test('is cut between letters as people see them', () => {
    expect(clip(family.repeat(3), 24)).toBe(`${family}${family}…`);
    expect(clip('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
    expect(clip('🇨🇳🇨🇳🇨🇳', 7)).toBe('🇨🇳…');
  });

  test('comes apart between characters where one letter is longer than all', () => {
    const zalgo = `e${'\u0301'.repeat(500)}`;
    expect(counted(clip(zalgo, 100))).toBeLessThanOrEqual(100);
    expect(parts(zalgo, 100).join('')).toBe(zalgo);
    const faces = Array.from({ length: 200 }, () => '😀').join('\u200D');
    expect(parts(faces, 50).every((part) => isWhole(part) && part.length <= 50)).toBe(true);
  });

  test('is counted in bytes where Slack counts bytes', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 8, max: 100 }), (text, most) => {
        expect(Buffer.byteLength(clipBytes(text, most))).toBeLessThanOrEqual(most);
        expect(isWhole(clipBytes(text, most))).toBe(true);
      }),
    );
    expect(clipBytes('订单台', 7)).toBe('订…');
  });
});

describe('a text in parts', () => {
  test('is the text again, none of them is too long, and none begins within a character', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 20 }), fc.integer({ min: 8, max: 300 }), (texts, most) => {
        const text = texts.join('\n');
        const all = parts(text, most);
        expect(all.join('')).toBe(text);
        expect(all.every((part) => counted(part) <= most && part !== '' && isWhole(part))).toBe(true);
      }),
    );
  });

  test('is broken behind a line or a word where there is one', () => {
    expect(parts('first line\nsecond', 15)).toEqual(['first line\n', 'second']);
    expect(parts('one two three', 9)).toEqual(['one two ', 'three']);
    expect(parts('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(parts('', 4)).toEqual([]);
  });

  test('of 400,000 characters takes no noticeable time', () => {
    const begin = performance.now();
    parts('订单台 Order desk 👨‍👩‍👧‍👦 '.repeat(14_000), limits.text);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('groups', () => {
  test('keep the order, and cost what they may unless one thing alone costs more', () => {
    expect(groups([3, 3, 3, 9, 1], (n) => n, 6)).toEqual([[3, 3], [3], [9], [1]]);
    expect(groups([], () => 1, 6)).toEqual([]);
  });

  test('of a number are full but the last', () => {
    expect(byNumber([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  });
});
