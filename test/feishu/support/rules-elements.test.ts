import { describe, test } from '@jest/globals';
import { expectRefused, expectValid } from './cards.ts';
import {
  button,
  chart,
  columns,
  form,
  input,
  markdown,
  options,
  panel,
  plain,
  submit,
  table,
  words,
} from './samples.ts';

type Json = Record<string, unknown>;
const inForm = (element: Json) => form(element, submit());

describe('texts and pictures', () => {
  test('have content, colours by name and known sizes', () => {
    const styled = (more: Json) => ({ tag: 'div', text: { ...plain('x'), ...more } });
    expectValid(words(''), styled({ text_color: 'grey-500', text_align: 'center', lines: 2, text_size: 'heading' }));
    expectValid({ tag: 'hr', margin: '4px 0' }, { ...markdown('**x**'), text_size: 'notation' });
    expectRefused(styled({ text_color: '#999999' }), 'invalid value: #999999');
    expectRefused(styled({ weight: 'bold' }), 'unknown property');
    expectRefused({ tag: 'div', text: { tag: 'plain_text' } }, 'missing property: content');
    expectRefused({ tag: 'div', text: plain('half \ud83d') }, 'not valid unicode');
    expectRefused({ tag: 'markdown', content: null }, 'expected a string');
    expectRefused({ ...words(), margin: '100px' }, 'invalid value');
    expectRefused({ ...words(), margin: '1px 2px 3px' }, 'invalid value: 1px 2px 3px');
    expectRefused({ tag: 'div', text: 'bare' }, 'expected an object, got bare');
  });

  test('an icon is of the library or one’s own', () => {
    expectValid({ ...words(), icon: { tag: 'standard_icon', token: 'chat_outlined', color: 'orange' } });
    expectRefused({ ...words(), icon: { tag: 'custom_icon' } }, 'needs an img_key');
    expectRefused({ ...words(), icon: { tag: 'standard_icon' } }, 'needs a token');
  });

  test('a picture has a key and words', () => {
    const image = { tag: 'img', img_key: 'img_v3_1', alt: plain('') };
    expectValid(image, { ...image, size: '100px 100px', scale_type: 'fit_horizontal', corner_radius: '8px' });
    expectRefused({ ...image, alt: undefined }, 'missing property: alt');
    expectRefused({ ...image, size: 'stretch_without_padding' }, 'invalid value');
  });
});

describe('a table', () => {
  const one = (type: string, cell: unknown) =>
    table(0, { columns: [{ name: 'a', data_type: type }], rows: [{ a: cell }] });

  test('has 1 to 50 columns, each named once, and 1 to 10 rows a page', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `c${i}`, data_type: 'text' }));
    expectValid(table(), table(40, { page_size: 10 }), table(0, { columns: many(50), rows: [] }));
    expectRefused(table(0, { columns: many(51), rows: [] }), 'more than 50 items');
    expectRefused(table(0, { columns: [...many(1), ...many(1)], rows: [] }), 'unique');
    expectRefused(table(1, { page_size: 11 }), 'integer of 1 to 10');
    expectRefused(table(1, { row_height: '200px' }), 'invalid value');
  });

  test('has cells that are what their column says', () => {
    expectValid(one('text', 'x'), one('number', 1.5), one('date', 1), one('persons', ['ou_a']), one('options', 'x'));
    expectRefused(one('text', 1), /^200914/);
    expectRefused(one('number', '1'), /^200914/);
    expectRefused(one('options', [{ text: 'x', color: 'pink' }]), /^200914/);
    expectRefused(table(0, { rows: [{ nothing: 'x' }] }), /^200915/);
    expectRefused(table(0, { rows: ['x'] }), /^200914/);
  });

  test('has widths and formats of its own', () => {
    const column = (more: Json) => table(0, { columns: [{ name: 'a', data_type: 'number', ...more }], rows: [] });
    expectValid(column({ width: '80px' }), column({ width: '25%' }), column({ format: { symbol: '¥', precision: 2 } }));
    expectRefused(column({ width: '79px' }), 'invalid value');
    expectRefused(column({ format: { symbol: 'CNY' } }), 'longer than 1');
  });
});

describe('a chart', () => {
  test('has a kind, its fields and data', () => {
    expectValid(chart(), chart({ type: 'bar', xField: ['week', 'team'], seriesField: 'team' }));
    expectValid(chart({ type: 'pie', categoryField: 'week', valueField: 'amount' }), { ...chart(), height: '200px' });
    expectRefused(chart({ type: 'pie' }), /^200550 .*categoryField is required/);
    expectRefused(chart({ type: 'sunburst3d' }), /^200550/);
    expectRefused(chart({ data: { values: 'none' } }), /^200550/);
    expectRefused(chart({ axes: null }), /^200550 .*expected array/);
    expectRefused(chart({ label: { formatter: '(x) => x' } }), /^200550 .*JavaScript/);
    expectRefused({ ...chart(), chart_spec: undefined }, 'missing property: chart_spec');
    expectRefused({ ...chart(), chart_spec: 'line' }, /^200550 .*expected an object/);
    expectRefused(chart({ data: [] }), /^200550 .*data is empty/);
    expectRefused(chart({ data: { values: [1] } }), /^200550 .*every value/);
    expectRefused(chart({ title: 'x' }), /^200550 .*title: expected object/);
    expectRefused(chart({ label: { style: { fill: null } } }), /^200550 .*null/);
    expectRefused(chart({ type: 'common' }), /^200550 .*series is required/);
  });

  test('stands at the root, in columns and panels', () => {
    expectValid(columns(chart()), panel(chart()));
    expectRefused(inForm(chart()), 'chart must not be in a form');
  });
});

