import { describe, expect, test } from '@jest/globals';
import { renderCard } from '../../../adapters/slack/render/index.ts';
import { longNote, nasty } from '../../support/render/nasty.ts';
import { type Blocks, button, card, drawn, message, plain, rich } from './support/cards.ts';
import { textsOf } from './support/said.ts';

describe('a table', () => {
  const table = (rows: number, columns = 2): Blocks[number] => ({
    kind: 'table',
    columns: Array.from({ length: columns }, (_, i) => ({
      label: `C${i}`,
      ...(i === 1 && { align: 'right' as const }),
    })),
    rows: Array.from({ length: rows }, (_, n) =>
      Array.from({ length: columns }, (_, i) => (i === 0 ? `订单${n}` : `${n}`)),
    ),
  });

  test('is Slack’s own in a message, with its columns as they are aligned', () => {
    expect(drawn([table(1)])).toEqual([
      {
        type: 'table',
        column_settings: [
          { align: 'left', is_wrapped: true },
          { align: 'right', is_wrapped: false },
        ],
        rows: [
          [
            { type: 'raw_text', text: 'C0' },
            { type: 'raw_text', text: 'C1' },
          ],
          [
            { type: 'raw_text', text: '订单0' },
            { type: 'raw_text', text: '0' },
          ],
        ],
      },
    ]);
  });

  test('is monospaced where it is the second of a page, and in a modal; Chinese takes two columns', () => {
    const lines = 'C0     C1\n─────  ──\n订单0   0';
    const text = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: lines }] }],
    };
    expect(drawn([table(1), table(1)])[1]).toEqual(text);
    expect(drawn([table(1)], { ...message, surface: 'modal' } as never)).toEqual([text]);
  });

  test('with too many columns for Slack is drawn row by row', () => {
    const said = textsOf(drawn([table(2, 25)]));
    expect(said).toContain('C24: ');
    expect(drawn([table(2, 25)]).some((b) => b.type === 'table')).toBe(false);
  });

  test('with a cell that would take a page of its own is drawn row by row, and loses nothing', () => {
    const cell = longNote(12_000);
    const long = { kind: 'table' as const, columns: [{ label: 'A' }, { label: 'B' }], rows: [['x', cell]] };
    const pages = [1, 2].map((page) => renderCard(card([long]), { ...message, page }));
    expect(pages[0]?.pages).toBe(2);
    const said = pages
      .flatMap((p) => p.blocks.slice(1, -2))
      .flatMap(textsOf)
      .join('');
    expect(said).toContain(cell);
  });

  test('of 250 rows takes three pages, each with its head and the rows that it shows', () => {
    const pages = [1, 2, 3].map((page) => renderCard(card([table(250)]), { ...message, page }));
    expect(pages[0]?.pages).toBe(3);
    expect(pages.map((p) => textsOf(p.blocks).find((s) => s.startsWith('rows')))).toEqual([
      'rows 1–99 of 250',
      'rows 100–198 of 250',
      'rows 199–250 of 250',
    ]);
  });

  test('shows a dash where a cell is empty or missing', () => {
    const [block] = drawn([{ kind: 'table', columns: [{ label: '' }, { label: 'B' }], rows: [['', ' '], []] }]);
    expect(textsOf(block)).toEqual(['—', 'B', '—', '—', '—', '—']);
  });

  test('without rows says so', () => {
    expect(textsOf(drawn([{ ...table(0), caption: 'Orders' } as Blocks[number]]))).toEqual([
      'Orders',
      'Nothing to show here.',
    ]);
  });
});

describe('a list', () => {
  test('has the button of an entry beside it', () => {
    const items = [
      { text: 'SO-1 · <Acme>', detail: 'late', tone: 'bad' as const, buttons: [button('a.0', { label: 'Open' })] },
    ];
    expect(drawn([{ kind: 'list', items }])).toEqual([
      {
        type: 'section',
        text: plain('🔴 SO-1 · <Acme>\nlate'),
        accessory: { type: 'button', text: plain('Open'), action_id: 'button:a.0', value: 'a.0' },
      },
    ]);
  });

  test('has several buttons of an entry below it, and entries without in bullets', () => {
    const items = [{ text: 'x' }, { text: 'y', buttons: [button('a.0'), button('a.1')] }, { text: 'z' }];
    expect(drawn([{ kind: 'list', items }]).map((b) => b.type)).toEqual([
      'rich_text',
      'rich_text',
      'actions',
      'rich_text',
    ]);
  });

  test('that is empty says what it was told to', () => {
    expect(textsOf(drawn([{ kind: 'list', items: [], empty: 'Nothing.' }]))).toEqual(['Nothing.']);
  });
});

describe('fields', () => {
  test('that are short and plain stand in two columns with bold labels', () => {
    const fields = [
      { label: 'Customer', value: 'Müller & Söhne (ACME)' },
      { label: 'Promised', value: '2026-11-20', tone: 'bad' as const },
    ];
    expect(drawn([{ kind: 'fields', fields }])).toEqual([
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Customer*\nMüller &amp; Söhne (ACME)', verbatim: true },
          { type: 'mrkdwn', text: '*Promised*\n🔴 2026-11-20 (problem)', verbatim: true },
        ],
      },
    ]);
  });

  test.each([...nasty.filter((text) => !/^[\p{L}\p{M} '&·]+$/u.test(text) && !/全角|\$|\{/.test(text))])(
    'that could be read as markup stand in full width: %s',
    (value) => {
      expect(drawn([{ kind: 'fields', fields: [{ label: 'Name', value }] }])).toEqual([
        rich({ type: 'text', text: 'Name', style: { bold: true } }, { type: 'text', text: `\n${value}` }),
      ]);
    },
  );

  test('are ten in a section at most', () => {
    const fields = Array.from({ length: 23 }, (_, n) => ({ label: `L${n}`, value: `${n}` }));
    expect(drawn([{ kind: 'fields', fields }]).map((b) => (b.type === 'section' ? b.fields?.length : 0))).toEqual([
      10, 10, 3,
    ]);
  });
});
