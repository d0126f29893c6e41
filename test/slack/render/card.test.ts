import { describe, expect, test } from '@jest/globals';
import { answerModal, picturesOf, renderCard, skeleton, ticksIn } from '../../../adapters/slack/render/index.ts';
import { nasty } from '../../support/render/nasty.ts';
import { checkView } from '../../support/slack/blocks.ts';
import { type Blocks, bare, button, card, drawn, message, plain, rich } from './support/cards.ts';
import { textsOf } from './support/said.ts';

describe('the head of a card', () => {
  test('is its title, and below it the state in words behind the circle of its colour', () => {
    const { blocks } = renderCard(card([{ kind: 'divider' }], { badge: { label: 'rejected', tone: 'bad' } }), message);
    expect(blocks.map(bare)).toEqual([
      { type: 'header', text: plain('SO-000042 · Acme') },
      { type: 'context', elements: [plain('🔴 rejected')] },
      { type: 'divider' },
    ]);
  });

  test('says a tone without a state in a word of the reader’s language', () => {
    const { blocks } = renderCard(card([{ kind: 'divider' }], { tone: 'warn' }), { ...message, locale: 'zh' });
    expect(textsOf(blocks)[1]).toBe('🟠 注意');
  });

  test('of a card that has nothing else is a line', () => {
    const { blocks } = renderCard(card([], { tone: 'good' }), message);
    expect(blocks.map(bare)).toEqual([rich({ type: 'text', text: '🟢 SO-000042 · Acme' })]);
  });

  test('is clipped where it is too long for a heading, and then stands in full below', () => {
    const title = 'A very long title. '.repeat(20).trim();
    const { blocks } = renderCard(card([{ kind: 'divider' }], { title }), message);
    expect(textsOf(blocks)[0]).toMatch(/…$/);
    expect(textsOf(blocks)[1]).toBe(title);
  });
});

describe('a text', () => {
  test('is shown letter by letter, bold where it is strong', () => {
    for (const text of nasty)
      expect(drawn([{ kind: 'text', text, style: 'strong' }])).toEqual([
        rich({ type: 'text', text, style: { bold: true } }),
      ]);
  });

  test('is small and grey where it is quiet, and has a circle where it has a tone', () => {
    expect(drawn([{ kind: 'text', text: '*x*', style: 'quiet', tone: 'warn' }])).toEqual([
      { type: 'context', elements: [plain('🟠 *x*')] },
    ]);
  });

  test('of nothing is nothing', () => {
    expect(drawn([{ kind: 'text', text: ' \n ' }, { kind: 'divider' }])).toEqual([{ type: 'divider' }]);
  });

  test('loses the signs that no keyboard types', () => {
    expect(drawn([{ kind: 'text', text: 'a\u0000b\uD800c\r\nd' }])).toEqual([
      rich({ type: 'text', text: 'ab\uFFFDc\nd' }),
    ]);
  });
});

describe('progress', () => {
  test('is one line in which each step has a sign, and the present one a word', () => {
    const steps = [
      { label: 'Order', state: 'done' as const },
      { label: 'Approval', state: 'current' as const },
      { label: 'Shipping', state: 'todo' as const },
    ];
    expect(textsOf(drawn([{ kind: 'progress', steps }])).join('')).toBe('✓ Order  ›  ● Approval (now)  ›  ○ Shipping');
    expect(textsOf(drawn([{ kind: 'progress', steps: [{ label: 'Order', state: 'stopped' }] }]))).toEqual([
      '✕ Order (stopped)',
    ]);
  });
});

describe('pictures and files', () => {
  const file = { id: 'f1', name: 'chart.png', mime: 'image/png' };

  test('a picture that Slack has is drawn; else its words are', () => {
    const image = { kind: 'image' as const, file, alt: 'Orders went up.' };
    expect(
      renderCard(card([image]), { ...message, slackFile: () => 'F1' })
        .blocks.slice(1)
        .map(bare),
    ).toEqual([{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'Orders went up.' }]);
    expect(textsOf(drawn([image]))).toEqual(['Picture: Orders went up.']);
    expect(picturesOf(card([image]))).toEqual([file]);
  });

  test('a file is named, and handed over to be sent', () => {
    const { blocks, attachments } = renderCard(card([{ kind: 'file', file, label: 'This month' }]), message);
    expect(textsOf(blocks)[1]).toBe('📎 File: This month (chart.png)');
    expect(attachments).toEqual([file]);
  });
});

