import fc from 'fast-check';
import { type Block, mostChecks, type SealedButton, type SealedCard, type Tone } from '../../../src/chat/card.ts';
import type { ChartSpec } from '../../../src/chat/chart.ts';
import { nasty } from './nasty.ts';

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom('\n', ' ', '\uD800', '\u0000', '\t', '一二三四五') },
);

/** A text of a few nasty pieces. */
export const anyText = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(' '));
/** A text that may be longer than a block, or a page. */
const anyLong = fc
  .tuple(anyText, fc.constantFrom(1, 1, 1, 1, 5, 40, 120))
  .map(([text, times]) => Array.from({ length: times }, (_, i) => `${text}${i}`).join(' '));
const anyTone = fc.option(fc.constantFrom<Tone>('neutral', 'info', 'good', 'warn', 'bad'), { nil: undefined });

let made = 0;
const anyButton: fc.Arbitrary<SealedButton> = fc
  .record({
    label: anyText,
    style: fc.option(fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const), { nil: undefined }),
    confirm: fc.option(anyLong, { nil: undefined }),
  })
  .map((button) => {
    made += 1;
    return { ...button, id: `sealed.${made}` };
  });

const columns = fc.array(
  fc.record({
    label: anyText,
    align: fc.option(fc.constantFrom('left' as const, 'right' as const), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 23 },
);
const anyCell = fc.oneof({ weight: 30, arbitrary: anyText }, { weight: 1, arbitrary: anyLong });
const anyTable = fc
  .tuple(columns, fc.array(fc.array(anyCell, { maxLength: 23 }), { maxLength: 8 }), fc.constantFrom(1, 1, 30), anyText)
  .map(([head, rows, times, caption]) => ({
    kind: 'table' as const,
    columns: head,
    rows: Array.from({ length: times }, () => rows).flat(),
    caption,
  }));

const anyFile = fc.record({ id: fc.uuid(), name: anyText.map((n) => `${n}.png`), mime: fc.constant('image/png') });

const anyValue = fc.double({ min: 0, max: 1e9, noNaN: true });
const anyHead = { title: anyText, locale: fc.constantFrom('en' as const, 'zh' as const), whole: fc.boolean() };
const anyRow = fc.option(anyValue);
const anyLine = fc.record({ name: anyText, values: fc.array(anyRow, { maxLength: 12 }) });
/** Any chart of any kind. */
const anyChart: fc.Arbitrary<ChartSpec> = fc.oneof(
  fc.record({
    ...anyHead,
    kind: fc.constant('bars' as const),
    items: fc.array(fc.record({ label: anyText, value: fc.option(anyValue), text: anyText }), { maxLength: 9 }),
    darkening: fc.boolean(),
  }),
  fc.record({
    ...anyHead,
    kind: fc.constant('columns' as const),
    items: fc.array(fc.record({ label: anyText, value: anyValue, text: anyText }), { maxLength: 9 }),
  }),
  fc.record({
    ...anyHead,
    kind: fc.constant('forecast' as const),
    labels: fc.array(anyText, { maxLength: 12 }),
    past: anyLine,
    expected: fc.record({ name: anyText, values: fc.array(anyRow), texts: fc.array(anyText) }),
  }),
  fc.record({
    ...anyHead,
    kind: fc.constant('trend' as const),
    labels: fc.array(anyText, { maxLength: 31 }),
    name: anyText,
    values: fc.array(fc.option(anyValue), { maxLength: 31 }),
    texts: fc.array(anyText, { maxLength: 31 }),
    before: fc.record({ name: anyText, values: fc.array(fc.option(anyValue), { maxLength: 31 }) }),
  }),
  fc.record({
    ...anyHead,
    kind: fc.constant('stack' as const),
    labels: fc.array(anyText, { maxLength: 12 }),
    series: fc.array(fc.record({ name: anyText, values: fc.array(anyValue, { maxLength: 12 }) }), { maxLength: 4 }),
    rate: fc.option(fc.record({ name: anyText, values: fc.array(anyRow), texts: fc.array(anyText) }), {
      nil: undefined,
    }),
  }),
);

/** Boxes to tick; each has a number of its own, as the desk gives them. */
const anyChecks = fc
  .record({
    label: anyLong,
    choices: fc.array(fc.record({ label: anyLong, detail: fc.option(anyLong, { nil: undefined }), tone: anyTone }), {
      maxLength: mostChecks,
    }),
    isChecked: fc.func(fc.boolean()),
    buttons: fc.array(anyButton, { maxLength: 7 }),
  })
  .map(({ isChecked, choices, ...block }) => {
    made += 100;
    const numbered = choices.map((choice, i) => ({ ...choice, value: String(made + i) }));
    const checked = numbered.filter((c) => isChecked(c.value)).map((c) => c.value);
    return { kind: 'checks' as const, ...block, choices: numbered, checked };
  });

const anyBlock: fc.Arbitrary<Block<SealedButton>> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: anyLong,
    style: fc.option(fc.constantFrom('strong' as const, 'quiet' as const), { nil: undefined }),
    tone: anyTone,
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: anyText, value: anyLong, tone: anyTone }), { maxLength: 14 }),
  }),
  anyTable,
  fc.record({
    kind: fc.constant('list' as const),
    items: fc.array(
      fc.record({
        text: anyLong,
        detail: fc.option(anyLong, { nil: undefined }),
        tone: anyTone,
        buttons: fc.option(fc.array(anyButton, { maxLength: 7 }), { nil: undefined }),
      }),
      { maxLength: 14 },
    ),
    empty: fc.option(anyText, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('progress' as const),
    steps: fc.array(
      fc.record({
        label: anyText,
        state: fc.constantFrom('done' as const, 'current' as const, 'todo' as const, 'stopped' as const),
      }),
      { maxLength: 8 },
    ),
  }),
  anyChecks,
  fc.record({ kind: fc.constant('image' as const), file: anyFile, alt: anyLong }),
  fc.record({ kind: fc.constant('image' as const), file: anyFile, alt: anyLong, chart: anyChart }),
  fc.record({ kind: fc.constant('file' as const), file: anyFile, label: anyText }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(anyButton, { minLength: 1, maxLength: 13 }) }),
  fc.constant({ kind: 'divider' as const }),
);

/** Any card of the neutral language. */
export const anyCard: fc.Arbitrary<SealedCard> = fc.record({
  title: anyLong,
  badge: fc.option(
    fc.record({ label: anyText, tone: fc.constantFrom<Tone>('neutral', 'info', 'good', 'warn', 'bad') }),
    { nil: undefined },
  ),
  tone: anyTone,
  blocks: fc.array(anyBlock, { maxLength: 9 }),
  summary: anyLong,
});
