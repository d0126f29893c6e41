import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { type Document, isDocument, toRegExp } from '../bson/codec.ts';
import { compareValues, sameValue, TAG, tagOf } from '../bson/order.ts';
import { badValue, notSupported } from '../errors.ts';

/** A test of the value a path ends at; a negated one holds when no value reached passes. */
export interface ValueTest {
  test(value: unknown): boolean;
  negated: boolean;
}

type Compile = (filter: Document) => (document: Document) => boolean;
type Check = (value: unknown) => boolean;

/** `{ $gt: 1, $ne: 4 }`, or a value to equal, as tests. */
export function valueTest(condition: unknown, compile: Compile): ValueTest[] {
  if (!isOperators(condition)) return [positive(equals(condition))];
  const names = Object.keys(condition).filter((name) => name !== '$options');
  return names.map((name) => one(name, condition[name], condition, compile));
}

/** Is it `{ $operator: … }` and not an embedded document to equal? */
export function isOperators(condition: unknown): condition is Document {
  if (!isDocument(condition)) return false;
  const first = Object.keys(condition)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id';
}

function one(name: string, operand: unknown, condition: Document, compile: Compile): ValueTest {
  switch (name) {
    case '$ne':
      return { test: equals(operand), negated: true };
    case '$nin':
      return { test: isIn(operand), negated: true };
    case '$not':
      return negation(operand, compile);
    case '$exists':
      return { test: (value) => value !== undefined, negated: !operand };
    case '$regex':
      return positive(entering(regex(operand, condition.$options)));
    default:
      return positive(check(name, operand, compile));
  }
}

function check(name: string, operand: unknown, compile: Compile): Check {
  const make = CHECKS[name];
  if (make) return make(operand, compile);
  if (['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$text', '$where'].includes(name))
    throw notSupported(name);
  throw badValue(`unknown operator: ${name}`);
}

const CHECKS: Record<string, (operand: unknown, compile: Compile) => Check> = {
  $eq: equals,
  $in: isIn,
  $gt: (operand) => ordered(operand, (order) => order > 0),
  $gte: (operand) => ordered(operand, (order) => order >= 0),
  $lt: (operand) => ordered(operand, (order) => order < 0),
  $lte: (operand) => ordered(operand, (order) => order <= 0),
  $size: (operand) => (value) => Array.isArray(value) && value.length === operand,
  $type: (operand) => entering(hasType(operand), true),
  $mod: (operand) => entering(modulo(operand)),
  $all: all,
  $elemMatch: elementMatch,
  $bitsAllSet: (operand) => entering(bits(operand, (value, mask) => (value & mask) === mask)),
  $bitsAllClear: (operand) => entering(bits(operand, (value, mask) => (value & mask) === 0n)),
  $bitsAnySet: (operand) => entering(bits(operand, (value, mask) => (value & mask) !== 0n)),
  $bitsAnyClear: (operand) => entering(bits(operand, (value, mask) => (value & mask) !== mask)),
};

function positive(test: Check): ValueTest {
  return { test, negated: false };
}

/** Holds for the value, or for an element when the value is an array. */
function entering(test: Check, arrayToo = false): Check {
  return (value) => {
    if (!Array.isArray(value)) return test(value);
    return (arrayToo && test(value)) || value.some(test);
  };
}

export function equals(operand: unknown): Check {
  if (operand instanceof RegExp) return entering(regex(operand, undefined));
  if (operand === null || operand === undefined) return entering((value) => value === null || value === undefined);
  return entering((value) => value !== undefined && sameValue(value, operand), Array.isArray(operand));
}

function isIn(operand: unknown): Check {
  if (!Array.isArray(operand)) throw badValue('$in needs an array');
  if (operand.length > 16 && operand.every((one) => typeof one === 'string')) {
    const set = new Set<unknown>(operand);
    return entering((value) => set.has(value));
  }
  const tests = operand.map(equals);
  return (value) => tests.some((test) => test(value));
}

function ordered(operand: unknown, holds: (order: number) => boolean): Check {
  if (operand instanceof RegExp) throw badValue("Can't have RegEx as arg to predicate over field.");
  const tag = tagOf(operand);
  if (tag === TAG.minKey || tag === TAG.maxKey)
    return entering((value) => value !== undefined && holds(compareValues(value, operand)), true);
  if (tag === TAG.null) return entering((value) => tagOf(value) === TAG.null && holds(0));
  const isNan = Number.isNaN(operand);
  return entering((value) => {
    if (tagOf(value) !== tag) return false;
    if (tag === TAG.number && Number.isNaN(Number(value)) !== isNan) return false;
    return holds(compareValues(value, operand));
  }, tag === TAG.array);
}

