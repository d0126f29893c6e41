import { describe, expect, test } from '@jest/globals';
import { type FormState, viewErrors } from '../../../adapters/slack/render/index.ts';
import type { FormField, SealedForm } from '../../../src/chat/form.ts';
import { form, lineValue, newOrder } from '../../support/render/forms.ts';
import { expectSoundView } from './support/checks.ts';
import { textsOf } from './support/said.ts';

describe('what is wrong with a form', () => {
  const errorsOf = (errors: Record<string, string>, one: SealedForm, state: FormState = {}) =>
    viewErrors(errors, one, state, { locale: 'en' });

  test('stands at its inputs where all of it can', () => {
    const errors = {
      customer: 'No such customer.',
      'lines.1.quantity': 'Line 2: how many?',
      lines: 'Check the lines.',
    };
    expect(errorsOf(errors, newOrder(3)).response).toEqual({
      response_action: 'errors',
      errors: {
        customer: 'No such customer.',
        'lines.1.quantity': 'Line 2: how many?',
        'lines.0.sku': 'Check the lines.',
      },
    });
  });

  test('of the form as a whole stands on top of the form, drawn anew', () => {
    const { response, state } = errorsOf({ '': 'Somebody was faster.', notes: 'Too long.' }, newOrder(1));
    if (response.response_action !== 'update') throw new Error('the form was to be drawn anew');
    expect(textsOf(response.view.blocks)[0]).toBe('🔴 Somebody was faster.');
    expect(textsOf(response.view.blocks)).toContain('🔴 Too long.');
    expect(state.errors).toEqual({ '': 'Somebody was faster.', notes: 'Too long.' });
  });

  test('goes away once the form was sent again with other mistakes', () => {
    const one = newOrder(1);
    const { state } = errorsOf({ '': 'Somebody was faster.' }, one);
    const { response } = errorsOf({ notes: 'Too long.' }, one, state);
    if (response.response_action !== 'update') throw new Error('the old sentence would stay');
    expect(textsOf(response.view.blocks)).not.toContain('🔴 Somebody was faster.');
  });

  test('in a line out of sight turns to its page', () => {
    const { response, state } = errorsOf({ 'lines.12.price': 'Line 13: what price?' }, newOrder(20));
    if (response.response_action !== 'update') throw new Error('the form was to be drawn anew');
    expect(state.linesPage).toBe(2);
    expect(textsOf(response.view.blocks)).toContain('🔴 Line 13: what price?');
    expectSoundView(response.view);
  });

  test('in lines of which some were left empty is shown at the numbers that the desk gave them', () => {
    const one = newOrder(3);
    const blank = { sku: '', quantity: '', price: '', discount: '' };
    const lines = [lineValue(0), blank, lineValue(2), blank];
    const { response, state } = errorsOf({ 'lines.1.quantity': 'Line 2: how many?' }, one, { lines });
    if (response.response_action !== 'update') throw new Error('the numbers would not be those that are shown');
    expect(state.lines).toEqual([lineValue(0), lineValue(2)]);
    expect(state.version).toBe(1);
    const trailing = errorsOf({ 'lines.1.quantity': 'Line 2: how many?' }, one, {
      lines: [lineValue(0), lineValue(2), blank],
    });
    expect(trailing.response).toMatchObject({ errors: { 'lines.1.quantity': 'Line 2: how many?' } });
  });

  test('in a field out of sight turns to its page', () => {
    const fields = Array.from(
      { length: 90 },
      (_, n): FormField => ({ kind: 'number', name: `line${n}`, label: `L${n}` }),
    );
    const { response, state } = errorsOf({ line50: 'What?' }, form(fields));
    expect(state.fieldsPage).toBe(2);
    expect(response.response_action).toBe('update');
  });

  test('in every cell of 200 lines is counted where it is too much to be said', () => {
    const names = Array.from({ length: 200 }, (_, n) => [`lines.${n}.quantity`, `Line ${n + 1}: how many?`]);
    const { response } = errorsOf(Object.fromEntries(names), newOrder(200));
    if (response.response_action !== 'update') throw new Error('the form was to be drawn anew');
    expectSoundView(response.view);
    expect(textsOf(response.view.blocks).join('\n')).toContain('and 180 more to correct');
  });

  test('of no known place is said all the same', () => {
    const { response } = errorsOf({ 'elsewhere.3': 'Hm.' }, newOrder(1));
    if (response.response_action !== 'update') throw new Error('the form was to be drawn anew');
    expect(textsOf(response.view.blocks)).toContain('🔴 Hm.');
  });
});
