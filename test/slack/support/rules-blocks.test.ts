import { describe, expect, test } from '@jest/globals';
import { checkBlocks, type Surface } from '../../support/slack/blocks.ts';
import { actions, button, cellsOf, chartOf, image, mrkdwn, plain, richText, section, table } from './samples.ts';

const says = (block: unknown, surface: Surface = 'message') =>
  checkBlocks([block], surface).map((p) => `${p.says} ${p.at}`);
const lineOf = (...elements: object[]) => richText({ type: 'rich_text_section', elements });

describe('what a block must be', () => {
  test.each<[what: string, block: unknown, says: string]>([
    ['nothing', null, 'must be an object /blocks/0'],
    ['without a type', {}, 'missing required field: type /blocks/0'],
    ['of no known type', { type: 'sections' }, 'unsupported type: sections /blocks/0/type'],
    ['a section of nothing', { type: 'section' }, 'must define either `text` or `fields` /blocks/0/type'],
    ['with a property too many', section({ textt: 1 }), 'invalid additional property: textt /blocks/0'],
    ['with a null', section({ accessory: null }), 'must be an object /blocks/0/accessory'],
    ['with an empty text', section({ text: mrkdwn('') }), 'must be more than 0 characters /blocks/0/text/text'],
    ['a header with markup', { type: 'header', text: mrkdwn('x') }, 'unsupported type: mrkdwn /blocks/0/text/type'],
    [
      'markup with emoji set',
      section({ text: { ...mrkdwn('x'), emoji: true } }),
      'invalid additional property: emoji /blocks/0/text',
    ],
    ['a text as a mere string', section({ text: 'x' }), 'must be an object /blocks/0/text'],
    ['actions of nothing', actions(), 'no less than 1 items allowed /blocks/0/elements'],
    [
      'a text input in actions',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input /blocks/0/elements/0/type',
    ],
    [
      'an image without alt text',
      { type: 'image', image_url: 'https://x.example/a' },
      'missing required field: alt_text /blocks/0',
    ],
    [
      'an image of nothing',
      { type: 'image', alt_text: 'x' },
      'must define either `image_url` or `slack_file` /blocks/0',
    ],
    [
      'an image of two things',
      image({ slack_file: { id: 'F1' } }),
      'must define either `image_url` or `slack_file` /blocks/0',
    ],
    [
      'a file by id and url',
      { type: 'image', alt_text: 'x', slack_file: { id: 'F1', url: 'https://x' } },
      'must define either `id` or `url` /blocks/0/slack_file',
    ],
    [
      'an image on this machine',
      image({ image_url: 'http://localhost:3000/a.png' }),
      'downloading image failed /blocks/0/image_url',
    ],
    ['a button without words', actions({ type: 'button' }), 'missing required field: text /blocks/0/elements/0'],
    [
      'a button with an empty url',
      actions(button({ url: '' })),
      'must be more than 0 characters /blocks/0/elements/0/url',
    ],
    ['a button to nowhere', actions(button({ url: 'desk' })), 'invalid_url /blocks/0/elements/0/url'],
    [
      'a button of another colour',
      actions(button({ style: 'default' })),
      'must be one of: primary, danger /blocks/0/elements/0/style',
    ],
    [
      'a confirmation without a no',
      actions(button({ confirm: { title: plain('t'), text: plain('?'), confirm: plain('y') } })),
      'missing required field: deny /blocks/0/elements/0/confirm',
    ],
    [
      'the file block of Slack',
      { type: 'file', source: 'remote', external_id: 'x' },
      'unsupported type: file /blocks/0/type',
    ],
  ])('%s', (_what, block, expected) => {
    expect(says(block)).toContain(expected);
  });
});

