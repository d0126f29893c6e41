import { createRequire } from 'node:module';
import { Decimal128, Long } from 'bson';
import type { Document } from '../bson/codec.ts';
import { badValue, CommandError, notSupported } from '../errors.ts';

// biome-ignore lint/suspicious/noExplicitAny: mingo's own option types are not exported in one piece
type Any = any;
type Accumulator = (rows: Any[], expression: Any, options: Any) => Any;

/** The parts of mingo that are used: loading them takes longer than opening the store, so the first need does it. */
interface Mingo {
  context: Any;
  push: Accumulator;
  aggregate(stages: Document[], options: Any, documents: Document[]): Document[];
  test(filter: Document, options: Any): (document: Document) => boolean;
}

let loaded: Mingo | undefined;

function mingo(): Mingo {
  loaded ??= load();
  return loaded;
}

/** Loads mingo now, before a command waits for it. */
export function warmUp(): void {
  mingo();
}

/** Runs stages on documents, which may be changed by it. Throws FailedToParse (9) for what mingo refuses. */
export function aggregateWith(stages: Document[], documents: Document[], options: Any = mingoOptions()): Document[] {
  refuseScripts(stages);
  return refused(() => mingo().aggregate(stages, options, documents));
}

/** A filter as mingo understands it: `$expr`. */
export function testWith(filter: Document, variables?: Document): (document: Document) => boolean {
  refuseScripts(filter);
  const test = refused(() => mingo().test(filter, mingoOptions(variables)));
  return (document) => refused(() => test(document));
}

const harmless = new WeakSet<object>();

/** JavaScript of a client is never run; mingo's own switch for it would take `$setWindowFields` away too. */
function refuseScripts(value: unknown): void {
  if (value === null || typeof value !== 'object' || harmless.has(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (['$function', '$accumulator', '$where'].includes(key)) throw notSupported(key);
    refuseScripts(inner);
  }
  harmless.add(value);
}

function refused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { message } = error as Error;
    const stage = /unregistered pipeline operator (\S+?)\.?$/.exec(message)?.[1];
    throw stage
      ? new CommandError(40324, `Unrecognized pipeline stage name: '${stage}'`)
      : new CommandError(9, message);
  }
}

/** Options for mingo: `$$` variables from the command's `let`. */
export function mingoOptions(variables?: Document, resolve?: (name: string) => Document[]): Any {
  return { context: mingo().context, scriptEnabled: true, variables, collectionResolver: resolve };
}

/** `$sum` and `$avg` are replaced by ones that refuse what they cannot add, where mingo would count it as 0. */
function load(): Mingo {
  const require = createRequire(import.meta.url);
  const accumulators = require('mingo/operators/accumulator');
  const { Aggregator } = require('mingo/aggregator');
  const { Query } = require('mingo/query');
  const context = require('mingo/core').Context.init({
    accumulator: { ...accumulators, $sum: sum, $avg: average },
    expression: require('mingo/operators/expression'),
    pipeline: require('mingo/operators/pipeline'),
    projection: require('mingo/operators/projection'),
    query: require('mingo/operators/query'),
    window: require('mingo/operators/window'),
  });
  return {
    context,
    push: accumulators.$push,
    aggregate: (stages, options, documents) => new Aggregator(stages, options).run(documents),
    test: (filter, options) => {
      const query = new Query(filter, options);
      return (document) => query.test(document);
    },
  };
}

/** Arithmetic on a Decimal128, or on a Long beyond 2^53, would lose digits: it is an error, never 0. */
export function refuseInexact(value: unknown): void {
  if (value instanceof Decimal128 || Long.isLong(value)) {
    throw badValue('The embedded database does not calculate with Decimal128 or with integers beyond 2^53.');
  }
}

function numbers(rows: Any[], expression: Any, options: Any): number[] {
  const values = mingo().push(rows, expression, options) as unknown[];
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
