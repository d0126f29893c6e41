import { describe, expect, test } from '@jest/globals';
import { checkBlocks, checkSuggestions, type Surface } from '../../support/slack/blocks.ts';
import { input, listOf, menu, mrkdwn, option, plain, richText, section } from './samples.ts';

const says = (block: unknown, surface: Surface = 'message') =>
  checkBlocks([block], surface).map((p) => `${p.says} ${p.at}`);
const accessory = (element: object) => section({ accessory: element });
const inputOf = (element: object) => input({ element });
const lineOf = (...elements: object[]) => richText({ type: 'rich_text_section', elements });

describe('what may be chosen', () => {
  test.each<[what: string, element: object, says: string]>([
    ['a menu without options', menu({}), 'must define either `options` or `option_groups` /blocks/0/accessory'],
    [
      'options and groups',
      menu({ options: [option('a')], option_groups: [{ label: plain('g'), options: [option('b')] }] }),
      'must not define both `options` and `option_groups` /blocks/0/accessory',
    ],
    ['an empty menu', menu({ options: [] }), 'no less than 1 items allowed /blocks/0/accessory/options'],
    [
      'an option with markup',
      menu({ options: [{ text: mrkdwn('x'), value: 'v' }] }),
      'unsupported type: mrkdwn /blocks/0/accessory/options/0/text/type',
    ],
    [
      'an option without a value',
      menu({ options: [{ text: plain('x') }] }),
      'missing required field: value /blocks/0/accessory/options/0',
    ],
    [
      'an option with an address',
      menu({ options: [{ ...option('v'), url: 'https://x.example' }] }),
      'invalid additional property: url /blocks/0/accessory/options/0',
    ],
    [
      'the same value twice',
      menu({ options: [option('v', 'a'), option('v', 'b')] }),
      'option `value` is not unique /blocks/0/accessory/options/1/value',
    ],
    [
      'a first choice that is not offered',
      menu({ options: [option('v')], initial_option: option('w') }),
      '`initial_option` must match one of the options /blocks/0/accessory/initial_option',
    ],
    [
      'a first choice in other words',
      menu({ options: [option('v', 'a')], initial_option: option('v', 'b') }),
      '`initial_option` must match one of the options /blocks/0/accessory/initial_option',
    ],
    [
      'first ticks that are not offered',
      { type: 'checkboxes', options: [option('v')], initial_options: [option('w')] },
      '`initial_options` must match the options /blocks/0/accessory/initial_options/0',
    ],
    [
      'a day that is none',
      { type: 'datepicker', initial_date: '2026-02-30' },
      'must be a valid date /blocks/0/accessory/initial_date',
    ],
    [
      'a day in another form',
      { type: 'datepicker', initial_date: '1.12.2026' },
      'must be a valid date /blocks/0/accessory/initial_date',
    ],
    [
      'an hour that is none',
      { type: 'timepicker', initial_time: '24:00' },
      'must be a valid time /blocks/0/accessory/initial_time',
    ],
    [
      'a zone that is none',
      { type: 'timepicker', timezone: 'Mars/Base' },
      'must be a valid timezone /blocks/0/accessory/timezone',
    ],
    [
      'too many of many',
      { type: 'multi_static_select', options: [option('v')], max_selected_items: 0 },
      'must be greater than or equal to 1 /blocks/0/accessory/max_selected_items',
    ],
  ])('%s', (_what, element, expected) => {
    expect(says(accessory(element))).toContain(expected);
  });

  test('a menu of each kind is taken', () => {
    const elements = [
      menu({ options: [option('v')], initial_option: option('v') }),
      menu({ option_groups: [{ label: plain('g'), options: [option('v')] }], initial_option: option('v') }),
      { type: 'external_select', initial_option: option('any'), min_query_length: 0 },
      { type: 'users_select', initial_user: 'U1' },
      { type: 'conversations_select', default_to_current_conversation: true, filter: { include: ['public'] } },
      { type: 'channels_select' },
      { type: 'multi_static_select', options: [option('v')], initial_options: [option('v')], max_selected_items: 2 },
      { type: 'multi_external_select' },
      { type: 'multi_users_select' },
      { type: 'multi_conversations_select' },
      { type: 'multi_channels_select' },
      { type: 'overflow', options: [{ ...option('v'), url: 'https://x.example' }] },
      { type: 'radio_buttons', options: [{ text: mrkdwn('*x*'), value: 'v' }] },
      { type: 'checkboxes', options: [{ text: mrkdwn('*x*'), value: 'v', description: mrkdwn('_y_') }] },
      { type: 'datepicker', initial_date: '2026-12-02' },
      { type: 'timepicker', initial_time: '09:30', timezone: 'Asia/Shanghai' },
    ];
    for (const element of elements) expect(says(accessory(element))).toEqual([]);
  });

  test('what the desk proposes is checked like a menu, and may be nothing', () => {
    expect(checkSuggestions({ options: [] })).toEqual([]);
    expect(checkSuggestions({ options: listOf(100, (i) => option(`v${i}`)) })).toEqual([]);
    expect(checkSuggestions({ options: listOf(101, (i) => option(`v${i}`)) })).not.toEqual([]);
    expect(checkSuggestions({ option_groups: [{ label: plain('g'), options: [] }] })).not.toEqual([]);
    expect(checkSuggestions('')).not.toEqual([]);
  });
});

