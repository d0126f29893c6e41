import { expect, test } from '@jest/globals';
import { t } from '../../src/text/index.ts';

type Shown = { price: string; listPrice: string; listSource: string };
type Said = { key?: `line_typed${'' | '_list' | '_source'}`; values?: Record<string, string> };
type Page = { priceSource(shown: Shown): Said };
const { priceSource } = (await import(
  new URL('../../adapters/console/web/price-source.js', import.meta.url).href
)) as Page;

/** What a line says in both languages; the list's own words where nothing is said of typing. */
function said(price: string, listPrice: string, listSource = ''): string[] {
  const { key, values } = priceSource({ price, listPrice, listSource });
  return key ? [t('en', `console.${key}`, values), t('zh', `console.${key}`, values)] : [listSource];
}

test('a price that was typed is said to be typed, beside what the list says', () => {
  expect(said('9.5', '9.66', 'tier A price')).toEqual([
    'typed in; price list: 9.66 (tier A price)',
    '手填；价格表为 9.66（tier A price）',
  ]);
  expect(said('9.5', '10.5')).toEqual(['typed in; list price: 10.5', '手填；目录价为 10.5']);
  expect(said('9.5', '')).toEqual(['typed in', '手填']);
  expect(said('9.5x', '10.5')[0]).toBe('typed in; list price: 10.5');
});

test('a price that nobody typed, or that is what the list says, is the list’s', () => {
  expect(said('', '9.66', 'tier A price')).toEqual(['tier A price']);
  expect(said('9.660', '9.66', 'tier A price')).toEqual(['tier A price']);
  expect(said('1,000', '1000')).toEqual(['']);
});
