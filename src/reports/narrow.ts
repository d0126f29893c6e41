import type { Row, RowLine } from '../rollups/row.ts';
import { type FilterName, valueWords } from './vocabulary.ts';

function single(row: Row, name: Exclude<FilterName, 'product' | 'category'>): string | undefined {
  if (name === 'customer') return row.customer.code;
  if (name === 'owner') return row.owner;
  if (name === 'team') return row.team;
  if (name === 'status') return row.state;
  if (name === 'region') return row.customer.region;
  if (name === 'size') return row.classes?.size;
  return name === 'urgency' ? row.classes?.urgency : row.classes?.customer;
}

/** A filter made ready: a question about one of a row's texts, and the name that goes with it. */
export type Matcher = { name: FilterName; accepts: (value: string | undefined, label?: string) => boolean };

/** Before a value, it asks for exactly that code instead of a part of a name: `customer:=ALFKI`. */
export const exactly = '=';

/**
 * A filter of fixed values and ids; of the others a code, or a part of the name, without regard to case. Several
 * values are alternatives.
 */
export function matcherOf(name: FilterName, values: readonly string[]): Matcher {
  if (valueWords(name) || name === 'owner' || name === 'team')
    return { name, accepts: (value) => value !== undefined && values.includes(value) };
  const questions = values.map((value) => questionOf(value.trim().toLowerCase()));
  return {
    name,
    accepts: (value, label) => questions.some((fits) => fits(value?.toLowerCase() ?? '', label?.toLowerCase())),
  };
}

function questionOf(word: string): (value: string, label?: string) => boolean {
  if (word.startsWith(exactly)) return (value) => value === word.slice(exactly.length);
  return (value, label) => value === word || (label ?? value).includes(word);
}

/**
 * The row with only the lines that the filters let through, its amount being theirs; undefined when nothing is left.
 */
export function narrow(row: Row, matchers: readonly Matcher[]): Row | undefined {
  let lines: RowLine[] | undefined;
  for (const { name, accepts } of matchers) {
    if (name === 'product') lines = (lines ?? row.lines).filter((line) => accepts(line.sku, line.name));
    else if (name === 'category') lines = (lines ?? row.lines).filter((line) => accepts(line.category));
    else if (!accepts(single(row, name), name === 'customer' ? row.customer.name : undefined)) return undefined;
  }
  if (!lines) return row;
  if (lines.length === 0) return undefined;
  return {
    ...row,
    lines,
    amount: row.amount === undefined ? undefined : lines.reduce((a, l) => a + (l.amount ?? 0), 0),
  };
}
