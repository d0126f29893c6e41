import { describe, expect, test } from '@jest/globals';
import { type FeishuState, resolve, sentValues, turnedTo } from '../../../adapters/feishu/render/index.ts';
import type { Choice, LineValue } from '../../../src/chat/form.ts';
import { form, lineValue, newOrder } from '../../support/render/forms.ts';
import { expectAccepted } from './support/checks.ts';
import { click, deedsIn, draw, inputAt, inputsIn, manners, optionsIn, typing, walk } from './support/filled.ts';
import { textsOf } from './support/said.ts';

const ordinary = (count: number) => {
  const lines = Array.from({ length: count }, (_, n) => ({
    sku: `A${n}`,
    quantity: '1',
    label: `A${n} · 不锈钢六角螺栓 M8×40`,
  }));
  return form([{ kind: 'lines', name: 'lines', label: 'Lines', value: lines, currency: 'CNY' }]);
};

const cellsIn = (state: FeishuState, one = newOrder(3)) =>
  inputsIn(draw(one, state))
    .map((e) => String(e.name))
    .filter((name) => name.startsWith('line~'));

describe('the lines of an order', () => {
  test('begin with one that is empty, which nobody is sent', () => {
    const one = newOrder(0);
    expect(cellsIn({}, one)).toEqual(['sku', 'quantity', 'price', 'discount'].map((cell) => `line~0~${cell}~0`));
    expect(sentValues(one, click(one, {}, 'send')).lines).toEqual([]);
  });

  test('say what they are: number, list price, and what each of the numbers beside each other means', () => {
    const value = [{ sku: 'A100', quantity: '2', label: 'A100 · Widget', listPrice: '13.00' }];
    const card = draw(form([{ kind: 'lines', name: 'lines', label: 'Lines', value, currency: 'CNY' }]));
    expect(textsOf(card.body)).toContain('Line 1 · list price 13.00');
    expect(inputAt(card, 'line~0~sku~0')).toMatchObject({ default_value: 'A100 · Widget' });
    expect(inputAt(card, 'line~0~price~0')).toMatchObject({
      label: { content: 'Unit price (CNY)' },
      placeholder: { content: '13.00' },
    });
  });

  test('whose word has several products offer them at once; the one that is picked is sent', () => {
    const choices = ['XS-24', 'XS-27'].map((value) => ({ value, label: `${value} · 显示器`, price: '899.00' }));
    const value = [{ sku: '显示器', quantity: '5', choices }];
    const one = form([{ kind: 'lines', name: 'lines', label: 'Lines', value, currency: 'CNY' }]);
    expect(optionsIn(inputAt(draw(one), 'line~0~pick~0'))).toEqual(['XS-24', 'XS-27']);
    const picked = click(one, {}, 'look', typing({ 'line~0~pick~0': 'XS-27' }));
    expect(sentValues(one, picked).lines).toEqual([{ sku: 'XS-27', quantity: '5' }]);
    expect(inputsIn(draw(one, picked)).map((e) => e.name)).not.toContain('line~0~pick~0');
  });

  test('are five on a page, and say which they are', () => {
    const card = draw(ordinary(20), { linesPage: 2 });
    expect(textsOf(card.body)).toContain('Lines 6–10 of 20');
    expect(deedsIn(card)).toEqual(
      expect.arrayContaining([{ kind: 'add' }, { kind: 'lines', page: 1 }, { kind: 'lines', page: 3 }]),
    );
  });

  test.each([...manners])('200 of them are turned through, and every one is sent as it was typed (%j)', (manner) => {
    const one = newOrder(200);
    const end = walk(one, (state) => {
      expectAccepted(draw(one, state));
      const cells = cellsIn(state, one).filter((name) => name.includes('quantity'));
      const many = Object.fromEntries(cells.map((name) => [name, String(1 + Number(name.split('~')[1]))]));
      return click(one, state, 'look', typing(many), manner);
    });
    const lines = sentValues(one, end).lines as LineValue[];
    expect(lines.map((l) => l.quantity)).toEqual(Array.from({ length: 200 }, (_, n) => String(n + 1)));
    expect(lines.map((l) => l.sku)).toEqual(Array.from({ length: 200 }, (_, n) => lineValue(n).sku));
  });

  test('one more comes at the end, and what was typed stays', () => {
    const one = { ...ordinary(5), fields: [...ordinary(5).fields, ...newOrder(0).fields.slice(2)] };
    const state = click(one, {}, 'add', typing({ 'line~4~quantity~0': '77', poNo: 'hurry' }));
    expect(cellsIn(state, one)).toEqual(['sku', 'quantity', 'price', 'discount'].map((cell) => `line~5~${cell}~0`));
    expect(inputAt(draw(one, state), 'poNo')).toMatchObject({ default_value: 'hurry' });
    expect(state.lines?.[4]?.quantity).toBe('77');
  });

  test('one less gives the others new names, so that no line shows the cells of another', () => {
    const one = newOrder(3);
    const state = click(one, {}, 'remove~0', typing({ 'line~1~quantity~0': '55' }));
    expect(inputAt(draw(one, state), 'line~0~quantity~1')).toMatchObject({ default_value: '55' });
    expect(inputAt(draw(one, state), 'line~1~quantity~1')).toMatchObject({ default_value: '2' });
    expect((sentValues(one, click(one, state, 'send')).lines as LineValue[]).map((l) => l.quantity)).toEqual([
      '55',
      '2',
    ]);
  });

  test('the last one can be removed: an empty one takes its place', () => {
    const one = newOrder(1);
    const state = click(one, {}, 'remove~0');
    expectAccepted(draw(one, state));
    expect(inputAt(draw(one, state), 'line~0~quantity~1')).not.toHaveProperty('default_value');
  });

  test('several products of a name are offered at each line, and the chosen one takes its list price along', async () => {
    const one = newOrder(0);
    const choices = Array.from(
      { length: 25 },
      (_, n): Choice => ({ value: `A${n}`, label: `A${n} · 螺栓`, price: `${n}.50` }),
    );
    const typed = typing({ 'line~0~sku~0': '螺栓', 'line~0~quantity~0': '3' });
    const { state, open } = await resolve(one, click(one, {}, 'look', typed), async () => choices);
    expect(open).toEqual([{ name: 'lines.0.sku', text: '螺栓', isNothing: false }]);
    expectAccepted(draw(one, state));
    expect(optionsIn(inputAt(draw(one, state), 'line~0~pick~0')).length).toBe(20);
    const chosen = click(one, state, 'look', typing({ 'line~0~pick~0': 'A4' }));
    expect(chosen.lines).toEqual([
      // What was offered was asked for nobody in particular: the price for three is to be asked for.
      { sku: 'A4', label: 'A4 · 螺栓', listPrice: '4.50', pricedAt: '', quantity: '3', price: '', discount: '' },
    ]);
    expect(textsOf(draw(one, chosen).body)).toContain('Line 1 · list price 4.50');
  });

  test('what was found for a line is not offered at another once one was removed', async () => {
    const one = newOrder(0);
    const choices = ['A', 'B'].map((value) => ({ value, label: `螺栓 ${value}` }));
    const two = click(
      one,
      click(one, {}, 'add', typing({ 'line~0~sku~0': 'x' })),
      'look',
      typing({ 'line~1~sku~0': 'y' }),
    );
    const { state } = await resolve(one, two, async () => choices);
    expect(cellsIn(state, one).filter((name) => name.includes('pick')).length).toBe(2);
    const removed = { ...click(one, state, 'remove~0'), found: state.found };
    expect(cellsIn(removed, one).filter((name) => name.includes('pick'))).toEqual([]);
  });
});