describe('buttons', () => {
  test('stand five in a row, carry their sealed id alone, and ask where they must', () => {
    const buttons = [
      button('a.0', { style: 'primary' }),
      button('a.1', { style: 'danger', label: 'Cancel', confirm: 'Cancel it?' }),
      ...[2, 3, 4, 5].map((n) => button(`a.${n}`, { style: 'plain' })),
    ];
    const rows = drawn([{ kind: 'buttons', buttons }]);
    expect(rows.map((b) => (b.type === 'actions' ? b.elements.length : 0))).toEqual([5, 1]);
    expect(rows[0]).toMatchObject({
      elements: [
        { style: 'primary', action_id: 'button:a.0', value: 'a.0' },
        { style: 'danger', confirm: { text: plain('Cancel it?'), confirm: plain('Cancel'), style: 'danger' } },
        {},
        {},
        {},
      ],
    });
  });

  test('whose words are too long say them before', () => {
    const label = 'Approve it '.repeat(10).trim();
    const said = textsOf(drawn([{ kind: 'buttons', buttons: [button('a.0', { label })] }]));
    expect(said[0]).toBe(`Button: ${label}`);
    expect(said[1]).toMatch(/…$/);
  });
});

describe('boxes to tick', () => {
  const box = (n: number, more = {}) => ({ value: String(n), label: `SO-${n} · Acme`, detail: 'CNY 1.00', ...more });
  const checks = (choices: ReturnType<typeof box>[], checked: string[] = []): Blocks[number] => ({
    kind: 'checks',
    label: 'Small ones',
    choices,
    checked,
    buttons: [button('a.0')],
  });

  test('are drawn with what is ticked, their details below, and the buttons that they count for', () => {
    const choices = [box(0), box(1, { tone: 'warn' })];
    const option = (value: string, text: string) => ({ value, text: plain(text), description: plain('CNY 1.00') });
    expect(drawn([checks(choices, ['1'])])).toEqual([
      rich({ type: 'text', text: 'Small ones', style: { bold: true } }),
      {
        type: 'actions',
        elements: [
          {
            type: 'checkboxes',
            action_id: 'checks:0',
            options: [option('0', 'SO-0 · Acme'), option('1', '🟠 SO-1 · Acme')],
            initial_options: [option('1', '🟠 SO-1 · Acme')],
          },
        ],
      },
      expect.objectContaining({ type: 'actions' }),
    ]);
  });

  test('whose words have no room beside them say them in full above', () => {
    const label = 'An order of a customer with a very long name. '.repeat(4).trim();
    const said = textsOf(drawn([checks([box(0, { label }), box(1)])]));
    expect(said).toContain(`${label}\nCNY 1.00`);
    expect(said.filter((text) => text.startsWith('SO-1'))).toEqual(['SO-1 · Acme']);
  });

  test('stay on one page with their buttons, since a click brings the ticks of its page alone', () => {
    const lines = Array.from({ length: 42 }, () => ({ kind: 'divider' as const }));
    const one = card([...lines, checks(Array.from({ length: 10 }, (_, n) => box(n)))]);
    const pageOf = (page: number) => JSON.stringify(renderCard(one, { ...message, page, pagesKey: () => 'k' }).blocks);
    expect(pageOf(1)).not.toMatch(/checkboxes|button:a/);
    expect(pageOf(2)).toMatch(/checkboxes.*button:a/);
  });

  test('are read from the state of the message; where that says nothing of them, nothing is known', () => {
    const state = (selected_options: unknown) => ({ values: { b: { 'checks:0': { selected_options } } } });
    expect(ticksIn(state([{ value: '0' }, { value: '7' }]))).toEqual(['0', '7']);
    expect(ticksIn(state([]))).toEqual([]);
    expect(ticksIn(state(null))).toEqual([]);
    expect([undefined, {}, { values: { b: { other: {} } } }].map(ticksIn)).toEqual([undefined, undefined, undefined]);
  });
});

describe('what is said where no card is seen', () => {
  test('is the summary, escaped, and short enough to be updated', () => {
    const { text } = renderCard(card([], { summary: '<!channel> & <@U1>' }), message);
    expect(text).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
    const long = renderCard(card([], { summary: '订<'.repeat(3000) }), message).text;
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(4_000);
    expect(long).toMatch(/…$/);
  });
});

describe('modals', () => {
  test('a card in a modal has its title there, and the way back', () => {
    const shown = card([{ kind: 'divider' }]);
    const view = answerModal(shown.title, renderCard(shown, { locale: 'zh', surface: 'modal' }).blocks, 'zh');
    expect(checkView(view)).toEqual([]);
    expect(view).toMatchObject({
      callback_id: 'answer',
      title: plain('SO-000042 · Acme'),
      close: plain('关闭'),
    });
  });

  test('one that is not ready says so, in both languages', () => {
    for (const locale of ['en', 'zh'] as const) expect(checkView(skeleton(locale))).toEqual([]);
    expect(textsOf(skeleton('zh'))).toContain('正在准备，请稍候…');
  });
});
