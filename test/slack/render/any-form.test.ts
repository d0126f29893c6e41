import { describe, expect, test } from '@jest/globals';
import type { InputBlock, PlainTextOption } from '@slack/types';
import fc from 'fast-check';
import {
  afterFormAction,
  type FormState,
  formAction,
  readView,
  renderForm,
  searchChoices,
  type ViewValue,
  viewErrors,
} from '../../../adapters/slack/render/index.ts';
import type { FormValues, SealedForm } from '../../../src/chat/form.ts';
import { anyForm, anyTyped } from '../../support/render/any-form.ts';
import { kept } from '../../support/render/kept.ts';
import { everyObject, letters } from '../../support/render/said.ts';
import { sentBack as expected } from '../../support/render/sent-back.ts';
import { checkSuggestions } from '../../support/slack/blocks.ts';
import { linesOf } from '../../support/talk.ts';
import { expectSoundView } from './support/checks.ts';
import { textsOf } from './support/said.ts';
import { buttonsOf, inputsOf, stateOf } from './support/view.ts';

const locale = 'en';
const draw = (form: SealedForm, state: FormState = {}) => renderForm(form, state, { locale });

/** Walks through every page of a form, as a person would: what a page holds is read before it is turned. */
function walk(form: SealedForm, visit: (state: FormState) => FormState): FormState {
  let state: FormState = {};
  for (let n = 0; n < 60; n++) {
    state = visit(state);
    const next = buttonsOf(draw(form, state))
      .map((id) => formAction(id))
      .find(
        (a) =>
          (a?.kind === 'lines' && a.page > (state.linesPage ?? 1)) ||
          (a?.kind === 'fields' && a.page > (state.fieldsPage ?? 1)),
      );
    if (!next) return state;
    state = afterFormAction(form, state, next);
  }
  throw new Error('the pages of the form have no end');
}

/** As texts, where the order of ticked boxes does not count. */
const comparable = (values: FormValues) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) && value.every((v) => typeof v === 'string') ? [...value].sort() : value,
    ]),
  );

describe('any form of the neutral language', () => {
  test('is accepted by Slack on each of its pages, and nothing in it is read as markup', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        walk(form, (state) => {
          expectSoundView(draw(form, state));
          return state;
        });
      }),
      { numRuns: process.env.SOAK ? 1_000 : 16, endOnFailure: true },
    );
  }, 600_000);

  test('comes back untouched as it was shown', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const end = walk(form, (state) => readView(stateOf(draw(form, state)), form, state).state);
        const { values, stale } = readView(stateOf(draw(form, end)), form, end);
        expect(stale).toBe(false);
        expect(comparable(values)).toEqual(comparable(expected(form)));
      }),
      { numRuns: process.env.SOAK ? 1_000 : 20, endOnFailure: true },
    );
  }, 600_000);

  test('is drawn and read the same once the database has kept it, which has null for what is not there', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const state: FormState = {
          lines: [{ sku: 'A', quantity: '1', price: undefined }],
          errors: undefined,
          version: 1,
        };
        expect(draw(kept(form), kept(state))).toEqual(draw(form, state));
        const view = stateOf(draw(form, state));
        expect(kept(readView(view, kept(form), kept(state)).values)).toEqual(kept(readView(view, form, state).values));
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  test('brings what was typed on every page, and shows it again', () => {
    fc.assert(
      fc.property(anyForm, fc.array(anyTyped, { minLength: 7, maxLength: 7 }), fc.nat(), (form, words, seed) => {
        const typed = new Map<string, unknown>();
        const type = (block: InputBlock): ViewValue => {
          const id = block.block_id ?? '';
          const n = seed + [...id].reduce((sum, sign) => sum * 7 + sign.charCodeAt(0), 0);
          const { element } = block;
          if (element.type === 'plain_text_input') {
            const text = words[n % words.length] ?? '';
            typed.set(id, text);
            return { type: element.type, value: text === '' ? null : text };
          }
          if (element.type === 'datepicker') {
            typed.set(id, '2027-01-31');
            return { type: element.type, selected_date: '2027-01-31' };
          }
          if (element.type === 'external_select' && element.action_id?.startsWith('search:')) {
            const code = `CODE-${n % 9}`;
            typed.set(id, code);
            return { type: element.type, selected_option: { value: code, text: { text: `name of ${code}` } } };
          }
          return choose(form, block, n, typed);
        };
        const end = walk(form, (state) => readView(stateOf(draw(form, state), type), form, state).state);
        const { values } = readView({}, form, end);
        for (const [id, text] of typed) {
          const [, n, cell] = /^lines\.(\d+)\.(\w+)$/.exec(id) ?? [];
          if (n === undefined) expect(values[id]).toEqual(text);
          else expect(end.lines?.[Number(n)]?.[cell as 'sku']).toBe(text);
        }
        walk(form, (state) => {
          const shown = { ...end, linesPage: state.linesPage, fieldsPage: state.fieldsPage };
          expectSoundView(draw(form, shown));
          expect(readView(stateOf(draw(form, shown)), form, shown).values).toEqual(values);
          return shown;
        });
      }),
      { numRuns: process.env.SOAK ? 1_000 : 16, endOnFailure: true },
    );
  }, 600_000);

  test('says every sentence of what is wrong, at an input or in words', () => {
    fc.assert(
      fc.property(anyForm, fc.array(fc.nat(300), { minLength: 1, maxLength: 8 }), (form, picks) => {
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
        const { response, state } = viewErrors(errors, form, {}, { locale });
        if (response.response_action === 'errors') {
          const ids = inputsOf(draw(form)).map((b) => b.block_id);
          expect(Object.keys(response.errors).filter((id) => !ids.includes(id))).toEqual([]);
          expect(Object.values(errors).filter((s) => !Object.values(response.errors).join(' ').includes(s))).toEqual(
            [],
          );
          return;
        }
        expectSoundView(response.view);
        expect(draw(form, state)).toEqual(response.view);
        const said = letters(textsOf(response.view.blocks).join(''));
        expect(Object.values(errors).filter((s) => !said.includes(letters(s)))).toEqual([]);
      }),
      { numRuns: process.env.SOAK ? 1_000 : 30, endOnFailure: true },
    );
  }, 600_000);
});

/** Ticks or picks among the choices of a block; what Slack would ask for is asked for. */
function choose(form: SealedForm, block: InputBlock, n: number, typed: Map<string, unknown>): ViewValue {
  const [id = '', menu = '0'] = (block.block_id ?? '').split('+');
  const field = form.fields.find((f) => f.name === id);
  if (!field || !('choices' in field)) return { type: block.element.type, files: [] };
  const own = everyObject(block.element).find((o) => Array.isArray(o.options))?.options as
    | PlainTextOption[]
    | undefined;
  const options = own ?? searchChoices(form, id, '');
  expect(checkSuggestions({ options })).toEqual([]);
  const meaning = (o: PlainTextOption) => field.choices[Number(menu) * 100 + options.indexOf(o)]?.value;
  if (field.kind === 'multi') {
    const some = options.filter((_, i) => (n >> (i % 16)) % 2 === 0);
    typed.set(id, [...new Set([...((typed.get(id) as string[]) ?? []), ...some.map(meaning)])]);
    return { type: block.element.type, selected_options: some };
  }
  const one = options[n % options.length] as PlainTextOption;
  typed.set(id, meaning(one));
  return { type: block.element.type, selected_option: one };
}
