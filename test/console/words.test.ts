import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { console as words } from '../../src/text/console.ts';

const folder = new URL('../../adapters/console/web/', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
const sources = scripts.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');

const pageKeys = Object.keys(words).filter((key) => key.startsWith('console.'));

test('every word that the page asks for exists', () => {
  const asked = [...sources.matchAll(/\bt\(\s*'([a-z_]+)'/g)].map((match) => `console.${match[1]}`);
  expect(asked.length).toBeGreaterThan(60);
  expect(asked.filter((key) => !(key in words))).toEqual([]);
});

test('the page has no word that nobody reads', () => {
  const made = [/^console\.(theme|step|line|quick|command)_/, /^console\.(sign|updated|desk)/];
  const unused = pageKeys.filter((key) => !sources.includes(`'${key.slice('console.'.length)}'`));
  expect(unused.filter((key) => !made.some((pattern) => pattern.test(key)))).toEqual([]);
});

test('both languages fill in the same values', () => {
  const marks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  for (const { en, zh } of Object.values(words)) expect(marks(zh)).toEqual(marks(en));
});

test('the page puts texts in as texts only: no markup is ever made from a string', () => {
  for (const way of [
    'innerHTML',
    'outerHTML',
    'insertAdjacentHTML',
    'document.write',
    'eval(',
    'new Function',
    'setHTML',
    'srcdoc',
  ])
    expect(sources).not.toContain(way);
});
