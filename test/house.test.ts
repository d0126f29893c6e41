import { readdirSync, readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DeskError, type ErrorCode } from '../src/errors.ts';
import { locales, type TextKey, t, texts } from '../src/text/index.ts';

const keys = Object.keys(texts) as TextKey[];
const errorCodes = keys.filter((k): k is ErrorCode => k.startsWith('error.'));
const marksOf = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort();

/** What stands between words needs its blanks. */
const isGlue = (key: string) => /separator|say\.rate/.test(key);

describe('every sentence', () => {
  test('is there in both languages', () => {
    expect(keys.length).toBeGreaterThan(400);
    expect(
      keys.filter(
        (k) => !isGlue(k) && locales.some((l) => texts[k][l].trim() === '' || texts[k][l] !== texts[k][l].trim()),
      ),
    ).toEqual([]);
  });

  test('has the same values to fill in, in both languages', () => {
    expect(keys.filter((k) => marksOf(texts[k].en).join() !== marksOf(texts[k].zh).join())).toEqual([]);
  });

  test('of some length is Chinese in Chinese, and not in English', () => {
    const han = /\p{Script=Han}/u;
    const isWords = (k: TextKey) => texts[k].en.replace(/\{\w+\}/g, '').match(/[a-z]{4,}/i) !== null;
    const sameEverywhere = keys.filter((k) => isWords(k) && !han.test(texts[k].zh));
    expect(sameEverywhere.filter((k) => texts[k].en !== texts[k].zh)).toEqual([]);
    expect(sameEverywhere.length).toBeLessThan(12);
    expect(
      keys.filter((k) => han.test(texts[k].en.replace(/[“"][^”"]*[”"]/g, '')) && !/language|zh|chinese/i.test(k)),
    ).toEqual([]);
  });

  test('is written once: a key is in one file only', () => {
    const files = readdirSync('src/text').filter((f) => !['index.ts', 'locale.ts'].includes(f));
    const all = files.flatMap((f) =>
      [...readFileSync(join('src/text', f), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm)].map((m) => m[1]),
    );
    expect(all.filter((k, i) => all.indexOf(k) !== i)).toEqual([]);
  });

  test('a value that looks like a mark is not filled in again', () => {
    expect(t('en', 'error.order_not_found', { name: '{name} {text}' })).toContain('“{name} {text}”');
  });
});

describe('an error says what to do next', () => {
  /** A second sentence, an instruction, or what is expected instead. */
  const next = {
    en: /[.?!;:] .*\w|\b(please|ask|type|write|use|choose|open|add|check|correct|must|at most|at least|expected|are \d|between)\b/i,
    zh: /[。；：！？，].*\p{Script=Han}|请|须|应|最多|至少|可/u,
  };
  /** A value that is itself the next step: the nearest names, an example. */
  const withStep = (sentence: string) => /\{(nearest|usage|hint)\}/.test(sentence);
  const isUsage = (code: string) => code.endsWith('_usage');
  test.each(errorCodes.filter((c) => !isUsage(c)))('%s', (code) => {
    for (const locale of locales) {
      const sentence = texts[code][locale];
      if (!withStep(sentence)) expect(sentence).toMatch(next[locale]);
      expect(sentence).toMatch(/[.?!。？！”}]$/);
    }
  });

  test('what somebody typed is repeated in a line, without signs that cannot be seen', () => {
    const { values } = new DeskError('error.order_not_found', { name: `a\u0000b\u202e${'x'.repeat(10_000)}` });
    expect(String(values.name).length).toBeLessThan(250);
    expect(String(values.name)).toMatch(/^a b x+…$/);
  });
});

describe('nothing of a machine is in the house', () => {
  const left = ['node_modules', 'dist', 'data', '.git'];
  const filesUnder = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
      const path = join(folder, e.name);
      if (left.includes(e.name)) return [];
      if (e.isDirectory()) return filesUnder(path);
      return /\.(ts|js|mjs|json|md|css|html|yml|yaml|sh|txt|example)$|Dockerfile|^run$/.test(e.name) ? [path] : [];
    });
  const files = filesUnder('.');
  const holding = (pattern: (text: string) => boolean) => files.filter((f) => pattern(readFileSync(f, 'utf8')));

  test('no path of a person’s folder', () => {
    expect(files.length).toBeGreaterThan(300);
    const folders = new RegExp(`(?:${['/ho' + 'me', '/Us' + 'ers'].join('|')})/[a-z]\\w+/|[A-Z]:\\\\\\\\?Users`);
    expect(holding((text) => folders.test(text))).toEqual([]);
  });

  test('no path and no name of the machine that the tests run on', () => {
    const here = process.cwd();
    const names = [
      here.split('/').length > 2 ? here : '',
      homedir().length > 5 ? homedir() : '',
      hostname().length > 8 ? hostname() : '',
    ].filter(Boolean);
    expect(holding((text) => names.some((n) => text.includes(n)))).toEqual([]);
  });

  test('the lock file names no host, so that packages come from whatever registry a machine has set', () => {
    const lock = readFileSync('package-lock.json', 'utf8');
    expect(lock).not.toContain('"resolved"');
    expect(lock).toContain('"integrity"');
  });
});
