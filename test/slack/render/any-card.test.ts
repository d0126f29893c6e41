import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderCard } from '../../../adapters/slack/render/index.ts';
import { anyCard } from '../../support/render/any-card.ts';
import { kept } from '../../support/render/kept.ts';
import { everyWay, expectSound, pagesOf } from './support/checks.ts';

describe('any card of the neutral language', () => {
  test('is accepted on every surface, loses no text and no button, and nothing in it is read as markup', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...everyWay), fc.boolean(), (card, way, hasPictures) =>
        expectSound(card, hasPictures ? { ...way, slackFile: (id) => `F${id}` } : way),
      ),
      { numRuns: process.env.SOAK ? 2_000 : 16, endOnFailure: true },
    );
  }, 1_200_000);

  test('is drawn the same once the database has kept it, which has null for what is not there', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const draw = (one: typeof card) => renderCard(one, { locale: 'en', surface: 'message' });
        expect(draw(kept(card))).toEqual(draw(card));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('is drawn the same each time, and its block ids change with its content', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const draw = (one: typeof card) => renderCard(one, { locale: 'en', surface: 'message' }).blocks;
        expect(draw(card)).toEqual(draw(card));
        const other = { ...card, blocks: [{ kind: 'text' as const, text: 'something new' }, ...card.blocks] };
        const known = new Set(
          draw(card)
            .slice(2)
            .map((b) => b.block_id),
        );
        expect(
          draw(other)
            .slice(2)
            .filter((b, i) => known.has(b.block_id) && JSON.stringify(b) !== JSON.stringify(draw(card)[i + 2])),
        ).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('is found on every page by its page buttons alone', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const pages = pagesOf(card, 'message', 'en');
        pages.forEach(({ blocks }, i) => {
          const ids = JSON.stringify(blocks).match(/page:key:\d+/g) ?? [];
          const wanted = [i, i + 2].filter((n) => n >= 1 && n <= pages.length).map((n) => `page:key:${n}`);
          expect(ids).toEqual(pages.length === 1 ? [] : wanted);
        });
      }),
      { numRuns: 25 },
    );
  });
});
