import { describe, expect, test } from '@jest/globals';
import { formButtonId, picturesOf, renderCard, sentence, ticksIn } from '../../../adapters/feishu/render/index.ts';
import type { Block, SealedButton, SealedCard } from '../../../src/chat/card.ts';
import { longNote, nasty } from '../../support/render/nasty.ts';
import { expectAccepted } from './support/checks.ts';
import { carried, type Element, everyElement } from './support/elements.ts';
import { textsOf } from './support/said.ts';

const card = (blocks: Block<SealedButton>[], more: Partial<SealedCard> = {}): SealedCard => ({
  title: 'SO-000042 · Acme',
  summary: 'SO-000042, Acme: shipped',
  blocks,
  ...more,
});
const button = (id: string, more: Partial<SealedButton> = {}): SealedButton => ({ id, label: 'Approve', ...more });
const draw = (one: SealedCard) => renderCard(one, { locale: 'en' }).card;
const drawn = (...blocks: Block<SealedButton>[]): Element[] => draw(card(blocks)).body.elements;
const tags = (elements: readonly Element[]) => elements.map((e) => e.tag);

describe('the head of a card', () => {
  test('has its title, the state beside it, and the colour of the state', () => {
    const { header, config } = draw(card([], { badge: { label: 'Shipped', tone: 'good' } }));
    expect(header).toEqual({
      title: { tag: 'plain_text', content: 'SO-000042 · Acme' },
      template: 'green',
      text_tag_list: [{ tag: 'text_tag', text: { tag: 'plain_text', content: 'Shipped' }, color: 'green' }],
    });
    expect(config).toMatchObject({ update_multi: true, summary: { content: 'SO-000042, Acme: shipped' } });
  });

  test('says the rest of a title that is too long below it', () => {
    const title = longNote(700, 'title').replace(/\s+/g, ' ');
    const one = draw(card([], { title }));
    expectAccepted(one);
    expect(textsOf(one.header)[0]).toMatch(/…$/);
    expect(textsOf(one.body).join('').replace(/\s/g, '')).toContain(title.replace(/\s/g, ''));
  });

  test('of a card without words says what it is about', () => {
    expect(textsOf(draw(card([])).body)).toEqual(['SO-000042, Acme: shipped']);
    expectAccepted(draw(card([], { title: ' ', summary: '\u0000' })));
  });
});

describe('the words of a card', () => {
  test.each([...nasty])('are shown letter by letter: %s', (text) => {
    const one = draw(
      card([
        { kind: 'text', text },
        { kind: 'fields', fields: [{ label: text, value: text }] },
      ]),
    );
    expectAccepted(one);
    expect(textsOf(one.body)).toContain(text);
  });

  test('have a sign and words for what their colour says', () => {
    const [text, fields] = drawn(
      { kind: 'text', text: 'Late', tone: 'bad' },
      { kind: 'fields', fields: [{ label: 'Promised', value: '2026-11-20', tone: 'warn' }] },
    );
    expect(text).toEqual({ tag: 'div', text: { tag: 'plain_text', content: '🔴 Late', text_color: 'red' } });
    expect(textsOf(fields)).toEqual(['Promised', '🟠 2026-11-20 (attention)']);
  });

  test('that are short stand two and two beside each other, long ones in full width', () => {
    const elements = drawn({
      kind: 'fields',
      fields: [
        { label: 'A', value: '1' },
        { label: 'B', value: '2' },
        { label: 'Notes', value: longNote(300) },
      ],
    });
    expect(tags(elements)).toEqual(['column_set', 'div', 'div']);
    expect(elements[0]).toMatchObject({ flex_mode: 'bisect' });
  });

  test('of 3,000 characters are all there', () => {
    const text = longNote(3000);
    expect(textsOf(drawn({ kind: 'text', text })).join('')).toBe(text);
  });
});

