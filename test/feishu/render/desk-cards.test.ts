import { describe, expect, test } from '@jest/globals';
import { renderCard } from '../../../adapters/feishu/render/index.ts';
import { decisionCard } from '../../../src/approvals/card.ts';
import { locales } from '../../../src/text/index.ts';
import { facts, order, sealed, viewerWith } from '../../support/render/company.ts';
import { context, deskCards } from '../../support/render/desk-cards.ts';
import { everyWay, expectSound, pagesOf } from './support/checks.ts';
import { carried, everyElement } from './support/elements.ts';
import { textsOf } from './support/said.ts';

describe.each([...locales])('filled with the longest and worst that it can hold, in %s,', (locale) => {
  test.each(deskCards(locale))('%s is accepted and says everything', (_, make) => {
    for (const card of make()) for (const way of everyWay.filter((w) => w.locale === locale)) expectSound(card, way);
  });
});

describe('an order of 200 lines that waits for a decision', () => {
  const card = sealed(decisionCard(viewerWith(['manager'], 'en'), order('pending'), facts, context));
  const pages = pagesOf(card, { locale: 'en' });

  test('is cut into pages, on each of which it can be decided', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const { card: drawn } of pages)
      expect(textsOf(drawn.body)).toEqual(expect.arrayContaining(['Approve', 'Reject', 'Open']));
  });

  test('shows every line once, as a table with all columns', () => {
    const tables = pages.flatMap(({ card: drawn }) => everyElement(drawn.body).filter((e) => e.tag === 'table'));
    const rows = tables.flatMap((table) => table.rows as Record<string, string>[]);
    expect(rows.length).toBe(200);
    expect(new Set(rows.map((r) => Object.keys(r).length)).size).toBe(1);
  });

  test('says on each page which one it is, and which rows it shows', () => {
    pages.forEach(({ card: drawn }, i) => {
      expect(textsOf(drawn.body)).toContain(`page ${i + 1} of ${pages.length}`);
    });
    expect(textsOf(pages.at(-1)?.card.body).join('\n')).toMatch(/rows \d+–200 of 200/);
  });

  test('can be found again by its mark on any page', () => {
    for (const { card: drawn } of pages) expect(drawn.body.elements[0]).toHaveProperty('element_id', 'mark1');
  });

  test('a page that is not there is the nearest one that is', () => {
    const draw = (page: number) => renderCard(card, { locale: 'en', page, pagesKey: () => 'key', mark: 'mark1' }).card;
    expect(draw(-3)).toEqual(pages[0]?.card);
    expect(draw(999)).toEqual(pages.at(-1)?.card);
    expect(draw(Number.NaN)).toEqual(pages[0]?.card);
  });

  test('its deeds are told apart by what they carry', () => {
    const ids = carried(pages[0]?.card, 'button');
    expect(new Set(ids).size).toBe(ids.length);
  });
});
