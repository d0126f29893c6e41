import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ParsedEntry, parseEntry } from '../../../src/entry/line.ts';
import { typed } from '../../../src/entry/plain.ts';
import type { Member } from '../../../src/members/member.ts';
import { orderModel } from '../../../src/orders/model.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { formOf, talkAs } from '../../support/talk.ts';
import { foundSellers } from './company.ts';
import { table } from './table.ts';

const today = '2026-12-02';
const seed = Number(process.env.SEED ?? 11);
const parsed = process.env.SOAK ? 400_000 : 30_000;
const withOdd = process.env.SOAK ? 40_000 : 10_000;
const typedInChat = process.env.SOAK ? 100_000 : 300;

const rows = table.map(([text]) => text).filter((text) => text !== '');
const signs = [...'xX×*@-%,.:;、。，！¥$"“」\'()#/ \n0159一两十半折个箱打日月号周Aa华é🙏\u0000\u200d'];

/** A row with signs left out, doubled, changed and put in, or with its words in another order, or two rows joined. */
const mutated = fc
  .tuple(
    fc.constantFrom(...rows),
    fc.constantFrom(...rows),
    fc.array(fc.tuple(fc.nat(80), fc.constantFrom(...signs), fc.nat(5)), { maxLength: 6 }),
  )
  .map(([row, other, slips]) =>
    slips.reduce((text, [place, sign, kind]) => {
      const at = text.length === 0 ? 0 : place % text.length;
      if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
      if (kind === 1) return text.slice(0, at) + text.charAt(at) + text.slice(at);
      if (kind === 2) return text.slice(0, at) + sign + text.slice(at + 1);
      if (kind === 3) return text.slice(0, at) + sign + text.slice(at);
      if (kind === 4) return `${text} ${other}`;
      return text.split(' ').reverse().join(' ');
    }, row),
  );
const words = [...new Set(rows.flatMap((row) => row.split(/\s+/)))];
const shuffled = fc.array(fc.constantFrom(...words), { maxLength: 15 });
const anyLine = fc.oneof(
  { weight: 6, arbitrary: mutated },
  { weight: 3, arbitrary: shuffled.map((some) => some.join(' ')) },
  { weight: 1, arbitrary: shuffled.map((some) => some.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 120 }) },
);

const numbersIn = (entry: ParsedEntry): number[] => [
  ...entry.lines.flatMap((l) => [l.quantity, l.unitPrice ?? 0, l.discount ?? 0]),
  entry.discount ?? 0,
  entry.paymentDays ?? 0,
];

describe('whatever is typed as an order', () => {
  test(`${parsed} lines: none fails, and every number is exact`, () => {
    fc.assert(
      fc.property(anyLine, (text) =>
        numbersIn(parseEntry(text, today)).every((n) => Number.isSafeInteger(n) && n >= 0),
      ),
      { numRuns: parsed, seed },
    );
  }, 600_000);

  test('no word and no number is lost: one that means nothing stands in the entry, wherever it was typed', () => {
    const odd = fc.oneof(fc.stringMatching(/^qz[a-w]{3,8}q$/), fc.stringMatching(/^[1-9][0-9]{0,2}\.[0-9]{5}[1-9]$/));
    const placed = fc.tuple(
      fc.oneof(
        mutated,
        shuffled.map((some) => some.join(' ')),
      ),
      odd,
      fc.nat(20),
    );
    fc.assert(
      fc.property(placed, ([text, word, place]) => {
        const all = text.split(' ');
        all.splice(place % (all.length + 1), 0, word);
        return JSON.stringify(parseEntry(all.join(' '), today)).includes(word);
      }),
      { numRuns: withOdd, seed },
    );
  }, 600_000);

  test('no name is lost: each Latin word that is no keyword stands in the entry', () => {
    const name = fc.stringMatching(/^[B-DF-HJ-NP-TV-Z]{4,9}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
        const shown = JSON.stringify(parseEntry(names.join(' '), today));
        return names.every((one) => shown.includes(typed(one)));
      }),
      { numRuns: 2000, seed },
    );
  });

  test.each([
    ['letters', 'a'],
    ['figures', '1'],
    ['points', '1.'],
    ['commas', '1,'],
    ['times signs', '1x'],
    ['lines', 'A1x1'],
    ['joined lines', 'A1x'],
    ['Chinese', '华'],
    ['Chinese figures', '一'],
    ['each', '各1'],
    ['lists', 'A1、'],
    ['prices', '@1'],
    ['percent', '-1%'],
    ['quotation marks', '"'],
    ['dates', '1月1日'],
    ['days', '周一'],
    ['short words', 'a '],
    ['due', 'due '],
    ['orders', 'po '],
    ['days of terms', '1天'],
    ['signs', '-_./#+'],
    ['colons', 'a:'],
    ['spaces', ' '],
    ['new lines', 'A\n'],
  ])('4,000 signs of %s cost at most twelve times of 1,000', (_, piece) => {
    const ofLength = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    /** The quickest of some runs: what else the machine does only makes it longer. */
    const cost = (length: number) => {
      const text = `Acme ${ofLength(length)}`;
      return Math.min(
        ...Array.from({ length: 7 }, () => {
          const start = process.cpuUsage();
          for (let i = 0; i < 3; i++) parseEntry(text, today);
          const { user, system } = process.cpuUsage(start);
          return user + system;
        }),
      );
    };
    // A scan in squares would cost sixteen times; what takes less than 0.2 s of the processor is quick enough in any case.
    expect(cost(3990)).toBeLessThan(Math.max(600_000, 12 * cost(1000)));
  });
});

describe('through the door of the chat', () => {
  let desk: TestDesk;
  let anna: Member;
  beforeAll(async () => {
    desk = await openTestDesk();
    ({ anna } = await foundSellers(desk));
  });
  afterAll(() => desk.close());

  test(`${typedInChat} lines: each opens a form, and nothing is stored`, async () => {
    const talk = talkAs(desk, anna);
    await fc.assert(
      fc.asyncProperty(anyLine, async (text) => {
        formOf(await talk.say(`/order new ${text}`));
      }),
      { numRuns: typedInChat, seed },
    );
    expect(await orderModel(desk.connection).countDocuments()).toBe(0);
  }, 3_000_000);
});