describe('containers', () => {
  test('have arrangements; a panel’s border and a column set have no more', () => {
    expectValid(columns(words()), panel(words()), { ...columns(words()), horizontal_spacing: '12px' });
    expectRefused({ ...columns(words()), corner_radius: '8px' }, 'property: corner_radius');
    expectRefused({ ...panel(), border: { type: 'default' } }, 'property: type');
    expectRefused({ ...columns(words()), flex_mode: 'wrap' }, 'invalid value');
    expectRefused({ ...panel(), header: undefined }, 'missing property: header');
  });

  test('an interactive container does something', () => {
    const box = { tag: 'interactive_container', behaviors: [{ type: 'callback', value: {} }], elements: [words()] };
    expectValid(box, { ...box, has_border: true, border_color: 'grey', corner_radius: '8px' });
    expectRefused({ ...box, behaviors: [] }, 'fewer than 1');
    expectRefused({ ...box, behaviors: undefined }, 'missing property');
  });
});

describe('what is used', () => {
  test('a button says what it does in behaviors', () => {
    const link = [{ type: 'open_url', default_url: 'https://x.example', pc_url: '' }];
    expectValid(button('x'), button('x', 'text', { type: 'primary_filled', size: 'small', width: '120px' }));
    expectValid({ tag: 'button', text: plain('x'), behaviors: link, confirm: { title: plain('a'), text: plain('b') } });
    for (const old of [{ value: {} }, { url: 'https://x.example' }, { multi_url: {} }, { action_type: 'form_submit' }])
      expectRefused(button('x', {}, old), 'unknown property');
    expectRefused(button('x', 3), 'an object or a string');
    expectRefused(button('x', {}, { confirm: { text: plain('b') } }), 'missing property: title');
    expectRefused(button('x', {}, { type: 'success' }), 'invalid value');
    expectRefused(button('x', {}, { behaviors: [{ type: 'toast' }] }), 'invalid behavior');
  });

  test('an input takes 1 to 1000 characters', () => {
    expectValid(
      inForm(input('a', { max_length: 1000, default_value: 'x'.repeat(1000), input_type: 'multiline_text' })),
    );
    expectRefused(inForm(input('a', { max_length: 1001 })), 'integer of 1 to 1000');
    expectRefused(inForm(input('a', { max_length: 3, default_value: 'four' })), 'longer than max_length');
    expectRefused(inForm(input('a', { placeholder: plain('x'.repeat(101)) })), 'longer than 100');
    expectRefused(inForm(input('a', { input_type: 'number' })), 'invalid value');
  });

  test('a select has options that differ, and starts with one of them', () => {
    const select = (more: Json) => inForm({ tag: 'select_static', name: 's', options: options('a', 'b'), ...more });
    expectValid(select({ initial_option: 'b' }), select({ initial_index: 2 }), select({ required: true }));
    expectRefused(select({ options: options('a', 'a') }), 'unique');
    expectRefused(select({ initial_option: 'c' }), 'none of the options');
    expectRefused(select({ initial_index: 3 }), 'beyond the options');
    expectRefused(select({ options: 'a' }), 'expected an array, got a');
    expectRefused(select({ required: 'yes' }), 'expected a boolean, got yes');
    expectRefused(select({ options: [{ text: plain('x'), value: '' }] }), 'shorter than 1');
    expectRefused(select({ label: plain('no label here') }), 'unknown property');
    const multi = { tag: 'multi_select_static', name: 'm', options: options('a'), selected_values: ['b'] };
    expectRefused(inForm(multi), 'none of the options');
  });

  test('pickers start with a day or a time that there is', () => {
    const due = (initial_date: string) => inForm({ tag: 'date_picker', name: 'd', initial_date });
    expectValid(due('2026-02-28'), inForm({ tag: 'picker_time', name: 't', initial_time: '09:30' }));
    for (const bad of ['2026-2-8', '28.02.2026', '2026-13-01', '2026-02-30']) expectRefused(due(bad), 'invalid value');
    expectRefused(inForm({ tag: 'picker_time', name: 't', initial_time: '24:00' }), 'invalid value');
  });

  test('checkers and overflows', () => {
    expectValid({ tag: 'checker', text: plain('x'), checked: true, checked_style: { opacity: 0.5 } });
    expectValid({ tag: 'overflow', options: [{ text: plain('a'), value: 'a' }] });
    const buttons = Array.from({ length: 4 }, () => button('x'));
    expectRefused({ tag: 'checker', button_area: { buttons } }, 'more than 3');
    expectRefused({ tag: 'overflow', options: [] }, 'fewer than 1');
    expectRefused({ tag: 'checker', checked_style: { opacity: 2 } }, 'expected a number of 0 to 1');
  });
});
