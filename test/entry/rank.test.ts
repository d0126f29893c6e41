import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distance } from '../../src/entry/find/distance.ts';
import { rank } from '../../src/entry/find/rank.ts';
import { foundBy, searchWords } from '../../src/entry/find/words.ts';

const record = async (code: string, name: string) => ({ code, name, search: await searchWords(code, name) });
const companies = await Promise.all([
  record('HX', '华信科技有限公司'),
  record('HXIN', '华欣贸易'),
  record('ACME', 'Acme Trading'),
  record('ACME2', 'Acme'),
  record('ALFKI', 'Alfreds Futterkiste'),
  record('QUEDE', 'Que Delícia'),
  record('ZQ', '重庆长安'),
  record('TCL', 'TCL电子'),
  record('NW-01', 'Chai'),
]);
const names = (text: string) => rank(text, companies).map((r) => r.item.name);
const best = (text: string) => {
  const [first] = rank(text, companies);
  return first && [first.item.name, first.match];
};

describe('what a text can mean', () => {
  test.each([
    ['ACME', ['Acme Trading', 'code']],
    ['acme2', ['Acme', 'code']],
    ['nw01', ['Chai', 'code']],
    ['Alfreds Futterkiste', ['Alfreds Futterkiste', 'name']],
    ['que delicia', ['Que Delícia', 'name']],
    ['alfr', ['Alfreds Futterkiste', 'prefix']],
    ['华信', ['华信科技有限公司', 'prefix']],
    ['科技', ['华信科技有限公司', 'part']],
    ['futter', ['Alfreds Futterkiste', 'part']],
    ['huaxinkeji', ['华信科技有限公司', 'pinyin']],
    ['hxkj', ['华信科技有限公司', 'pinyin']],
    ['chongqing', ['重庆长安', 'pinyin']],
    ['tcldz', ['TCL电子', 'pinyin']],
    ['alferds', ['Alfreds Futterkiste', 'typo']],
    ['Delisia', ['Que Delícia', 'typo']],
  ])('%s is %s', (text, expected) => {
    expect(best(text)).toEqual(expected);
  });

  test('the same sound gives both companies', () => {
    expect(names('huaxin')).toEqual(['华欣贸易', '华信科技有限公司']);
  });

  test('nothing like it gives nobody', () => {
    expect(names('xxxxxxx')).toEqual([]);
  });
});

describe('search words', () => {
  test('a name without Chinese has no pinyin and few words', async () => {
    const words = foundBy({ search: await searchWords('ACME', 'Acme Trading') });
    expect(words).toEqual(['acme', 'acme trading', 'trading', 'acmetrading']);
  });

  test('a character that is read in several ways is found by each of them, ü by v and by u', async () => {
    const [city, green] = [
      foundBy({ search: await searchWords('A', '重庆长安') }),
      foundBy({ search: await searchWords('B', '绿源') }),
    ];
    expect(city).toEqual(
      expect.arrayContaining(['chongqingchangan', 'zhongqingchangan', 'cqca', 'zqca', 'changan', 'zhangan']),
    );
    expect(green).toEqual(expect.arrayContaining(['lvyuan', 'luyuan', 'ly']));
  });

  test('a very long name has a bounded number of short words', async () => {
    const words = await searchWords('X'.repeat(300), '华信科技 trading '.repeat(100));
    expect(words.length).toBeLessThan(150);
    expect(Math.max(...words.map((w) => w.length))).toBeLessThanOrEqual(41);
  });

  test('whatever the name is, each beginning of it finds it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z华信科技é ]{1,20}$/), fc.nat(19), async (name, cut) => {
        const item = await record('C1', name);
        const typed = name
          .trim()
          .slice(0, cut + 1)
          .trim();
        if (typed === '') return true;
        return rank(typed, [item]).some((r) => r.match !== 'typo');
      }),
    );
  });
});

describe('slips of the finger', () => {
  test.each([
    ['acme', 'acme', 0],
    ['acme', 'acne', 1],
    ['acme', 'amce', 1],
    ['acme', 'ace', 1],
    ['', 'abc', 3],
    ['华信', '华新', 1],
  ])('%s and %s: %i', (a, b, slips) => {
    expect(distance(a, b)).toBe(slips);
  });

  test('with a limit the number is the same up to it, and more than it beyond', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        const all = distance(a, b);
        return all <= most ? distance(a, b, most) === all : distance(a, b, most) > most;
      }),
      { numRuns: 2000 },
    );
  });

  test('they count the same in both directions', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        (a, b) => distance(a, b) === distance(b, a),
      ),
    );
  });
});
