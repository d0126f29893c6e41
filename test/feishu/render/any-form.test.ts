import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FeishuState, readForm, sentValues, turnedTo } from '../../../adapters/feishu/render/index.ts';
import type { Choice, SealedForm } from '../../../src/chat/form.ts';
import { anyForm, anyTyped } from '../../support/render/any-form.ts';
import { kept } from '../../support/render/kept.ts';
import { letters } from '../../support/render/said.ts';
import { sentBack as expected } from '../../support/render/sent-back.ts';
import { linesOf } from '../../support/talk.ts';
import { expectAccepted } from './support/checks.ts';
import type { Element } from './support/elements.ts';
import { deedsIn, draw, formValue, inputsIn, manners, optionsIn, walk } from './support/filled.ts';
import { textsOf } from './support/said.ts';

const anyManner = fc.constantFrom(...manners);

/** The daily run plays the same cases each time, the soak others each time. */
const seeded = process.env.SOAK ? {} : { seed: 20_261_202 };

describe('any form of the neutral language', () => {
  test('is accepted by Feishu on each of its pages, calls nobody, and can be sent from each', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        let said = '';
        walk(form, (state) => {
          const card = draw(form, state);
          expectAccepted(card);
          expect(deedsIn(card)).toContainEqual({ kind: 'send' });
          said += letters(textsOf(card).join(''));
          return state;
        });
        const words = [form.title, form.note ?? '', ...form.fields.flatMap((f) => [f.label, f.hint ?? ''])];
        expect(words.filter((text) => !said.includes(letters(text)))).toEqual([]);
      }),
      { numRuns: process.env.SOAK ? 1_000 : 12, ...seeded, endOnFailure: true },
    );
  }, 600_000);

  test('comes back untouched as it was shown, whether empty fields are sent or missing', () => {
    fc.assert(
      fc.property(anyForm, anyManner, (form, manner) => {
        const end = walk(form, (state) => readForm(formValue(draw(form, state), manner), form, state));
        expect(sentValues(form, end)).toEqual(expected(form));
      }),
      { numRuns: process.env.SOAK ? 1_000 : 12, ...seeded, endOnFailure: true },
    );
  }, 600_000);

  test('is drawn and read the same once the database has kept it, which has null for what is not there', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const state: FeishuState = {
          lines: [{ sku: 'A', quantity: '1', price: undefined }],
          errors: undefined,
          version: 1,
        };
        const card = draw(form, state);
        expect(draw(kept(form), kept(state))).toEqual(card);
        const given = formValue(card, { emptyFieldsSent: true });
        const read = (one: SealedForm, before: FeishuState) => kept(sentValues(one, readForm(given, one, before)));
        expect(read(kept(form), kept(state))).toEqual(read(form, state));
      }),
      { numRuns: 20, ...seeded, endOnFailure: true },
    );
  });

  test('brings what was typed and chosen on every page, and shows it again', () => {
    fc.assert(
      fc.property(
        anyForm,
        anyManner,
        fc.array(anyTyped, { minLength: 7, maxLength: 7 }),
        fc.nat(),
        (form, manner, words, seed) => {
          const typed = new Map<string, unknown>();
          const type = (element: Element) => {
            const name = String(element.name);
            const n = seed + [...name].reduce((sum, sign) => sum * 7 + sign.charCodeAt(0), 0);
            if (element.tag === 'date_picker') return remember(typed, name, '2027-01-31');
            if (element.tag === 'input') {
              const text = words[n % words.length] ?? '';
              const most = Number(element.max_length ?? 1000);
              const isOneLine = element.input_type !== 'multiline_text';
              return remember(typed, name, (isOneLine ? text.replaceAll('\n', ' ') : text).slice(0, most).trim());
            }
            const options = optionsIn(element);
            if (element.tag !== 'multi_select_static') return options[n % options.length];
            return remember(
              typed,
              name,
              options.filter((_, i) => (n >> (i % 16)) % 2 === 0),
            );
          };
          const end = walk(form, (state) => readForm(formValue(draw(form, state), manner, type), form, state));
          expectTyped(form, end, typed);
          walk(form, (state) => {
            const shown = { ...end, linesPage: state.linesPage, fieldsPage: state.fieldsPage };
            expectAccepted(draw(form, shown));
            const again = readForm(formValue(draw(form, shown), manner), form, shown);
            expect(sentValues(form, again)).toEqual(sentValues(form, end));
            return shown;
          });
        },
      ),
      { numRuns: process.env.SOAK ? 1_000 : 10, ...seeded, endOnFailure: true },
    );
  }, 600_000);

  test('loses nothing when a button of an older card is clicked twice', () => {
    fc.assert(
      fc.property(anyForm, anyManner, (form, manner) => {
        const old = formValue(draw(form), manner);
        const now = { ...readForm(old, form, {}), fieldsPage: 2, linesPage: 2 };
        const inSight = inputsIn(draw(form, now)).map((e) => String(e.name));
        fc.pre(Object.keys(old).some((name) => !inSight.includes(name)));
        expect(sentValues(form, readForm(old, form, now))).toEqual(sentValues(form, now));
      }),
      { numRuns: 20, ...seeded, endOnFailure: true },
    );
  });

  test('says every sentence of what is wrong at its place or on top, and turns to the first', () => {
    fc.assert(
      fc.property(anyForm, fc.array(fc.nat(300), { minLength: 1, maxLength: 8 }), (form, picks) => {
        const bare = { ...form, fields: form.fields.map((f) => ({ ...f, error: undefined })) };
        const lines = linesOf(form);
        const names = [
          '',
          'nowhere',
          ...form.fields.map((f) => f.name),
          ...lines.flatMap((_, n) => [`lines.${n}`, `lines.${n}.quantity`]),
        ];
        const errors = Object.fromEntries(
          picks.map((p) => names[p % names.length] ?? '').map((name) => [name, `wrong <!channel> “${name}” here`]),
        );
        const card = draw(bare, turnedTo(errors, bare, {}));
        expectAccepted(card);
        const said = letters(textsOf(card).join(''));
        expect(Object.values(errors).filter((s) => !said.includes(letters(s)))).toEqual([]);
      }),
      { numRuns: process.env.SOAK ? 1_000 : 14, ...seeded, endOnFailure: true },
    );
  }, 600_000);

  test('has room for what was found for every field and line, at most 20 of each', () => {
    const found: Choice[] = Array.from({ length: 25 }, (_, i) => ({
      value: `v${i}`,
      label: `<at id=all></at> 名 ${i}`,
    }));
    fc.assert(
      fc.property(anyForm, (form) => {
        const lines = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`line ${n} 0`, found]));
        const all = { ...Object.fromEntries(form.fields.map((f) => [f.name, found])), ...lines };
        const errors = Object.fromEntries(form.fields.map((f) => [f.name, `“${f.name}” is several`]));
        walk(form, (state) => {
          const card = draw(form, { ...state, found: all, errors });
          expectAccepted(card);
          const offers = inputsIn(card).filter((e) => /~pick/.test(String(e.name)));
          for (const one of offers) expect(optionsIn(one).length).toBeLessThanOrEqual(20);
          for (const one of offers) expect(optionsIn(one).length).toBeGreaterThan(0);
          return state;
        });
      }),
      { numRuns: process.env.SOAK ? 1_000 : 12, ...seeded, endOnFailure: true },
    );
  }, 600_000);
});

function remember<T>(typed: Map<string, unknown>, name: string, value: T): T {
  typed.set(name, value);
  return value;
}

/** What was typed into the first input of each field and into every cell is what the desk has. */
function expectTyped(form: SealedForm, end: FeishuState, typed: ReadonlyMap<string, unknown>): void {
  for (const [name, value] of typed) {
    const [, n, cell] = /^line~(\d+)~(\w+)~0$/.exec(name) ?? [];
    const field = form.fields.find((f) => f.name === name);
    const held = end.values?.[name];
    if (n !== undefined) expect(end.lines?.[Number(n)]?.[cell as 'sku'] ?? '').toBe(value);
    else if (field?.kind === 'text' || field?.kind === 'number') expect(String(held)).toContain(value as string);
    else if (field?.kind === 'search' || field?.kind === 'date') expect(held).toBe(value);
    else if (field?.kind === 'multi') expect((held as string[]).length).toBeGreaterThanOrEqual((value as []).length);
  }
}
