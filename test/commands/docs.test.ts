import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.ts';
import { exampleOf } from '../../src/commands/parts/order-argument.ts';
import { locales } from '../../src/text/locale.ts';
import { commandsTable, drawnPart } from '../support/documents.ts';

describe('docs/commands.md', () => {
  test('lists every command in both languages, as the desk has them (UPDATE_DOCS=1 draws it anew)', () => {
    expect(drawnPart('docs/commands.md', 'commands', commandsTable())).toBe(commandsTable());
  });

  test('no word means two commands', () => {
    const words = commands.flatMap((c) => [...c.words.en, ...c.words.zh]);
    expect(words.filter((w, i) => words.indexOf(w) !== i)).toEqual([]);
    expect(words.filter((w) => w !== w.toLowerCase() || w.trim() === '')).toEqual([]);
  });

  test.each(commands.map((c) => [c.name, c] as const))(
    '%s has words, usage and a line of help in both languages',
    (_name, c) => {
      expect(c.words.en.length).toBeGreaterThan(0);
      for (const word of c.words.zh) expect(word).toMatch(/\p{Script=Han}/u);
      expect(c.words.zh.length).toBeGreaterThan(0);
      expect(c.usage.en === '').toBe(c.usage.zh === '');
    },
  );

  test.each(commands.flatMap((c) => locales.map((locale) => [c.name, locale, c] as const)))(
    'the example of %s in a sentence (%s) is whole, and can be typed as it stands',
    (_name, locale, c) => {
      const brackets = c.usage[locale].replace(/[^[\]]/g, '');
      expect(brackets).toMatch(/^(?:\[(?:\[\])*\])*$/);
      const example = exampleOf(c, locale);
      expect(example).toMatch(/^\/order \S/);
      expect(example).not.toMatch(/[[\]|]| $/);
    },
  );
});
