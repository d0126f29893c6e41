import { describe, expect, test } from '@jest/globals';
import { lineChoices, readView } from '../../../adapters/slack/render/index.ts';
import type { LineValue } from '../../../src/chat/form.ts';
import { form, newOrder } from '../../support/render/forms.ts';
import { expectSoundView } from './support/checks.ts';
import { click, draw, typing } from './support/forms.ts';
import { textsOf } from './support/said.ts';
import { buttonsOf, inputAt, inputsOf, stateOf } from './support/view.ts';

describe('the lines of an order', () => {
  test('begin with one that is empty, which nobody is sent', () => {
    const one = newOrder(0);
    const view = draw(one);
    expect(inputsOf(view).map((b) => b.block_id)).toEqual([
      'customer',
      ...['sku', 'quantity', 'price', 'discount'].map((cell) => `lines.0.${cell}`),
      ...['requestedDate', 'poNo', 'paymentDays', 'shipTo', 'notes', 'next'],
    ]);
    expect(readView(stateOf(view), one, {}).values.lines).toEqual([]);
  });

  test('are eight on a page, and say which they are', () => {
    const view = draw(newOrder(20), { linesPage: 2 });
    expect(textsOf(view.blocks).join('\n')).toContain('Lines 9–16 of 20');
    expect(buttonsOf(view).slice(-3)).toEqual(['line:reckon', 'line:page:1', 'line:page:3']);
  });

  test('say what they are at once: number, product and list price', () => {
    const value = [{ sku: 'A100', quantity: '2', label: 'A100 · Widget', listPrice: '13.00' }];
    const view = draw(form([{ kind: 'lines', name: 'lines', label: 'Lines', value, currency: 'CNY' }]));
    expect(textsOf(view.blocks)).toContain('Line 1 · A100 · Widget · list price 13.00');
    expect(inputAt(view, 'lines.0.price').element).toMatchObject({ placeholder: { text: '13.00' } });
    expect(inputAt(view, 'lines.0.price').label.text).toBe('Unit price (CNY)');
    expect(inputAt(view, 'lines.0.sku').element).toMatchObject({
      action_id: 'search:product',
      initial_option: { value: 'A100', text: { text: 'A100 · Widget' } },
    });
  });

  test('whose word has several products propose them when the menu opens', () => {
    const choices = ['XS-24', 'XS-27'].map((value) => ({ value, label: `${value} · 显示器` }));
    const value: LineValue[] = [
      { sku: 'A100', quantity: '1', label: 'A100 · Widget' },
      { sku: '显示器', quantity: '5', choices },
    ];
    const one = form([{ kind: 'lines', name: 'lines', label: 'Lines', value, currency: 'CNY' }]);
    expect(lineChoices({ form: one, state: {} }, 'lines.1.sku')).toEqual(choices);
    expect(lineChoices({ form: one, state: { version: 2 } }, 'lines.1.sku~v2')).toEqual(choices);
    for (const block of ['lines.0.sku', 'lines.1.quantity', 'lines.9.sku', 'customer', 'other.1.sku'])
      expect(lineChoices({ form: one, state: {} }, block)).toEqual([]);
  });

  test('one more comes at the end, and what was typed stays', () => {
    const one = newOrder(8);
    const state = click(one, {}, 'line:add', typing({ 'lines.7.quantity': '77', notes: 'hurry' }));
    const view = draw(one, state);
    expect(
      inputsOf(view)
        .filter((b) => b.block_id?.startsWith('lines.'))
        .map((b) => b.block_id),
    ).toEqual(['sku', 'quantity', 'price', 'discount'].map((cell) => `lines.8.${cell}`));
    expect(inputAt(view, 'notes').element).toMatchObject({ initial_value: 'hurry' });
    expect(state.lines?.[7]?.quantity).toBe('77');
  });

  test('one less gives the others new blocks, so that Slack shows no line the cells of another', () => {
    const one = newOrder(3);
    const state = click(one, {}, 'line:remove:0', typing({ 'lines.1.quantity': '55' }));
    const view = draw(one, state);
    expect(inputAt(view, 'lines.0.quantity~v1').element).toMatchObject({ initial_value: '55' });
    expect(inputAt(view, 'lines.1.quantity~v1').element).toMatchObject({ initial_value: '2' });
    expect(inputAt(view, 'notes').block_id).toBe('notes');
    const lines = readView(stateOf(view), one, state).values.lines as LineValue[];
    expect(lines.map((l) => l.quantity)).toEqual(['55', '2']);
  });

  test('of an older view are not read, since their numbers mean others now', () => {
    const one = newOrder(3);
    const old = stateOf(draw(one), typing({ 'lines.0.quantity': '99', notes: 'new words' }));
    const state = click(one, {}, 'line:remove:0');
    const read = readView(old, one, state);
    expect(read.stale).toBe(true);
    expect((read.values.lines as LineValue[]).map((l) => l.quantity)).toEqual(['1', '2']);
    expect(read.values.notes).toBe('new words');
  });

  test('a product that is chosen anew takes its name along, and leaves the old list price', () => {
    const one = newOrder(1);
    const chosen = { selected_option: { value: 'B200', text: { text: 'B200 · R&amp;D' } } };
    const read = readView(
      stateOf(draw(one), (b) => (b.block_id === 'lines.0.sku' ? chosen : undefined)),
      one,
      {},
    );
    expect(read.state.lines?.[0]).toMatchObject({ sku: 'B200', label: 'B200 · R&D', listPrice: undefined });
    expect(read.values.lines).toEqual([{ sku: 'B200', quantity: '0', price: '12.50' }]);
  });

  test('the last one can be removed: an empty one takes its place', () => {
    const one = newOrder(1);
    const state = click(one, {}, 'line:remove:0');
    expectSoundView(draw(one, state));
    expect(inputAt(draw(one, state), 'lines.0.quantity~v1').element).not.toHaveProperty('initial_value');
  });
});
