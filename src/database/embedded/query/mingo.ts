import { Decimal128, Long } from 'bson';
import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as queries from 'mingo/operators/query';
import * as windows from 'mingo/operators/window';
import type { Document } from '../bson/codec.ts';
import { badValue } from '../errors.ts';

// biome-ignore lint/suspicious/noExplicitAny: mingo's own option types are not exported in one piece
type Any = any;
type Accumulator = (rows: Any[], expression: Any, options: Any) => Any;

/** mingo with `$sum` and `$avg` that refuse what they cannot add, where mingo would count it as 0. */
const context = Context.init({
  accumulator: { ...accumulators, $sum: sum, $avg: average } as Any,
  expression: expressions as Any,
  pipeline: pipeline as Any,
  projection: projections as Any,
  query: queries as Any,
  window: windows as Any,
});

/** Options for mingo's Query and Aggregator: no scripts, and `$$` variables from the command's `let`. */
export function mingoOptions(variables?: Document, resolve?: (name: string) => Document[]): Any {
  return { context, scriptEnabled: false, variables, collectionResolver: resolve };
}

/** Arithmetic on a Decimal128, or on a Long beyond 2^53, would lose digits: it is an error, never 0. */
export function refuseInexact(value: unknown): void {
  if (value instanceof Decimal128 || Long.isLong(value)) {
    throw badValue('The embedded database does not calculate with Decimal128 or with integers beyond 2^53.');
  }
}

function numbers(rows: Any[], expression: Any, options: Any): number[] {
  const values = (accumulators.$push as Accumulator)(rows, expression, options) as unknown[];
  values.forEach(refuseInexact);
  return values.filter((value): value is number => typeof value === 'number');
}

function sum(rows: Any[], expression: Any, options: Any): number {
  if (typeof expression === 'number') return rows.length * expression;
  return numbers(rows, expression, options).reduce((total, value) => total + value, 0);
}

function average(rows: Any[], expression: Any, options: Any): number | null {
  const values = numbers(rows, expression, options);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
}
