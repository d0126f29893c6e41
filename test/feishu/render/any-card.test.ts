import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderCard } from '../../../adapters/feishu/render/index.ts';
import { anyCard } from '../../support/render/any-card.ts';
import { kept } from '../../support/render/kept.ts';
import { everyWay, expectSound, pagesOf } from './support/checks.ts';
import { carried } from './support/elements.ts';

/** The daily run plays the same cases each time, the soak others each time. */
const seeded = process.env.SOAK ? {} : { seed: 20_261_202 };

describe('any card of the neutral language', () => {
  test('is accepted on each of its pages, loses no text and no button, and calls nobody', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...everyWay), (card, way) => expectSound(card, way)),
      { numRuns: process.env.SOAK ? 2_000 : 16, ...seeded, endOnFailure: true },
    );
  }, 1_200_000);

  test('is drawn the same once the database has kept it, which has null for what is not there', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(renderCard(kept(card), { locale: 'en' })).toEqual(renderCard(card, { locale: 'en' }));
      }),
      { numRuns: 20, ...seeded, endOnFailure: true },
    );
  });

  test('is turned to the page before and the page after, and to no other', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const pages = pagesOf(card, { locale: 'en' });
        pages.forEach(({ card: drawn }, i) => {
          const wanted = [i, i + 2].filter((n) => n >= 1 && n <= pages.length).map(String);
          expect(carried(drawn, 'page')).toEqual(pages.length === 1 ? [] : wanted);
        });
      }),
      { numRuns: 20, ...seeded },
    );
  });
});
