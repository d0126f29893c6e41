import { describe, expect, test } from '@jest/globals';
import { checkMessage, checkView, messageBudget, type Problem } from '../../support/slack/blocks.ts';
import { cellsOf, chartOf, listOf, modal, mrkdwn, plain, section, table, text } from './samples.ts';

type OfView = [what: string, limit: number, make: (n: number) => object];
const ofViews: OfView[] = [
  ['title', 24, (n) => modal({ title: plain(text(n)) })],
  ['submit', 24, (n) => modal({ submit: plain(text(n)) })],
  ['close', 24, (n) => modal({ close: plain(text(n)) })],
  ['private_metadata', 3000, (n) => modal({ private_metadata: text(n) })],
  ['callback_id', 255, (n) => modal({ callback_id: text(n) })],
  ['external_id', 255, (n) => modal({ external_id: text(n) })],
];

describe('views are taken at the limit, and refused one beyond', () => {
  test.each(ofViews)('%s: %d', (_what, limit, make) => {
    expect(checkView(make(limit))).toEqual([]);
    expect(checkView(make(limit + 1))).not.toEqual([]);
  });

  test('a view of 250 kB is too large', () => {
    const wide = (n: number) => modal({ blocks: listOf(n, () => section({ text: plain(text(3000)) })) });
    expect(checkView(wide(80))).toEqual([]);
    expect(checkView(wide(85)).map((p) => p.error)).toEqual(['view_too_large']);
  });
});

describe('messages are taken at the limit, and refused one beyond', () => {
  const codes = (problems: readonly Problem[]) => problems.map((p) => p.error);

  test('a post has 40,000 characters, an update 4,000 bytes', () => {
    expect(checkMessage({ text: text(40_000) })).toEqual([]);
    expect(codes(checkMessage({ text: text(40_001) }))).toEqual(['msg_too_long']);
    expect(checkMessage({ text: text(4_000) }, 'update')).toEqual([]);
    expect(codes(checkMessage({ text: text(4_001) }, 'update'))).toEqual(['msg_too_long']);
    expect(codes(checkMessage({ text: '单'.repeat(1_334) }, 'update'))).toEqual(['msg_too_long']);
  });

  test.each([5, 20, 50])('all text of %d blocks together has a limit', (blocks) => {
    const share = Math.floor(messageBudget(blocks) / blocks);
    const rest = messageBudget(blocks) - share * (blocks - 1);
    const spread = (last: number) => listOf(blocks, (i) => section({ text: mrkdwn(text(i === 0 ? last : share)) }));
    expect(checkMessage({ blocks: spread(rest) })).toEqual([]);
    expect(codes(checkMessage({ blocks: spread(rest + 1) }))).toEqual(['msg_blocks_too_long']);
  });

  test('signs that become entities count as such', () => {
    const full = listOf(4, () => section({ text: plain('&'.repeat(600)) }));
    expect(checkMessage({ blocks: full })).toEqual([]);
    expect(codes(checkMessage({ blocks: [...full, section({ text: plain('&'.repeat(100)) })] }))).toEqual([
      'msg_blocks_too_long',
    ]);
  });

  test('one table, two charts, a hundred attachments', () => {
    expect(checkMessage({ blocks: [table([cellsOf(1)])] })).toEqual([]);
    expect(codes(checkMessage({ blocks: [table([cellsOf(1)]), table([cellsOf(1)])] }))).toEqual([
      'invalid_attachments',
    ]);
    expect(
      codes(checkMessage({ blocks: [table([cellsOf(1)])], attachments: [{ blocks: [table([cellsOf(1)])] }] })),
    ).toEqual(['invalid_attachments']);
    expect(checkMessage({ blocks: [chartOf({}), chartOf({})] })).toEqual([]);
    expect(checkMessage({ blocks: [chartOf({}), chartOf({}), chartOf({})] })).not.toEqual([]);
    expect(checkMessage({ attachments: listOf(100, () => ({})) })).toEqual([]);
    expect(codes(checkMessage({ attachments: listOf(101, () => ({})) }))).toEqual(['too_many_attachments']);
  });

  test('metadata is flat, named, and small', () => {
    const event = (event_payload: unknown, event_type: unknown = 'order_changed') =>
      codes(checkMessage({ text: 'x', metadata: { event_type, event_payload } }));
    expect(event({ key: 'k:1', count: 2, done: true, order: { id: 'SO-000001' }, lines: [{ sku: 'A' }] })).toEqual([]);
    expect(event({ key: text(7_800) })).toEqual([]);
    expect(event({ key: text(8_000) })).toEqual(['metadata_too_large']);
    expect(event({ order: { customer: { name: 'x' } } })).toEqual(['invalid_metadata_schema']);
    expect(event({ 'a key': 'x' })).toEqual(['invalid_metadata_schema']);
    expect(event({}, 'order changed!')).toEqual(['invalid_metadata_format']);
    expect(event('text')).toEqual(['invalid_metadata_format']);
    expect(codes(checkMessage({ text: 'x', metadata: {} }))).toEqual([]);
  });

  test('there has to be something to show, and not two texts', () => {
    for (const nothing of [{}, { text: '' }, { blocks: [] }]) expect(codes(checkMessage(nothing))).toEqual(['no_text']);
    expect(codes(checkMessage({ text: 'x', markdown_text: 'y' }))).toEqual(['markdown_text_conflict']);
    expect(codes(checkMessage({ markdown_text: text(12_001) }))).toEqual(['msg_too_long']);
    expect(codes(checkMessage({ text: 1 }))).toContain('invalid_arguments');
    expect(codes(checkMessage({ text: 'x', blocks: 'y' }))).toContain('invalid_blocks_format');
  });
});