describe('rich text', () => {
  test.each<[what: string, block: object, says: string]>([
    [
      'a text outside of a section',
      richText({ type: 'text', text: 'x' }),
      'unsupported type: text /blocks/0/elements/0/type',
    ],
    [
      'an empty text',
      lineOf({ type: 'text', text: '' }),
      'must be more than 0 characters /blocks/0/elements/0/elements/0/text',
    ],
    [
      'a list without items',
      richText({ type: 'rich_text_list', style: 'bullet', elements: [] }),
      'no less than 1 items allowed /blocks/0/elements/0/elements',
    ],
    [
      'a list in a list',
      richText({
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: [] }],
      }),
      'unsupported type: rich_text_list /blocks/0/elements/0/elements/0/type',
    ],
    [
      'an emoji in code',
      richText({ type: 'rich_text_preformatted', elements: [{ type: 'emoji', name: 'x' }] }),
      'unsupported type: emoji /blocks/0/elements/0/elements/0/type',
    ],
    [
      'a style that is none',
      lineOf({ type: 'text', text: 'x', style: { big: true } }),
      'invalid additional property: big /blocks/0/elements/0/elements/0/style',
    ],
  ])('%s', (_what, block, expected) => {
    expect(says(block)).toContain(expected);
  });

  test('every part of it is taken', () => {
    const inline = [
      { type: 'text', text: 'x', style: { bold: true, italic: true, strike: true, underline: true, code: true } },
      { type: 'link', url: 'https://x.example', text: 'x' },
      { type: 'user', user_id: 'U1' },
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'channel', channel_id: 'C1' },
      { type: 'emoji', name: 'wave' },
      { type: 'broadcast', range: 'here' },
      { type: 'color', value: '#00ff00' },
      { type: 'date', timestamp: 1_764_640_800, format: '{date}', fallback: 'x' },
    ];
    const block = richText(
      { type: 'rich_text_section', elements: inline },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [{ type: 'rich_text_section', elements: inline }],
        border: 0,
      },
      { type: 'rich_text_quote', elements: inline },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x' }] },
    );
    expect(says(block)).toEqual([]);
  });
});

describe('tables and charts', () => {
  test.each<[what: string, block: object, says: string]>([
    [
      'an empty cell',
      table([[{ type: 'raw_text', text: '' }]]),
      'must be more than 0 characters /blocks/0/rows/0/0/text',
    ],
    ['a mere string as a cell', table([['x' as unknown as object]]), 'must be an object /blocks/0/rows/0/0'],
    ['uneven rows', table([cellsOf(2), cellsOf(1)]), 'must have 2 items /blocks/0/rows/1'],
    [
      'rich text in a head',
      { type: 'data_table', caption: 'c', rows: [[lineOf()], cellsOf(1)] },
      'unsupported type: rich_text /blocks/0/rows/0/0/type',
    ],
    [
      'a head alone',
      { type: 'data_table', caption: 'c', rows: [cellsOf(1)] },
      'no less than 2 items allowed /blocks/0/rows',
    ],
    [
      'a slice of nothing',
      chartOf({ chart: { type: 'pie', segments: [{ label: 'x', value: 0 }] } }),
      'must be greater than 0 /blocks/0/chart/segments/0/value',
    ],
    [
      'a value that is none',
      chartOf({ chart: { type: 'pie', segments: [{ label: 'x', value: Number.NaN }] } }),
      'must be a finite number /blocks/0/chart/segments/0/value',
    ],
    [
      'a series that misses a category',
      chartOf({
        chart: {
          type: 'bar',
          series: [{ name: 's', data: [{ label: 'a', value: 1 }] }],
          axis_config: { categories: ['a', 'b'] },
        },
      }),
      'must have one value per category, in their order /blocks/0/chart/series/0/data',
    ],
  ])('%s', (_what, block, expected) => {
    expect(says(block)).toContain(expected);
  });

  test('a table of every kind of cell is taken, in messages only', () => {
    const cells = [...cellsOf(1), { type: 'raw_number', value: 1, text: '1' }, lineOf({ type: 'text', text: 'x' })];
    const block = { ...table([cellsOf(3), cells]), column_settings: [{ align: 'right' }, null, { is_wrapped: true }] };
    expect(says(block)).toEqual([]);
    for (const surface of ['modal', 'home'] as const)
      expect(says(block, surface)).toContain('unsupported type: table /blocks/0/type');
  });
});
