import type { Document } from '../bson/codec.ts';
import { isDocument } from '../bson/codec.ts';
import { reach, steps } from '../bson/paths.ts';
import { badValue, notSupported } from '../errors.ts';
import { testWith } from './mingo.ts';
import { valueTest } from './operators.ts';

export type Test = (document: Document) => boolean;

/**
 * Compiles a plain filter. mingo compares ObjectId, Binary, Long and mixed types through strings, so the comparisons
 * are made here in MongoDB's own order; expressions and schemas go to mingo.
 */
export function matcher(filter: Document, variables?: Document): Test {
  const tests = Object.keys(filter).map((key) =>
    key.startsWith('$') ? topLevel(key, filter[key], variables) : field(key, filter[key]),
  );
  if (tests.length === 1) return tests[0] as Test;
  return (document) => tests.every((test) => test(document));
}

function topLevel(operator: string, value: unknown, variables?: Document): Test {
  switch (operator) {
    case '$and': {
      const all = clauses(operator, value, variables);
      return (document) => all.every((test) => test(document));
    }
    case '$or': {
      const any = clauses(operator, value, variables);
      return (document) => any.some((test) => test(document));
    }
    case '$nor': {
      const none = clauses(operator, value, variables);
      return (document) => !none.some((test) => test(document));
    }
    case '$expr':
      return testWith({ [operator]: value }, variables);
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$jsonSchema':
    case '$where':
    case '$text':
      throw notSupported(operator);
    default:
      throw badValue(`unknown top level operator: ${operator}`);
  }
}

function clauses(operator: string, value: unknown, variables?: Document): Test[] {
  if (!Array.isArray(value) || value.length === 0) throw badValue(`${operator} must be a nonempty array`);
  return value.map((clause) => {
    if (!isDocument(clause)) throw badValue(`${operator} entries need to be full objects`);
    return matcher(clause, variables);
  });
}

function field(path: string, condition: unknown): Test {
  const parts = steps(path);
  const all = valueTest(condition, matcher);
  if (all.length === 1) return onPath(parts, all[0]!);
  const tests = all.map((one) => onPath(parts, one));
  return (document) => tests.every((test) => test(document));
}

function onPath(parts: string[], one: { test(value: unknown): boolean; negated: boolean }): Test {
  if (one.negated) return (document) => !reach(document, parts, one.test);
  return (document) => reach(document, parts, one.test);
}