describe('the total of the lines', () => {
  const total = (...lines: LineValue[]) =>
    textsOf(draw(newOrder(0), { lines }).body).find((text) => text.startsWith('Total'));

  test('stands above the buttons, as the desk will reckon it', () => {
    const said = total(
      { sku: 'A', quantity: '1,000', price: '12.50', discount: '10%' },
      { sku: 'B', quantity: '3', listPrice: '0.335', price: '' },
      { sku: '', quantity: '' },
    );
    expect(said).toContain('Total: CNY 11,251.01. What was typed since is not in it');
    const texts = textsOf(draw(newOrder(0), { lines: [{ sku: 'A', quantity: '2', price: '3' }] }).body);
    expect(texts.slice(-3)).toEqual([
      expect.stringContaining('Total: CNY 6.00'),
      expect.any(String),
      'Look up, recalculate',
    ]);
  });

  test.each<[string, LineValue]>([
    ['a quantity that is none', { sku: 'A', quantity: 'many', price: '1' }],
    ['no quantity', { sku: 'A', quantity: '', price: '1' }],
    ['no price, and no list price that one may see', { sku: 'A', quantity: '1' }],
    ['a discount of more than all', { sku: 'A', quantity: '1', price: '1', discount: '101' }],
    ['a quantity below nothing', { sku: 'A', quantity: '-1', price: '1' }],
    ['no product', { sku: '', quantity: '1', price: '1' }],
    ['numbers without end', { sku: 'A', quantity: '999999999999', price: '99999999999' }],
  ])('is not said where a line has %s', (_, line) => {
    expect(total({ sku: 'B', quantity: '1', price: '1' }, line)).toBeUndefined();
  });

  test('is not said where there are no lines', () => {
    expect(total()).toBeUndefined();
  });
});

