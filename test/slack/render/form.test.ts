import { describe, expect, test } from '@jest/globals';
import { formAction, readView, renderForm, searchOptions } from '../../../adapters/slack/render/index.ts';
import type { FormField } from '../../../src/chat/form.ts';
import { locales } from '../../../src/text/index.ts';
import { deskForms, form } from '../../support/render/forms.ts';
import { longNote, nasty, nastyName } from '../../support/render/nasty.ts';
import { checkSuggestions } from '../../support/slack/blocks.ts';
import { expectSoundView } from './support/checks.ts';
import { click, draw, typing } from './support/forms.ts';
import { textsOf } from './support/said.ts';
import { buttonsOf, inputAt, inputsOf, stateOf } from './support/view.ts';

describe.each([...locales])('every form of the desk is accepted, in %s', (locale) => {
  test.each(deskForms(locale))('%s', (_, one) => {
    for (let page = 1; page <= 26; page++)
      expectSoundView(renderForm(one, { linesPage: page, fieldsPage: page }, { locale }));
  });
});

describe('a form', () => {
  test('shows a title that is too long for the window in full', () => {
    const view = draw(form([], { title: 'Payment for SO-000042 of Acme' }));
    expect(view.title.text).toBe('Payment for SO-000042 o…');
    expect(textsOf(view.blocks)).toContain('Payment for SO-000042 of Acme');
  });

  test('says what is needed, what is hinted, and what stands above', () => {
    const fields: FormField[] = [
      { kind: 'text', name: 'a', label: 'A', required: true, hint: 'Only *this*.' },
      { kind: 'text', name: 'b', label: 'B' },
    ];
    const view = draw(form(fields, { note: 'Not understood: <!channel>' }));
    expect(inputAt(view, 'a')).toMatchObject({ optional: false, hint: { text: 'Only *this*.' } });
    expect(inputAt(view, 'b')).toMatchObject({ optional: true });
    expect(textsOf(view.blocks)[0]).toBe('Not understood: <!channel>');
  });

  test('shows a day that is none as words, not as a date', () => {
    const fields: FormField[] = [{ kind: 'date', name: 'a', label: 'A', value: '2026-02-30' }];
    const { element, hint } = inputAt(draw(form(fields)), 'a');
    expect(element).toEqual({ type: 'datepicker', action_id: 'value' });
    expect(hint?.text).toBe('Now: 2026-02-30');
  });

  test('shows the beginning of a text that is too long for Slack, and says the rest', () => {
    const value = longNote(4000);
    const { element, hint } = inputAt(draw(form([{ kind: 'text', name: 'a', label: 'A', value }])), 'a');
    expect(element).toMatchObject({ initial_value: expect.stringMatching(/…$/), max_length: 3000 });
    expect(hint?.text).toContain(value.slice(-20));
  });

  test('searches on the server where there are more than 100 choices, and ticks in several menus', () => {
    const choices = Array.from({ length: 150 }, (_, n) => ({ value: `v${n}`, label: `Choice ${n}` }));
    const view = draw(
      form([
        { kind: 'select', name: 'one', label: 'One', choices, value: 'v149' },
        { kind: 'multi', name: 'some', label: 'Some', choices, value: ['v0', 'v149'] },
      ]),
    );
    expect(inputAt(view, 'one').element).toMatchObject({
      type: 'external_select',
      action_id: 'choose:one',
      min_query_length: 0,
      initial_option: { value: 'v149' },
    });
    expect(inputAt(view, 'some').element).toMatchObject({ initial_options: [{ value: 'v0' }] });
    expect(inputAt(view, 'some+1').element).toMatchObject({ initial_options: [{ value: 'v149' }] });
  });

  test('says that there is nothing to choose from', () => {
    const view = draw(form([{ kind: 'select', name: 'a', label: 'Member', choices: [], required: true }]));
    expect(textsOf(view.blocks)).toEqual(['Member: there is nothing to choose from.']);
  });

  test('of more fields than a modal has room for is turned, and brings all of them from any page', () => {
    const fields = Array.from(
      { length: 203 },
      (_, n): FormField => ({ kind: 'number', name: `line${n}`, label: `L${n}`, value: '1' }),
    );
    const one = form(fields);
    expect(buttonsOf(draw(one))).toEqual(['field:page:2']);
    expect(textsOf(draw(one).blocks)).toContain('Fields 1–40 of 203. All of them are sent.');
    const second = click(one, {}, 'field:page:2', typing({ line0: '7' }));
    expect(inputsOf(draw(one, second))[0]?.block_id).toBe('line40');
    const { values } = readView(stateOf(draw(one, second), typing({ line40: '8' })), one, second);
    expect([values.line0, values.line40, values.line202]).toEqual(['7', '8', '1']);
    expect(Object.keys(values).length).toBe(203);
  });

  test('hands over Slack’s ids of its files', () => {
    const one = form([{ kind: 'file', name: 'file', label: 'File', accept: ['.csv', 'XLSX'] }]);
    expect(inputAt(draw(one), 'file').element).toMatchObject({ filetypes: ['csv', 'xlsx'], max_files: 1 });
    const read = readView({ file: { value: { files: [{ id: 'F1' }] } } }, one, {});
    expect(read.files).toEqual({ file: ['F1'] });
    expect(read.values).toEqual({ file: undefined });
  });
});

describe('what a search proposes', () => {
  test('goes on in the second line where it is too long for the first', () => {
    const [option] = searchOptions([{ value: 'A100', label: `A100 · ${'w'.repeat(100)}`, detail: '12.00' }]);
    expect(option?.text.text).toMatch(/^A100 · w+…$/);
    expect(option?.description?.text).toMatch(/^…w+ · 12.00$/);
  });

  test('is what Slack accepts, whatever it is called', () => {
    const choices = nasty.map((text) => ({ value: text, label: text, detail: nastyName }));
    expect(checkSuggestions({ options: searchOptions([...choices, ...choices]) })).toEqual([]);
    const codes = searchOptions([
      { value: '', label: 'x' },
      { value: 'y'.repeat(99), label: 'y' },
    ]);
    expect(codes).toEqual([]);
  });
});

describe('the buttons of a form', () => {
  test('are read, and nothing else is', () => {
    expect(formAction('line:add')).toEqual({ kind: 'add' });
    expect(formAction('line:remove:12')).toEqual({ kind: 'remove', line: 12 });
    expect(formAction('line:page:2')).toEqual({ kind: 'lines', page: 2 });
    expect(formAction('field:page:2')).toEqual({ kind: 'fields', page: 2 });
    for (const other of ['', 'line', 'line:remove:', 'line:remove:-1', 'line:page:1e9', 'button:a.0', 'page:k:2'])
      expect(formAction(other)).toBeUndefined();
  });
});