describe('what is typed', () => {
  test.each<[what: string, element: object, says: string]>([
    [
      'less than at most',
      { type: 'plain_text_input', min_length: 5, max_length: 4 },
      '`min_length` must be less than or equal to `max_length` /blocks/0/element',
    ],
    [
      'a first text that is too long',
      { type: 'plain_text_input', max_length: 2, initial_value: 'abc' },
      'must be less than 3 characters /blocks/0/element/initial_value',
    ],
    [
      'a number as a number',
      { type: 'number_input', is_decimal_allowed: true, initial_value: 1 },
      'must be a string /blocks/0/element/initial_value',
    ],
    [
      'a number without its kind',
      { type: 'number_input' },
      'missing required field: is_decimal_allowed /blocks/0/element',
    ],
    [
      'a part of a whole number',
      { type: 'number_input', is_decimal_allowed: false, min_value: '0.5' },
      'must be a whole number /blocks/0/element/min_value',
    ],
    [
      'a number out of its range',
      { type: 'number_input', is_decimal_allowed: false, min_value: '2', initial_value: '1' },
      '`initial_value` is out of range /blocks/0/element/initial_value',
    ],
    [
      'a range the wrong way round',
      { type: 'number_input', is_decimal_allowed: false, min_value: '2', max_value: '1' },
      '`min_value` must be less than or equal to `max_value` /blocks/0/element',
    ],
    [
      'a dispatch without an occasion',
      { type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: [] } },
      'no less than 1 items allowed /blocks/0/element/dispatch_action_config/trigger_actions_on',
    ],
  ])('%s', (_what, element, expected) => {
    expect(says(inputOf(element), 'modal')).toContain(expected);
  });

  test('a file input is for modals, and dispatches nothing', () => {
    const files = inputOf({ type: 'file_input', filetypes: ['csv'], max_files: 1 });
    expect(says(files, 'modal')).toEqual([]);
    expect(says(files, 'message')).toContain('unsupported type: file_input /blocks/0/element/type');
    expect(says(files, 'home')).toContain('unsupported type: file_input /blocks/0/element/type');
    expect(says({ ...files, dispatch_action: true }, 'modal')).toContain(
      'unsupported type: file_input /blocks/0/element/type',
    );
  });

  test('an input of each kind is taken', () => {
    const elements = [
      {
        type: 'plain_text_input',
        multiline: true,
        min_length: 0,
        max_length: 3000,
        initial_value: 'x',
        focus_on_load: true,
      },
      { type: 'number_input', is_decimal_allowed: true, initial_value: '1.5', min_value: '-1', max_value: '2' },
      { type: 'email_text_input' },
      { type: 'url_text_input' },
      { type: 'rich_text_input', initial_value: lineOf({ type: 'text', text: 'x' }) },
      { type: 'datetimepicker', initial_date_time: 1_764_640_800 },
    ];
    for (const element of elements) expect(says(inputOf(element), 'modal')).toEqual([]);
  });
});
