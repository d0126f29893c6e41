import { describe, expect, test } from '@jest/globals';
import { deedOf, readForm, renderForm, resolve, sentValues } from '../../../adapters/feishu/render/index.ts';
import type { Choice, FormField } from '../../../src/chat/form.ts';
import { locales } from '../../../src/text/index.ts';
import { deskForms, form } from '../../support/render/forms.ts';
import { longNote } from '../../support/render/nasty.ts';
import { expectAccepted } from './support/checks.ts';
import {
  click,
  deedsIn,
  draw,
  formValue,
  inputAt,
  inputsIn,
  manners,
  optionsIn,
  typing,
  walk,
} from './support/filled.ts';
import { textsOf } from './support/said.ts';

const [left, sent] = manners as [(typeof manners)[0], (typeof manners)[0]];

describe.each([...locales])('every form of the desk is accepted on each of its pages, in %s', (locale) => {
  test.each(deskForms(locale))('%s', (_, one) => {
    let pages = 0;
    walk(one, (state) => {
      pages += 1;
      expectAccepted(renderForm(one, state, { locale }));
      return state;
    });
    expect(pages).toBeLessThanOrEqual(70);
  });
});

describe('a form', () => {
  const every: FormField[] = [
    { kind: 'text', name: 'text', label: 'Text', required: true, hint: 'Only *this*.' },
    { kind: 'text', name: 'notes', label: 'Notes', multiline: true },
    { kind: 'number', name: 'number', label: 'Number' },
    { kind: 'date', name: 'date', label: 'Date' },
    { kind: 'select', name: 'select', label: 'Select', choices: [{ value: 'a', label: 'A', detail: 'first' }] },
    { kind: 'search', name: 'search', label: 'Search', source: 'customer' },
    { kind: 'multi', name: 'multi', label: 'Multi', choices: ['x', 'y'].map((value) => ({ value, label: value })) },
    { kind: 'file', name: 'file', label: 'File', accept: ['.csv'] },
    { kind: 'lines', name: 'lines', label: 'Lines', value: [], currency: 'CNY' },
  ];
  const typed = typing({
    text: '订单 <at id=all></at>',
    notes: 'first\nsecond',
    number: '12.5',
    date: '2026-12-01',
    select: 'a',
    search: '华信',
    multi: ['y'],
    'line~0~sku~0': 'a100',
    'line~0~quantity~0': '2',
  });

  test('draws every kind of field, and says what is needed and hinted', () => {
    const card = draw(form(every, { note: 'Not understood: <font color=red>' }));
    expectAccepted(card);
    expect(inputsIn(card).map((e) => e.tag)).toEqual([
      ...['input', 'input', 'input', 'date_picker', 'select_static', 'input', 'multi_select_static'],
      ...['input', 'input', 'input', 'input'],
    ]);
    const said = textsOf(card.body);
    expect(said).toEqual(expect.arrayContaining(['Text *', 'Only *this*.', 'A · first', 'Line 1', 'Discount %']));
    expect(said[0]).toBe('Not understood: <font color=red>');
    expect(said.join('\n')).toContain('Send the file to the desk in the direct chat');
  });

  test.each([...manners])('brings every kind of field as it was typed (%j)', (manner) => {
    const one = form(every);
    const values = sentValues(one, readForm(formValue(draw(one), manner, typed), one, {}));
    expect(values).toEqual({
      text: '订单 <at id=all></at>',
      notes: 'first\nsecond',
      number: '12.5',
      date: '2026-12-01',
      select: 'a',
      search: '华信',
      multi: ['y'],
      file: undefined,
      lines: [{ sku: 'a100', quantity: '2' }],
    });
  });

  test.each([...manners])('shows what was typed again, and forgets what was deleted (%j)', (manner) => {
    const one = form(every);
    const first = click(one, {}, 'add', typed, manner);
    expect(inputAt(draw(one, first), 'notes')).toMatchObject({ default_value: 'first\nsecond' });
    expect(inputAt(draw(one, first), 'date')).toMatchObject({ initial_date: '2026-12-01' });
    expect(inputAt(draw(one, first), 'multi')).toMatchObject({ selected_values: ['y'] });
    const cleared = typing({ text: '', notes: '', date: '', multi: [], 'line~0~sku~0': '' });
    const second = click(one, first, 'look', cleared, manner);
    expect(sentValues(one, second)).toMatchObject({ text: '', notes: '', date: '', multi: [], number: '12.5' });
    expect(second.lines?.[0]?.sku).toBe('');
  });

  test('reads a day with the zone that Feishu adds', () => {
    const one = form(every);
    expect(readForm({ date: '2026-12-01 +0800' }, one, {}).values?.date).toBe('2026-12-01');
    expect(readForm({ date: '' }, one, {}).values?.date).toBe('');
  });

  test('shows a day that is none as words, not as a date', () => {
    const card = draw(form([{ kind: 'date', name: 'a', label: 'A', value: '2026-02-30' }]));
    expect(inputAt(card, 'a')).not.toHaveProperty('initial_date');
    expect(textsOf(card.body)).toContain('Now: 2026-02-30');
  });

  test.each([...manners])('takes a note of 3,000 characters in several boxes, and puts it together again (%j)', (m) => {
    const value = longNote(3000);
    const one = form([{ kind: 'text', name: 'notes', label: 'Notes', multiline: true, value }]);
    const card = draw(one);
    const boxes = inputsIn(card).map((e) => String(e.name));
    expect(boxes.slice(0, 3)).toEqual(['notes', 'notes~2', 'notes~3']);
    expect(sentValues(one, readForm(formValue(card, m), one, {})).notes).toBe(value);
    const last = String(boxes.at(-1));
    const more = `${inputAt(card, last).default_value ?? ''} and more`;
    const read = readForm(formValue(card, m, typing({ [last]: more })), one, {});
    expect(sentValues(one, read).notes).toBe(`${value} and more`);
  });

  test('lets type no more than a short field takes', () => {
    const card = draw(form([{ kind: 'text', name: 'po', label: 'PO', maxLength: 60 }]));
    expect(inputAt(card, 'po')).toMatchObject({ max_length: 60 });
  });

  test('of 230 choices has several menus; the one that was changed counts', () => {
    const choices = Array.from({ length: 230 }, (_, n) => ({ value: `v${n}`, label: `Choice ${n}` }));
    const one = form([{ kind: 'select', name: 'one', label: 'One', choices, value: 'v3' }]);
    const seen: string[] = [];
    const end = walk(one, (state) => {
      const card = draw(one, state);
      expectAccepted(card);
      seen.push(...inputsIn(card).flatMap(optionsIn));
      const menu = inputsIn(card).find((e) => optionsIn(e).includes('v220'));
      return readForm(formValue(card, left, menu && typing({ [String(menu.name)]: 'v220' })), one, state);
    });
    expect(new Set(seen).size).toBe(230);
    expect(sentValues(one, end).one).toBe('v220');
  });

  test('says that there is nothing to choose from', () => {
    const card = draw(form([{ kind: 'select', name: 'a', label: 'Member', choices: [], required: true }]));
    expectAccepted(card);
    expect(textsOf(card.body)).toContain('Member: there is nothing to choose from.');
  });

  test('of 203 fields is turned, says where one is, and brings all of them', () => {
    const fields = Array.from(
      { length: 203 },
      (_, n): FormField => ({ kind: 'number', name: `line${n}`, label: `L${n}`, value: '1' }),
    );
    const one = form(fields);
    expect(textsOf(draw(one).body)).toContain('Fields 1–20 of 203. All of them are sent.');
    const second = click(one, {}, 'fields~2', typing({ line0: '7' }));
    expect(inputsIn(draw(one, second))[0]?.name).toBe('line20');
    const values = sentValues(one, click(one, second, 'send', typing({ line20: '8' }), sent));
    expect([values.line0, values.line20, values.line202]).toEqual(['7', '8', '1']);
  });

  test('keeps what stands on another page when an older card is clicked once more', () => {
    const fields = Array.from({ length: 30 }, (_, n): FormField => ({ kind: 'text', name: `f${n}`, label: `F${n}` }));
    const one = form(fields);
    const given = formValue(draw(one), left, typing({ f0: 'x' }));
    const turned = { ...readForm(given, one, {}), fieldsPage: 2 };
    const filled = { ...turned, values: { ...turned.values, f25: 'typed' } };
    expect(readForm(given, one, filled).values).toMatchObject({ f0: 'x', f25: 'typed' });
  });

  test('can always be sent, and is looked through where there is something to look up', () => {
    expect(deedsIn(draw(form([])))).toEqual([{ kind: 'send' }]);
    expect(deedsIn(draw(form(every)))).toEqual([
      { kind: 'remove', line: 0 },
      { kind: 'add' },
      { kind: 'send' },
      { kind: 'look' },
    ]);
  });
});

