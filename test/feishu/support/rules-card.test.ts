import { describe, expect, test } from '@jest/globals';
import { checkCard, sentence } from '../../support/feishu/cards/card.ts';
import { expectRefused, saysOf } from './cards.ts';
import {
  button,
  card,
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
const says = (value: unknown) => checkCard(value).map((p) => p.says);
const withConfig = (config: Json) => says({ ...card(words()), config });
const withHeader = (header: Json) => says({ ...card(words()), header: { title: plain('x'), ...header } });

describe('the frame of a card', () => {
  test('is schema 2.0, with header and body', () => {
    expect(says(card(words()))).toEqual([]);
    expect(says({ schema: '2.0' })).toEqual([]);
    for (const value of [{ elements: [] }, null, 'card', [], { ...card(), schema: '1.0' }])
      expect(says(value)).not.toEqual([]);
  });

  test('has no property that is not known, anywhere; the place is named', () => {
    const [problem] = checkCard(card(columns({ ...words(), bold: true })));
    expect(sentence(problem!)).toBe(
      'ErrCode: 200621; ErrPath: ROOT -> body -> elements -> [0](tag: column_set) -> columns -> [0](tag: column)' +
        ' -> elements -> [0](tag: div); ErrMsg: unknown property, property: bold, path: ROOT -> body -> elements ->' +
        ' [0](tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: div); ',
    );
    expect(says({ ...card(), elements: [] })[0]).toContain('property: elements');
    expect(withConfig({ wide_screen_mode: true })[0]).toContain('property: wide_screen_mode');
    expect(withHeader({ tag: 'header' })[0]).toContain('property: tag');
  });

  test('is shared', () => {
    expect(withConfig({ update_multi: true, width_mode: 'fill', enable_forward: false })).toEqual([]);
    expect(withConfig({ update_multi: false })).not.toEqual([]);
    expect(withConfig({ width_mode: 'wide' })).not.toEqual([]);
    expect(withConfig({ summary: { content: 'x', i18n_content: { zh_cn: '单', xx: '' } } })).not.toEqual([]);
  });

  test('has a title, a colour and three tags', () => {
    const tag = { tag: 'text_tag', text: plain('late'), color: 'red' };
    expect(withHeader({ template: 'grey', text_tag_list: [tag, tag, tag], subtitle: plain('') })).toEqual([]);
    expect(withHeader({ text_tag_list: [tag, tag, tag, tag] })).not.toEqual([]);
    expect(withHeader({ template: '#ff0000' })).not.toEqual([]);
    expect(withHeader({ text_tag_list: [{ ...tag, color: 'pink' }] })).not.toEqual([]);
    expect(says({ ...card(), header: {} })).toContain('missing property: title, path: ROOT -> header');
  });
});

describe('a card as a whole', () => {
  test('has 200 elements, texts and options among them', () => {
    const many = (n: number) => Array.from({ length: n }, () => markdown('x'));
    expect(saysOf(...many(199))).toEqual([]);
    expect(saysOf(...many(200))).toEqual(['11310 element exceeds the limit']);
    const select = {
      tag: 'select_static',
      name: 's',
      options: options(...Array.from({ length: 196 }, (_, i) => `${i}`)),
    };
    expect(saysOf(form(select, submit()))).toContain('11310 element exceeds the limit');
  });

  test('has five tables, those in Markdown among them', () => {
    const tables = (n: number) => Array.from({ length: n }, () => table());
    const written = markdown('| a | b |\n| --- | --- |\n| 1 | 2 |');
    expect(saysOf(...tables(5))).toEqual([]);
    expect(saysOf(...tables(4), written)).toEqual([]);
    for (const over of [tables(6), [...tables(5), written]])
      expect(saysOf(...over)).toEqual(['11310 card table number over limit; ErrorValue: table']);
    expect(saysOf(markdown(Array.from({ length: 5 }, () => written.content).join('\n\n')))).toEqual([
      '11310 too many tables in a text',
    ]);
  });

  test('has each element_id and each name once', () => {
    const twice = { ...words(), element_id: 'total' };
    expect(saysOf(twice, words())).toEqual([]);
    expect(saysOf(twice, twice)).not.toEqual([]);
    expect(saysOf(button('a', {}, { name: 'x' }), button('b', {}, { name: 'x' }))).not.toEqual([]);
    for (const id of ['1a', 'a-b', 'a'.repeat(21), '']) expectRefused({ ...words(), element_id: id }, /invalid value/);
  });

  test('nests containers five deep', () => {
    const nested = (depth: number): Json => (depth === 0 ? words() : columns(nested(depth - 1)));
    expect(saysOf(nested(5))).toEqual([]);
    expect(saysOf(nested(6))).toContain('200621 containers nest at most 5 deep');
    expect(saysOf(form(nested(4), submit()))).toEqual([]);
    expect(saysOf(form(nested(5), submit()))).not.toEqual([]);
  });

  test('knows its sizes of text', () => {
    const sized = { ...markdown('x'), text_size: 'cus-0' };
    const own = { text_size: { 'cus-0': { default: 'normal', pc: 'normal', mobile: 'heading' } } };
    expect(saysOf(sized)).not.toEqual([]);
    expect(says({ ...card(sized), config: { update_multi: true, style: own } })).toEqual([]);
  });
});

describe('who may stand in whom', () => {
  test('a form and a table at the root only', () => {
    for (const box of [columns, panel]) {
      expectRefused(box(form(submit())), 'form must be at the root');
      expectRefused(box(table()), 'table must be at the root');
    }
    expectRefused(form(table(), submit()), 'table must be at the root');
  });

  test('a multi-select in a form only', () => {
    const multi = { tag: 'multi_select_static', name: 'm', options: options('a') };
    expectRefused(multi, 'multi_select_static must be in a form');
    expect(saysOf(form(columns(multi), submit()))).toEqual([]);
  });

  test('what 1.0 had is refused with a code of its own', () => {
    expect(saysOf({ tag: 'action', actions: [] })).toEqual([
      '200861 cards of schema V2 no longer support this capability; ErrorValue: unsupported tag action',
    ]);
    expectRefused({ tag: 'note', elements: [] }, /^200861/);
    expectRefused({ tag: 'marquee' }, 'not support tag: marquee');
    expectRefused({ tag: 'toString' }, 'not support tag');
    expectRefused({}, 'missing property: tag');
  });
});

describe('a form', () => {
  test('has a name, names its fields and buttons, and can be submitted', () => {
    expect(saysOf(form(input('a'), submit()))).toEqual([]);
    expectRefused({ ...form(submit()), name: undefined }, 'missing property: name');
    expectRefused(form(input('a')), 'there is no submit button in the form container');
    expectRefused(form({ tag: 'input' }, submit()), /^200530/);
    expectRefused(form(submit('Save', { name: '' })), /^200530/);
    expectRefused(form(button('x', {}, { name: 'x' }), submit()), 'needs a form_action_type');
    expectRefused(form(input('a'), input('a'), submit()), /^200530 the name a is not unique/);
  });

  test('is the only place of submitting', () => {
    expectRefused(submit(), 'form_action_type outside a form');
    expectRefused(form(submit('x', { form_action_type: 'request' })), /invalid value/);
  });
});
