import fc from 'fast-check';
import type { Choice, FormField, LineValue, SealedForm } from '../../../src/chat/form.ts';
import { anyText } from './any-card.ts';

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

/** Texts that a person can type: no control signs, and not only blanks. */
export const anyTyped = anyText.map((text) =>
  text
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/\p{Cs}/gu, '')
    .trim(),
);
/** Words that identify something: what a search sends back is trimmed, and the three signs are Slack's own. */
const anyCode = fc.string({ minLength: 1, maxLength: 40 }).filter((s) => s.trim() === s && !s.includes('&'));

const anyChoices = (most: number): fc.Arbitrary<Choice[]> =>
  fc.uniqueArray(
    fc.record({ value: fc.oneof(anyText, fc.constant(''), fc.uuid()), label: anyText, detail: maybe(anyText) }),
    {
      selector: (c) => c.value,
      maxLength: most,
    },
  );
const manyChoices = fc
  .integer({ min: 101, max: 130 })
  .map((n): Choice[] => Array.from({ length: n }, (_, i) => ({ value: `v${i}`, label: `<!channel> ${i}` })));
const choices = fc.oneof({ weight: 3, arbitrary: anyChoices(14) }, { weight: 1, arbitrary: manyChoices });

export const anyLine: fc.Arbitrary<LineValue> = fc.record({
  sku: fc.oneof(anyCode, fc.constant('')),
  quantity: anyTyped,
  price: maybe(anyTyped),
  discount: maybe(anyTyped),
  label: maybe(anyText),
  listPrice: maybe(anyTyped),
  listSource: maybe(anyTyped),
  available: maybe(fc.oneof(anyTyped, fc.constant('0'), fc.constant('12'))),
  lastPrice: maybe(anyTyped),
  isGone: maybe(fc.boolean()),
});

const anyUsual: fc.Arbitrary<Choice[]> = fc.uniqueArray(
  fc.record({
    value: anyCode,
    label: anyText,
    quantity: maybe(anyTyped),
    price: maybe(anyTyped),
    available: maybe(anyTyped),
    lastPrice: maybe(anyTyped),
  }),
  { selector: (c) => c.value, maxLength: 5 },
);

const base = { label: anyText, required: maybe(fc.boolean()), hint: maybe(anyText), error: maybe(anyText) };

const anyField: fc.Arbitrary<Omit<FormField, 'name'>> = fc.oneof(
  fc.record({
    ...base,
    kind: fc.constant('text' as const),
    value: maybe(anyTyped),
    multiline: maybe(fc.boolean()),
    maxLength: maybe(fc.integer({ min: 1, max: 9_000 })),
  }),
  fc.record({ ...base, kind: fc.constant('number' as const), value: maybe(anyTyped) }),
  fc.record({
    ...base,
    kind: fc.constant('date' as const),
    value: maybe(fc.constantFrom('2026-12-01', '2028-02-29', '2026-02-30', 'next friday', '')),
  }),
  choices.chain((all) =>
    fc.record({
      ...base,
      kind: fc.constant('select' as const),
      choices: fc.constant(all),
      value: maybe(fc.constantFrom('gone', ...all.map((c) => c.value))),
    }),
  ),
  fc.record({
    ...base,
    kind: fc.constant('search' as const),
    source: fc.constantFrom('customer' as const, 'product' as const, 'member' as const),
    value: maybe(anyCode),
    valueLabel: maybe(anyText),
  }),
  choices.chain((all) =>
    fc.record({
      ...base,
      kind: fc.constant('multi' as const),
      choices: fc.constant(all),
      value: maybe(fc.subarray(['gone', ...all.map((c) => c.value)])),
    }),
  ),
  fc.record({ ...base, kind: fc.constant('file' as const), accept: fc.subarray(['.csv', '.xlsx', 'text/csv']) }),
);

const anyLinesField: fc.Arbitrary<FormField> = fc.record({
  ...base,
  kind: fc.constant('lines' as const),
  name: fc.constant('lines'),
  value: fc.oneof(fc.array(anyLine, { maxLength: 3 }), fc.array(anyLine, { minLength: 9, maxLength: 30 })),
  currency: fc.constant('CNY'),
  usual: maybe(fc.record({ of: fc.constantFrom('f0', 'f1', 'nobody'), items: anyUsual })),
});

/** Any form of the neutral language, with up to one field of lines. */
export const anyForm: fc.Arbitrary<SealedForm> = fc
  .record({
    id: fc.uuid(),
    title: anyText,
    submit: anyText,
    note: maybe(anyText),
    plain: fc.oneof(
      { weight: 4, arbitrary: fc.array(anyField, { maxLength: 9 }) },
      { weight: 1, arbitrary: fc.array(anyField, { minLength: 30, maxLength: 130 }) },
    ),
    lines: maybe(anyLinesField),
    at: fc.nat(200),
  })
  .map(({ plain, lines, at, ...form }) => {
    const fields = plain.map((field, i) => ({ ...field, name: `f${i}` }) as FormField);
    if (lines) fields.splice(at % (fields.length + 1), 0, lines);
    return { ...form, fields };
  });
