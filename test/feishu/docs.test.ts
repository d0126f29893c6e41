import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { callback, events, scopes } from '../../adapters/feishu/scopes.ts';

const page = readFileSync('docs/feishu.md', 'utf8');
/** The names in the first column of the tables. */
const rows = [...page.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(([, name = '', why = '']) => ({ name, why }));

describe('the page for who sets Feishu up', () => {
  test('gives a reason for every permission that the desk asks for, and for no other', () => {
    const named = rows.filter(({ name }) => name.includes(':'));
    expect(named.map((r) => r.name).toSorted()).toEqual([...scopes].toSorted());
    expect(named.every((r) => r.why.length > 10)).toBe(true);
  });

  test('has the same permissions to be pasted', () => {
    const pasted = JSON.parse(readFileSync('docs/feishu-permissions.json', 'utf8'));
    expect(pasted).toEqual({ scopes: { tenant: [...scopes].toSorted(), user: [] } });
  });

  test('names every event and callback that the desk listens to', () => {
    const named = rows.filter(({ name }) => !name.includes(':'));
    expect(named.map((r) => r.name).toSorted()).toEqual([...events].toSorted());
    expect(page).toContain(`\`${callback}\``);
  });
});
