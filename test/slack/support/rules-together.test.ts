import { describe, expect, test } from '@jest/globals';
import { checkBlocks, checkMessage, checkView, type Surface, sentences } from '../../support/slack/blocks.ts';
import { actions, button, cellsOf, header, home, input, modal, mrkdwn, plain, section, table } from './samples.ts';

const says = (block: unknown, surface: Surface = 'message') =>
  checkBlocks([block], surface).map((p) => `${p.says} ${p.at}`);
const inputOf = (element: object) => input({ element });

describe('blocks together', () => {
  test('a block_id is one block’s, an action_id one element’s of its block', () => {
    const twice = [section({ block_id: 'b' }), section({ block_id: 'b' })];
    expect(checkBlocks(twice, 'message')).toEqual([
      { says: '`block_id` already exists for another block', at: '/blocks/1/block_id' },
    ]);
    const same = button({ action_id: 'a' });
    expect(says(actions(same, same))).toEqual(['`action_id` already exists for another element /blocks/0']);
    expect(checkBlocks([actions(same), actions(same)], 'message')).toEqual([]);
  });

  test('one field of a view has the focus', () => {
    const focused = inputOf({ type: 'plain_text_input', focus_on_load: true });
    expect(checkView(modal({ submit: plain('Go'), blocks: [focused] }))).toEqual([]);
    expect(checkView(modal({ submit: plain('Go'), blocks: [focused, focused] })).map((p) => p.says)).toEqual([
      '`focus_on_load` can only be set once',
    ]);
  });

  test('containers are looked into', () => {
    const inside = (...blocks: object[]) => ({ type: 'container', title: plain('t'), child_blocks: blocks });
    expect(says(inside(table([cellsOf(1)]), table([cellsOf(1)])))).toContain(
      'only_one_table_allowed /blocks/0/child_blocks/1',
    );
    expect(says(inside(header(), { type: 'markdown', text: 'x' }))).toContain(
      'unsupported type: markdown /blocks/0/child_blocks/1/type',
    );
  });
});

describe('views', () => {
  test.each<[what: string, view: unknown, says: string]>([
    [
      'a form without a button',
      modal({ blocks: [section(), input()] }),
      'must define `submit` to use an `input` block in modals /view/blocks/1/input',
    ],
    ['a modal without a title', { type: 'modal', blocks: [section()] }, 'missing required field: title /view'],
    ['a title with markup', modal({ title: mrkdwn('x') }), 'unsupported type: mrkdwn /view/title/type'],
    ['a modal of nothing', modal({ blocks: [] }), 'no less than 1 items allowed /view/blocks'],
    ['a Home tab with a title', home({ title: plain('x') }), 'invalid additional property: title /view'],
    ['a view of no kind', { type: 'dialog', blocks: [] }, 'unsupported type: dialog /view/type'],
    ['no view', 'x', 'must be an object /view'],
  ])('%s', (_what, view, expected) => {
    expect(checkView(view).map((p) => `${p.says} ${p.at}`)).toContain(expected);
  });

  test('a form with all its buttons is taken', () => {
    const view = modal({
      submit: plain('Go'),
      close: plain('Back'),
      blocks: [input()],
      notify_on_close: true,
      clear_on_close: true,
    });
    expect(checkView(view)).toEqual([]);
    expect(checkView(home())).toEqual([]);
  });
});

test('problems read as Slack writes them', () => {
  expect(sentences(checkMessage({ blocks: [section({ text: mrkdwn('') })] }))).toEqual([
    '[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ]);
});
