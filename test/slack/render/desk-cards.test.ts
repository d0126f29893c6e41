import { describe, expect, test } from '@jest/globals';
import { renderCard } from '../../../adapters/slack/render/index.ts';
import { decisionCard } from '../../../src/approvals/card.ts';
import { locales } from '../../../src/text/index.ts';
import { facts, order, sealed, viewerWith } from '../../support/render/company.ts';
import { context, deskCards } from '../../support/render/desk-cards.ts';
import { everyWay, expectSound, pagesOf } from './support/checks.ts';
import { textsOf } from './support/said.ts';

describe.each([...locales])('in %s', (locale) => {
  test.each(deskCards(locale))('%s', (name, make) => {
    for (const card of make())
      for (const way of everyWay.filter((w) => w.locale === locale)) {
        expectSound(card, way);
        if (name.startsWith('a report')) expectSound(card, { ...way, slackFile: () => 'F1' });
      }
  });
});

describe('an order of 200 lines', () => {
  const card = sealed(decisionCard(viewerWith(['manager'], 'en'), order('pending'), facts, context));
  const pages = pagesOf(card, 'message', 'en');

  test('is cut into pages, on each of which it can be decided', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const { blocks } of pages) {
      const labels = blocks.flatMap((b) => (b.type === 'actions' ? b.elements : [])).map((e) => textsOf(e)[0]);
      expect(labels).toEqual(expect.arrayContaining(['Approve', 'Reject', 'Open']));
    }
  });

  test('shows its lines as one of Slack’s own tables a page, with all columns', () => {
    const tables = pages.map(({ blocks }) => blocks.filter((b) => b.type === 'table'));
    expect(tables.every((some) => some.length <= 1)).toBe(true);
    const rows = tables.flat().flatMap((table) => ('rows' in table ? table.rows.slice(1) : []));
    expect(rows.length).toBe(200);
    expect(new Set(rows.map((r) => r.length)).size).toBe(1);
  });

  test('says on each page which one it is', () => {
    pages.forEach(({ blocks }, i) => {
      expect(textsOf(blocks)).toContain(`page ${i + 1} of ${pages.length}`);
    });
  });

  test('a page that is not there is the nearest one that is', () => {
    const draw = (page: number) =>
      renderCard(card, { locale: 'en', surface: 'message', page, pagesKey: () => 'key' }).blocks;
    expect(draw(-3)).toEqual(draw(1));
    expect(draw(999)).toEqual(draw(pages.length));
    expect(draw(Number.NaN)).toEqual(draw(1));
  });
});
