import { type Document, isDocument, toNumber, toPlain } from '../bson/codec.ts';
import { compareValues, sameValue } from '../bson/order.ts';
import { badValue, CommandError } from '../errors.ts';
import { matcher } from '../query/match.ts';
import { isOperators, valueTest } from '../query/operators.ts';
import { Sorter, sortFields } from '../query/sort.ts';

/** Operators on arrays: given the array in a document (a copy is returned), and the operand. */

export function push(current: unknown, operand: unknown, path: string): unknown[] {
  const array = arrayAt(current, '$push', path);
  if (!isDocument(operand) || !('$each' in operand)) return [...array, operand];
  const { $each: added, $position, $slice, $sort, ...others } = operand;
  if (!Array.isArray(added)) throw badValue('The argument to $each in $push must be an array');
  const [unknown] = Object.keys(others);
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const position = $position === undefined ? array.length : toNumber($position);
  const result = [...array];
  result.splice(position, 0, ...added);
  return sliced($sort === undefined ? result : sortedBy(result, toPlain($sort)), $slice);
}

export function addToSet(current: unknown, operand: unknown, path: string): unknown[] {
  const result = [...arrayAt(current, '$addToSet', path)];
  const added = isDocument(operand) && '$each' in operand ? operand.$each : [operand];
  if (!Array.isArray(added)) throw new CommandError(14, 'The argument to $each in $addToSet must be an array');
  for (const value of added) if (!result.some((one) => sameValue(one, value))) result.push(value);
  return result;
}

export function pull(current: unknown, operand: unknown, path: string): unknown[] {
  const matches = pullTest(toPlain(operand));
  return arrayAt(current, '$pull', path).filter((one) => !matches(toPlain(one)));
}

export function pullAll(current: unknown, operand: unknown, path: string): unknown[] {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
  return arrayAt(current, '$pullAll', path).filter((one) => !operand.some((value) => sameValue(one, value)));
}

export function pop(current: unknown, operand: unknown, path: string): unknown[] {
  const array = arrayAt(current, '$pop', path);
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) throw new CommandError(9, `$pop expects 1 or -1, found: ${end}`);
  return end === 1 ? array.slice(0, -1) : array.slice(1);
}

function pullTest(operand: unknown): (value: unknown) => boolean {
  if (isOperators(operand)) {
    const tests = valueTest(operand, matcher);
    return (value) => tests.every(({ test, negated }) => test(value) !== negated);
  }
  if (isDocument(operand)) {
    const test = matcher(operand);
    return (value) => isDocument(value) && test(value);
  }
  if (operand instanceof RegExp) return (value) => typeof value === 'string' && operand.test(value);
  return (value) => sameValue(value, operand);
}

function arrayAt(current: unknown, operator: string, path: string): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw badValue(`Cannot apply ${operator} to a value of non-array type at '${path}'`);
}

function sortedBy(array: unknown[], order: unknown): unknown[] {
  if (order === 1 || order === -1) return array.sort((left, right) => compareValues(left, right) * order);
  const sorter = new Sorter<unknown>(sortFields(order), (one) => (isDocument(one) ? (toPlain(one) as Document) : {}));
  for (const one of array) sorter.add(one);
  return sorter.sorted();
}

function sliced(array: unknown[], slice: unknown): unknown[] {
  if (slice === undefined) return array;
  const count = toNumber(slice);
  return count < 0 ? array.slice(count) : array.slice(0, count);
}
