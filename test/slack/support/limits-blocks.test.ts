import { describe, expect, test } from '@jest/globals';
import { checkBlocks, type Surface } from '../../support/slack/blocks.ts';
import {
  actions,
  button,
  cellsOf,
  chartOf,
  context,
  header,
  image,
  input,
  listOf,
  menu,
  mrkdwn,
  option,
  plain,
  richText,
  section,
  select,
  table,
  text,
} from './samples.ts';

/** Blocks that are as long as `n` says, on a surface. */
type Limit = [what: string, limit: number, make: (n: number) => unknown, surface?: Surface];

const inMessage = (block: unknown) => [block];
const accessory = (element: object) => inMessage(section({ accessory: element }));

const limits: Limit[] = [
  ['blocks of a message', 50, (n) => listOf(n, () => ({ type: 'divider' }))],
  ['blocks of a modal', 100, (n) => listOf(n, () => ({ type: 'divider' })), 'modal'],
  ['blocks of a Home tab', 100, (n) => listOf(n, () => ({ type: 'divider' })), 'home'],
  ['block_id', 255, (n) => inMessage({ type: 'divider', block_id: text(n) })],
  ['action_id', 255, (n) => inMessage(actions(button({ action_id: text(n) })))],
  ['section text', 3000, (n) => inMessage(section({ text: mrkdwn(text(n)) }))],
  ['section plain text', 3000, (n) => inMessage(section({ text: plain(text(n)) }))],
  ['section fields', 10, (n) => inMessage({ type: 'section', fields: listOf(n, () => mrkdwn('x')) })],
  ['section field', 2000, (n) => inMessage({ type: 'section', fields: [mrkdwn(text(n))] })],
  ['header', 150, (n) => inMessage(header(text(n)))],
  ['context elements', 10, (n) => inMessage(context(...listOf(n, () => mrkdwn('x'))))],
  ['actions elements', 25, (n) => inMessage(actions(...listOf(n, (i) => button({ action_id: `a${i}` }))))],
  ['button text', 75, (n) => inMessage(actions(button({ text: plain(text(n)) })))],
  ['button value', 2000, (n) => inMessage(actions(button({ value: text(n) })))],
  ['button url', 3000, (n) => inMessage(actions(button({ url: `https://x.example/${text(n - 18)}` })))],
  ['button label for readers', 75, (n) => inMessage(actions(button({ accessibility_label: text(n) })))],
  [
    'confirm title',
    100,
    (n) =>
      inMessage(
        actions(
          button({ confirm: { title: plain(text(n)), text: plain('?'), confirm: plain('y'), deny: plain('n') } }),
        ),
      ),
  ],
  [
    'confirm text',
    300,
    (n) =>
      inMessage(
        actions(
          button({ confirm: { title: plain('t'), text: mrkdwn(text(n)), confirm: plain('y'), deny: plain('n') } }),
        ),
      ),
  ],
  [
    'confirm yes',
    30,
    (n) =>
      inMessage(
        actions(
          button({ confirm: { title: plain('t'), text: plain('?'), confirm: plain(text(n)), deny: plain('n') } }),
        ),
      ),
  ],
  [
    'confirm no',
    30,
    (n) =>
      inMessage(
        actions(
          button({ confirm: { title: plain('t'), text: plain('?'), confirm: plain('y'), deny: plain(text(n)) } }),
        ),
      ),
  ],
  ['options', 100, (n) => accessory(select(n))],
  ['option text', 75, (n) => accessory(menu({ options: [option('v', text(n))] }))],
  ['option value', 75, (n) => accessory(menu({ options: [option(text(n))] }))],
  ['option description', 75, (n) => accessory(menu({ options: [{ ...option('v'), description: plain(text(n)) }] }))],
  [
    'option groups',
    100,
    (n) => accessory(menu({ option_groups: listOf(n, (i) => ({ label: plain('g'), options: [option(`v${i}`)] })) })),
  ],
  [
    'option group label',
    75,
    (n) => accessory(menu({ option_groups: [{ label: plain(text(n)), options: [option('v')] }] })),
  ],
  [
    'options of a group',
    100,
    (n) => accessory(menu({ option_groups: [{ label: plain('g'), options: listOf(n, (i) => option(`v${i}`)) }] })),
  ],
  ['placeholder', 150, (n) => accessory(menu({ options: [option('v')], placeholder: plain(text(n)) }))],
  ['overflow options', 5, (n) => accessory({ type: 'overflow', options: listOf(n, (i) => option(`v${i}`)) })],
  ['radio buttons', 10, (n) => accessory({ type: 'radio_buttons', options: listOf(n, (i) => option(`v${i}`)) })],
  ['checkboxes', 10, (n) => accessory({ type: 'checkboxes', options: listOf(n, (i) => option(`v${i}`)) })],
  ['image alt text', 2000, (n) => inMessage(image({ alt_text: text(n) }))],
  ['image title', 2000, (n) => inMessage(image({ title: plain(text(n)) }))],
  ['image address', 3000, (n) => inMessage(image({ image_url: `https://x.example/${text(n - 18)}` }))],
  ['input label', 2000, (n) => [input({ label: plain(text(n)) })], 'modal'],
  ['input hint', 2000, (n) => [input({ hint: plain(text(n)) })], 'modal'],
  ['length of a text input', 3000, (n) => [input({ element: { type: 'plain_text_input', max_length: n } })], 'modal'],
  [
    'least length of a text input',
    3000,
    (n) => [input({ element: { type: 'plain_text_input', min_length: n } })],
    'modal',
  ],
  [
    'first value of a text input',
    3000,
    (n) => [input({ element: { type: 'plain_text_input', initial_value: text(n) } })],
    'modal',
  ],
  ['files of a file input', 10, (n) => [input({ element: { type: 'file_input', max_files: n } })], 'modal'],
  ['lines of a rich text input', 100, (n) => [input({ element: { type: 'rich_text_input', max_lines: n } })], 'modal'],
  ['table rows', 100, (n) => inMessage(table(listOf(n, () => cellsOf(2))))],
  ['table columns', 20, (n) => inMessage(table([cellsOf(n)]))],
  ['table column settings', 20, (n) => inMessage({ ...table([cellsOf(1)]), column_settings: listOf(n, () => null) })],
  ['table text', 10_000, (n) => inMessage(table(listOf(10, (i) => cellsOf(1, text(i === 9 ? n - 9000 : 1000)))))],
  ['data table rows', 101, (n) => inMessage({ type: 'data_table', caption: 'c', rows: listOf(n, () => cellsOf(2)) })],
  [
    'data table page',
    100,
    (n) => inMessage({ type: 'data_table', caption: 'c', rows: [cellsOf(1), cellsOf(1)], page_size: n }),
  ],
  ['chart title', 50, (n) => inMessage(chartOf({ title: text(n) }))],
  [
    'chart segments',
    6,
    (n) => inMessage(chartOf({ chart: { type: 'pie', segments: listOf(n, () => ({ label: 'x', value: 1 })) } })),
  ],
  ['chart label', 20, (n) => inMessage(chartOf({ chart: { type: 'pie', segments: [{ label: text(n), value: 1 }] } }))],
  ['markdown', 12_000, (n) => inMessage({ type: 'markdown', text: text(n) })],
  ['markdown in all', 12_000, (n) => [6000, n - 6000].map((part) => ({ type: 'markdown', text: text(part) }))],
  [
    'context actions',
    5,
    (n) =>
      inMessage({
        type: 'context_actions',
        elements: listOf(n, (i) => ({ type: 'icon_button', icon: 'trash', text: plain('x'), action_id: `a${i}` })),
      }),
  ],
  [
    'carousel',
    10,
    (n) => inMessage({ type: 'carousel', elements: listOf(n, () => ({ type: 'card', title: mrkdwn('x') })) }),
  ],
  ['card title', 150, (n) => inMessage({ type: 'card', title: mrkdwn(text(n)) })],
  ['card body', 200, (n) => inMessage({ type: 'card', body: mrkdwn(text(n)) })],
  [
    'container',
    10,
    (n) => inMessage({ type: 'container', title: plain('x'), child_blocks: listOf(n, () => ({ type: 'divider' })) }),
  ],
  [
    'container title',
    150,
    (n) => inMessage({ type: 'container', title: plain(text(n)), child_blocks: [{ type: 'divider' }] }),
  ],
  ['alert', 200, (n) => [{ type: 'alert', text: plain(text(n)) }], 'modal'],
  [
    'indent of a list',
    8,
    (n) =>
      inMessage(
        richText({
          type: 'rich_text_list',
          style: 'bullet',
          indent: n,
          elements: [{ type: 'rich_text_section', elements: [] }],
        }),
      ),
  ],
];

describe('blocks are taken at the limit, and refused one beyond', () => {
  test.each(limits)('%s: %d', (_what, limit, make, surface = 'message') => {
    expect(checkBlocks(make(limit), surface)).toEqual([]);
    expect(checkBlocks(make(limit + 1), surface)).not.toEqual([]);
  });

  test.each([
    ['emoji', '😀', 37],
    ['Chinese', '单', 75],
    ['combined signs', '👩‍👩‍👧', 9],
  ])('%s count as UTF-16 units: %s', (_what, sign, fits) => {
    const labelled = (n: number) => checkBlocks([actions(button({ text: plain(sign.repeat(n)) }))], 'message');
    expect(labelled(fits)).toEqual([]);
    expect(labelled(fits + 1)).toEqual([
      { says: 'must be less than 76 characters', at: '/blocks/0/elements/0/text/text' },
    ]);
  });

  test('half a character is refused', () => {
    const cut = '订单😀'.slice(0, 3);
    expect(checkBlocks([header(cut)], 'message')).toEqual([
      { says: 'must be valid unicode', at: '/blocks/0/text/text' },
    ]);
  });
});