describe('the buttons of a card', () => {
  test('say how they matter, and ask before what cannot be undone', () => {
    const [row] = drawn({
      kind: 'buttons',
      buttons: [
        button('a.0', { style: 'primary' }),
        button('a.1', { label: 'Reject', style: 'danger', confirm: 'Reject <at id=all></at>?' }),
      ],
    });
    const [approve, reject] = everyElement(row).filter((e) => e.tag === 'button');
    expect(approve).toMatchObject({
      type: 'primary_filled',
      text: { tag: 'plain_text', content: 'Approve' },
      behaviors: [{ type: 'callback', value: { button: 'a.0' } }],
    });
    expect(approve).not.toHaveProperty('confirm');
    expect(reject).toMatchObject({ type: 'danger', confirm: { text: { content: 'Reject <at id=all></at>?' } } });
  });

  test('flow into the next row on a phone', () => {
    const [row] = drawn({ kind: 'buttons', buttons: [button('a.0'), button('a.1')] });
    expect(row).toMatchObject({ tag: 'column_set', flex_mode: 'flow' });
  });

  test('with words or a question that have no room say them above', () => {
    const long = { label: `Approve ${'x'.repeat(80)}`, confirm: longNote(500, 'sure') };
    const elements = drawn({ kind: 'buttons', buttons: [button('a.0', long)] });
    const said = textsOf(elements.slice(0, -1)).join('\n');
    expect(said).toContain(`Button: ${long.label}`);
    expect(said).toContain(long.confirm);
  });

  test('of an entry stand beside it where they are one, else below it', () => {
    const one = drawn({ kind: 'list', items: [{ text: 'SO-1', detail: 'late', buttons: [button('a.0')] }] });
    expect(tags(one)).toEqual(['column_set']);
    expect(textsOf(one)).toEqual(['SO-1', 'late', 'Approve']);
    const two = drawn({ kind: 'list', items: [{ text: 'SO-1', buttons: [button('a.0'), button('a.1')] }] });
    expect(tags(two)).toEqual(['div', 'column_set']);
    expect(carried(two, 'button')).toEqual(['a.0', 'a.1']);
  });

  test('of an entry whose words have no room in it are said above it, nothing is lost', () => {
    const label = `Open ${'x'.repeat(80)}`;
    const elements = drawn({ kind: 'list', items: [{ text: 'SO-1', buttons: [button('a.0', { label })] }] });
    expect(textsOf(elements).join('\n')).toContain(label);
  });
});

describe('a table', () => {
  const table = (rows: number, columns = 2): Extract<Block, { kind: 'table' }> => ({
    kind: 'table',
    columns: Array.from({ length: columns }, (_, i) => ({
      label: `C${i}`,
      ...(i === 1 && { align: 'right' as const }),
    })),
    rows: Array.from({ length: rows }, (_, n) =>
      Array.from({ length: columns }, (_, i) => (i === 0 ? `订单${n}` : `${n}`)),
    ),
  });

  test('is Feishu’s own, its columns as they are aligned, and its cells are no markup', () => {
    const [drawnTable] = drawn(table(1));
    expect(drawnTable).toMatchObject({
      tag: 'table',
      columns: [
        { name: 'c0', display_name: 'C0', data_type: 'text', horizontal_align: 'left' },
        { name: 'c1', display_name: 'C1', data_type: 'text', horizontal_align: 'right' },
      ],
      rows: [{ c0: '订单0', c1: '0' }],
    });
  });

  test('of 250 rows shows each of them once', () => {
    const pages = renderCard(card([table(250)]), { locale: 'en' }).pages;
    const rows = Array.from({ length: pages }, (_, i) => renderCard(card([table(250)]), { locale: 'en', page: i + 1 }))
      .flatMap((p) => p.card.body.elements)
      .flatMap((e) => (e.tag === 'table' ? (e.rows as Record<string, string>[]) : []));
    expect(rows.map((r) => r.c1)).toEqual(Array.from({ length: 250 }, (_, n) => `${n}`));
  });

  test('is the sixth one of a card on the next page', () => {
    const one = card(Array.from({ length: 6 }, () => table(1)));
    expect(renderCard(one, { locale: 'en' }).pages).toBe(2);
    expectAccepted(draw(one));
  });

  test.each<[string, Block<SealedButton>]>([
    ['too many columns', table(2, 51)],
    ['a cell that would hide most of its text', { ...table(1), rows: [['x', longNote(400)]] }],
    ['a name of a column that would be hidden', { ...table(1), columns: [{ label: 'x'.repeat(90) }, { label: 'B' }] }],
    ['a row that is wider than a page', { ...table(1), rows: [Array.from({ length: 50 }, () => longNote(290))] }],
  ])('with %s is drawn row by row, and loses nothing', (_, block) => {
    const elements = drawn(block);
    expect(tags(elements)).not.toContain('table');
    expect(textsOf(elements).length).toBeGreaterThan(0);
  });

  test('shows a dash where a cell is empty or missing, and says when it has no rows', () => {
    const [one] = drawn({ kind: 'table', columns: [{ label: '' }, { label: 'B' }], rows: [['', ' '], []] });
    expect(one).toMatchObject({
      columns: [{ display_name: '—' }, { display_name: 'B' }],
      rows: [
        { c0: '—', c1: '—' },
        { c0: '—', c1: '—' },
      ],
    });
    expect(textsOf(drawn({ ...table(0), caption: 'Orders' }))).toEqual(['Orders', 'Nothing to show here.']);
    expectAccepted(draw(card([{ kind: 'table', columns: [], rows: [[]] }])));
  });
});