describe('what is wrong with a form', () => {
  const shown = (errors: Record<string, string>, one = ordinary(20), state: FeishuState = {}) => {
    const turned = turnedTo(errors, one, state);
    const card = draw(one, turned);
    expectAccepted(card);
    return { turned, texts: textsOf(card.body) };
  };

  test('stands at its field or line, in red behind a sign', () => {
    const errors = { customer: 'No such customer.', 'lines.1.quantity': 'Line 2: how many?' };
    const { texts } = shown(errors, newOrder(3));
    expect(texts[texts.indexOf('Customer *') + 1]).toBe('🔴 No such customer.');
    expect(texts.slice(texts.findIndex((s) => s.startsWith('Line 2')))).toContain('🔴 Line 2: how many?');
    expect(texts[0]).not.toContain('🔴');
  });

  test('of the form as a whole stands on top', () => {
    expect(shown({ '': 'Somebody was faster.', 'elsewhere.3': 'Hm.' }).texts[0]).toBe(
      '🔴 Somebody was faster.\n🔴 Hm.',
    );
  });

  test('in a line out of sight turns to its page, and the others say which they are on top', () => {
    const { turned, texts } = shown({ 'lines.12.price': 'What price?', 'lines.0.quantity': 'How many?' });
    expect(turned.linesPage).toBe(3);
    expect(texts).toContain('🔴 What price?');
    expect(texts[0]).toBe('🔴 Line 1: How many?');
  });

  test('in every cell of 200 lines is counted where it is too much to be said', () => {
    const names = Array.from({ length: 200 }, (_, n) => [
      `lines.${n}.quantity`,
      `Line ${n + 1}: how many? <at id=all></at>`,
    ]);
    expect(shown(Object.fromEntries(names), ordinary(200)).texts[0]).toMatch(/and 187 more to correct$/);
  });

  test('goes away once a line was removed, since lines have other numbers then', () => {
    const one = newOrder(3);
    const { turned } = shown({ 'lines.1.quantity': 'How many?' }, one);
    expect(textsOf(draw(one, click(one, turned, 'remove~0'))).join()).not.toContain('How many?');
  });
});