describe('the buttons of a form', () => {
  test('are known by their names alone, and nothing else is', () => {
    expect(deedOf('form~f1~send')).toEqual({ form: 'f1', deed: { kind: 'send' } });
    expect(deedOf('form~f1~remove~12')).toEqual({ form: 'f1', deed: { kind: 'remove', line: 12 } });
    expect(deedOf('form~f1~lines~2')).toEqual({ form: 'f1', deed: { kind: 'lines', page: 2 } });
    for (const other of [
      '',
      'form',
      'form~f1~remove',
      'form~f1~lines~',
      'form~f1~fields~1e9',
      'form~f1~drop',
      'x~f1~send',
    ])
      expect(deedOf(other)).toBeUndefined();
  });
});

describe('several customers of a name', () => {
  const one = form([
    { kind: 'search', name: 'customer', label: 'Customer', source: 'customer' },
    { kind: 'text', name: 'po', label: 'PO' },
  ]);
  const choices = Array.from(
    { length: 25 },
    (_, n): Choice => ({ value: `C${n}`, label: `华信 ${n} <at id=all></at>` }),
  );
  const find = async () => choices;

  test('are offered, at most 20; the one that is chosen fills the field', async () => {
    const typed = click(one, {}, 'look', typing({ customer: '华信', po: 'PO-1' }));
    const { state, open } = await resolve(one, typed, find);
    expect(open).toEqual([{ name: 'customer', text: '华信', isNothing: false }]);
    const card = draw(one, state);
    expectAccepted(card);
    expect(optionsIn(inputAt(card, 'customer~pick'))).toEqual(choices.slice(0, 20).map((c) => c.value));
    const chosen = click(one, state, 'look', typing({ 'customer~pick': 'C7' }));
    expect(sentValues(one, chosen)).toMatchObject({ customer: 'C7', po: 'PO-1' });
    expect(inputAt(draw(one, chosen), 'customer')).toMatchObject({ default_value: '华信 7 <at id=all></at>' });
    expect(inputsIn(draw(one, chosen)).map((e) => e.name)).toEqual(['customer', 'po']);
    expect((await resolve(one, chosen, find)).open).toEqual([]);
  });

  test.each([...manners])('one that was chosen stays chosen, until other words are typed (%j)', (manner) => {
    const chosen = { values: { customer: 'C7' }, labels: { customer: '华信 7' } };
    expect(click(one, chosen, 'look', undefined, manner).values?.customer).toBe('C7');
    const other = click(one, chosen, 'look', typing({ customer: 'Acme' }), manner);
    expect(other.values?.customer).toBe('Acme');
    expect(other.labels?.customer).toBeUndefined();
  });
});