describe('pictures and files', () => {
  const file = { id: 'f1', name: 'chart.png', mime: 'image/png' };

  test('a picture is shown once Feishu has it, else its words are', () => {
    const one = card([{ kind: 'image', file, alt: 'Sales by month' }]);
    expect(picturesOf(one)).toEqual([file]);
    const shown = renderCard(one, { locale: 'en', pictureKey: () => 'img_1' }).card.body.elements;
    expect(shown).toEqual([expect.objectContaining({ tag: 'img', img_key: 'img_1' })]);
    expect(textsOf(draw(one).body)).toEqual(['Picture: Sales by month']);
  });

  test('words of a picture that are too many to stand behind it are said below it', () => {
    const alt = '<&> '.repeat(500);
    const one = renderCard(card([{ kind: 'image', file, alt }]), { locale: 'en', pictureKey: () => 'img_1' }).card;
    expectAccepted(one);
    expect(textsOf(one.body.elements.slice(1)).join('').replace(/\s/g, '')).toBe('<&>'.repeat(500));
  });

  test('a file is named, and handed over to be sent', () => {
    const one = card([{ kind: 'file', file: { ...file, name: 'orders.csv' }, label: 'All orders' }]);
    expect(textsOf(draw(one).body)).toEqual(['📎 File: All orders (orders.csv)']);
    expect(renderCard(one, { locale: 'en' }).attachments.map((f) => f.name)).toEqual(['orders.csv']);
  });
});

describe('boxes to tick', () => {
  const box = (n: number, more = {}) => ({ value: String(n), label: `SO-${n} · Acme`, detail: 'CNY 1.00', ...more });
  const checks = (choices: ReturnType<typeof box>[], checked: string[] = []): Block<SealedButton> => ({
    kind: 'checks',
    label: 'Small ones',
    choices,
    checked,
    buttons: [button('a.0'), button('a.1')],
  });

  test('are a form of their own: a tick sends nothing, and each of its buttons brings what is ticked', () => {
    const one = draw(
      card([checks([box(0), box(1, { tone: 'warn' })], ['1']), { kind: 'buttons', buttons: [button('b.0')] }]),
    );
    expectAccepted(one);
    const [label, form, others] = one.body.elements as unknown as [Element, { elements: Element[] }, Element];
    expect(textsOf([label])).toEqual(['Small ones']);
    expect(form.elements.slice(0, 2)).toEqual([
      { tag: 'checker', name: 'tick~0', checked: false, text: { tag: 'plain_text', content: 'SO-0 · Acme\nCNY 1.00' } },
      {
        tag: 'checker',
        name: 'tick~1',
        checked: true,
        text: { tag: 'plain_text', content: '🟠 SO-1 · Acme\nCNY 1.00' },
      },
    ]);
    const buttons = everyElement(form).filter((e) => e.tag === 'button');
    expect(buttons.map((b) => [b.form_action_type, formButtonId(String(b.name))])).toEqual([
      ['submit', 'a.0'],
      ['submit', 'a.1'],
    ]);
    expect(everyElement(others).filter((e) => e.form_action_type !== undefined)).toEqual([]);
  });

  test('whose words have no room beside them say them in full above', () => {
    const label = longNote(600, 'customer');
    const one = draw(card([checks([box(0, { label }), box(1)])]));
    expectAccepted(one);
    const above = textsOf(one.body.elements.filter((e) => e.tag !== 'form'));
    expect(above.join('').replace(/\s/g, '')).toContain(label.replace(/\s/g, ''));
    expect(above.join('')).not.toContain('SO-1');
  });

  test('are read from what the form sent; one that was not sent is not ticked', () => {
    expect(ticksIn({ 'tick~0': true, 'tick~1': false, 'tick~2': 'true', other: true })).toEqual(['0', '2']);
    expect(ticksIn({})).toEqual([]);
    expect(ticksIn(undefined)).toBeUndefined();
    expect(formButtonId('form~x~send')).toBeUndefined();
    expect(formButtonId(undefined)).toBeUndefined();
  });
});

test('a card of one sentence is accepted, and offers nothing to click', () => {
  const one = sentence('Done', longNote(2000));
  expectAccepted(one);
  expect(everyElement(one).filter((e) => e.tag === 'button' || e.tag === 'form')).toEqual([]);
});
