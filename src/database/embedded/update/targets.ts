import { type Document, isDocument, toPlain } from '../bson/codec.ts';
import { isPosition, steps } from '../bson/paths.ts';
import { badValue, CommandError } from '../errors.ts';
import { matcher, type Test } from '../query/match.ts';
import { read } from './place.ts';

/** What `$`, `$[]` and `$[name]` in a path are resolved with. */
export interface Positions {
  /** The plain filter that selected the document: `$` is the element it matched. */
  filter: Document;
  arrayFilters: Map<string, Test>;
}

/** `[{ 'item.qty': { $gt: 5 } }]` → a test for `$[item]`. Each filter names one identifier. */
export function arrayFilterTests(filters: Document[]): Map<string, Test> {
  const tests = new Map<string, Test>();
  for (const filter of filters) {
    const names = new Set(fieldNames(filter).map((path) => steps(path)[0] as string));
    const [name] = names;
    if (names.size !== 1 || !name) throw new CommandError(9, 'Each array filter must use one identifier.');
    if (tests.has(name))
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${name}`);
    tests.set(name, matcher(filter));
  }
  return tests;
}

/** The concrete paths an update path stands for in this document. */
export function targets(document: Document, path: string, positions: Positions): string[][] {
  if (!path.includes('$')) return [steps(path)];
  return expand(document, steps(path), 0, positions);
}

function expand(document: Document, path: string[], from: number, positions: Positions): string[][] {
  const at = path.findIndex((step, i) => i >= from && step.startsWith('$'));
  if (at < 0) return [path];
  const [before, step, rest] = [path.slice(0, at), path[at] as string, path.slice(at + 1)];
  const array = read(document, before);
  if (!Array.isArray(array))
    throw badValue(`The path '${before.join('.')}' must exist in the document in order to apply array updates.`);
  const chosen = step === '$' ? [positional(document, before, positions.filter)] : selected(array, step, positions);
  return chosen.flatMap((i) => expand(document, [...before, String(i), ...rest], at + 1, positions));
}

function selected(array: unknown[], step: string, { arrayFilters }: Positions): number[] {
  const name = /^\$\[(.*)\]$/.exec(step)?.[1];
  if (name === undefined) throw badValue(`Unknown positional step '${step}'`);
  if (name === '') return array.map((_, i) => i);
  const test = arrayFilters.get(name);
  if (!test) throw badValue(`No array filter found for identifier '${name}'`);
  return array.flatMap((element, i) => (test({ [name]: toPlain(element) }) ? [i] : []));
}

/** The first element that the filter's conditions on this array hold for. */
export function positional(document: Document, path: string[], filter: Document): number {
  const prefix = path.join('.');
  const relevant = conditionsUnder(filter, prefix).map(([field, condition]) => matcher({ [field]: condition }));
  const array = read(document, path) as unknown[];
  const holds = (element: unknown, tests: Test[]) => tests.every((test) => test(nested(path, [toPlain(element)])));
  let found = relevant.length === 0 ? -1 : array.findIndex((element) => holds(element, relevant));
  if (found < 0 && relevant.length > 1)
    found = array.findIndex((element) => relevant.some((test) => holds(element, [test])));
  if (found < 0) throw badValue('The positional operator did not find the match needed from the query.');
  return found;
}

function conditionsUnder(filter: Document, prefix: string): [string, unknown][] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === '$and') return (value as Document[]).flatMap((clause) => conditionsUnder(clause, prefix));
    const isUnder =
      key === prefix || (key.startsWith(`${prefix}.`) && !isPosition(steps(key.slice(prefix.length + 1))[0] as string));
    return isUnder ? [[key, value] as [string, unknown]] : [];
  });
}

function nested(path: string[], value: unknown): Document {
  return path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as Document;
}

function fieldNames(filter: Document): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key];
    return Array.isArray(value) ? value.filter(isDocument).flatMap(fieldNames) : [];
  });
}
