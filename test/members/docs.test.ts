import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { deedNames } from '../../src/members/deeds.ts';
import { fieldClasses } from '../../src/members/kinds.ts';
import { roles } from '../../src/members/member.ts';

test('the page about rights names every role, class of fields and deed', async () => {
  const page = await readFile(new URL('../../docs/rights.md', import.meta.url), 'utf8');
  const missing = [...roles, ...fieldClasses, ...deedNames].filter((word) => !page.includes(`\`${word}\``));
  expect(missing).toEqual([]);
});
