import type { CalendarDate } from '../dates.ts';
import { matched, removed } from './line-matching.ts';
import type { ChangeContent, Line } from './order.ts';

/** What of a line can differ. */
const lineParts = ['quantity', 'unitPrice', 'discount', 'amount'] as const;
type LinePart = (typeof lineParts)[number];

/** One thing that differs between two contents of an order. */
export type Difference =
  | { kind: 'added' | 'removed'; line: Line }
  | { kind: 'line'; before: Line; after: Line; parts: LinePart[] }
  | { kind: 'date'; of: 'requestedDate' | 'promisedDate'; before?: CalendarDate; after?: CalendarDate }
  | { kind: 'terms'; before: number; after: number }
  | { kind: 'total'; before: number; after: number };

function lineDifferences(before: readonly Line[], after: readonly Line[]): Difference[] {
  const pairs = matched(before, after);
  const gone = removed(before, pairs).map((line): Difference => ({ kind: 'removed', line }));
  const others = pairs.flatMap(({ line, before: place }): Difference[] => {
    const present = place === undefined ? undefined : before[place];
    if (!present) return [{ kind: 'added', line }];
    const parts = lineParts.filter((part) => present[part] !== line[part]);
    return parts.length > 0 ? [{ kind: 'line', before: present, after: line, parts }] : [];
  });
  return [...others, ...gone];
}

/** What differs between two contents, lines first; nothing where they are the same. */
export function differences(before: ChangeContent, after: ChangeContent): Difference[] {
  const dates = (['requestedDate', 'promisedDate'] as const).flatMap((of): Difference[] =>
    before[of] === after[of] ? [] : [{ kind: 'date', of, before: before[of], after: after[of] }],
  );
  const pair = (kind: 'terms' | 'total', one: number, two: number): Difference[] =>
    one === two ? [] : [{ kind, before: one, after: two }];
  return [
    ...lineDifferences(before.lines, after.lines),
    ...dates,
    ...pair('terms', before.paymentDays, after.paymentDays),
    ...pair('total', before.total, after.total),
  ];
}