function regex(operand: unknown, options: unknown): Check {
  const pattern = toPattern(operand, options);
  return (value) => {
    if (value instanceof BSONRegExp) return value.pattern === pattern.source;
    return typeof value === 'string' && pattern.test(value);
  };
}

function toPattern(operand: unknown, options: unknown): RegExp {
  if (operand instanceof RegExp) {
    if (typeof options === 'string') return toRegExp(operand.source, options);
    return operand.global || operand.sticky ? toRegExp(operand.source, operand.flags.replace(/[gyd]/g, '')) : operand;
  }
  if (typeof operand !== 'string') throw badValue('$regex has to be a string');
  return toRegExp(operand, typeof options === 'string' ? options : '');
}

function negation(operand: unknown, compile: Compile): ValueTest {
  if (operand instanceof RegExp) return { test: entering(regex(operand, undefined)), negated: true };
  if (!isOperators(operand)) throw badValue('$not needs a regex or a document');
  const tests = valueTest(operand, compile);
  const single = tests[0] as ValueTest;
  if (tests.length === 1) return { test: single.test, negated: !single.negated };
  return { test: (value) => tests.every(({ test, negated }) => test(value) !== negated), negated: true };
}

function all(operand: unknown, compile: Compile): Check {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  const tests = operand.map((one) =>
    isOperators(one) ? check(Object.keys(one)[0]!, Object.values(one)[0], compile) : equals(one),
  );
  return (value) => tests.length > 0 && tests.every((test) => test(value));
}

function elementMatch(operand: unknown, compile: Compile): Check {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const element = elementTest(operand, compile);
  return (value) => Array.isArray(value) && value.some(element);
}

function elementTest(operand: Document, compile: Compile): Check {
  const isValue = isOperators(operand) && !['$and', '$or', '$nor', '$expr'].includes(Object.keys(operand)[0]!);
  if (!isValue) {
    const test = compile(operand);
    return (value) => isDocument(value) && test(value);
  }
  const tests = valueTest(operand, compile);
  return (value) => tests.every(({ test, negated }) => test(value) !== negated);
}

function modulo(operand: unknown): Check {
  if (!Array.isArray(operand) || operand.length !== 2)
    throw badValue('malformed mod, needs to be an array of two elements');
  const [divisor, remainder] = operand.map((one) => Math.trunc(Number(one))) as [number, number];
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return (value) => typeof value === 'number' && Math.trunc(value) % divisor === remainder;
}

function bits(operand: unknown, holds: (value: bigint, mask: bigint) => boolean): Check {
  const mask = Array.isArray(operand)
    ? operand.reduce<bigint>((sum, bit) => sum | (1n << BigInt(bit)), 0n)
    : BigInt(operand as number);
  return (value) => {
    if (Long.isLong(value)) return holds((value as Long).toBigInt(), mask);
    return Number.isInteger(value) && holds(BigInt(value as number), mask);
  };
}

const TYPE_NAMES: Record<string, Check> = {
  double: (value) => value instanceof Double || (typeof value === 'number' && !Number.isInteger(value)),
  string: (value) => typeof value === 'string',
  object: (value) => tagOf(value) === TAG.object && value !== undefined,
  array: (value) => Array.isArray(value),
  binData: (value) => value instanceof Binary,
  objectId: (value) => tagOf(value) === TAG.objectId,
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => tagOf(value) === TAG.regex,
  int: (value) => value instanceof Int32 || (Number.isInteger(value) && Math.abs(value as number) < 2 ** 31),
  timestamp: (value) => value instanceof Timestamp,
  long: (value) => Long.isLong(value) || (Number.isInteger(value) && Math.abs(value as number) >= 2 ** 31),
  decimal: (value) => value instanceof Decimal128,
  number: (value) => tagOf(value) === TAG.number,
  minKey: (value) => tagOf(value) === TAG.minKey,
  maxKey: (value) => tagOf(value) === TAG.maxKey,
};

export const TYPE_CODES: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

function hasType(operand: unknown): Check {
  const tests = (Array.isArray(operand) ? operand : [operand]).map((type) => {
    const name = typeof type === 'number' ? TYPE_CODES[type] : String(type);
    const test = name === undefined ? undefined : TYPE_NAMES[name];
    if (!test) throw badValue(`Unknown type name alias: ${type}`);
    return test;
  });
  return (value) => value !== undefined && tests.some((test) => test(value));
}
