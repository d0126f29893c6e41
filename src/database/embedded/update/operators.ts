import { Timestamp } from 'bson';
import { type Document, isDocument } from '../bson/codec.ts';
import { compareValues } from '../bson/order.ts';
import { steps } from '../bson/paths.ts';
import { badValue, CommandError } from '../errors.ts';
import { addToSet, pop, pull, pullAll, push } from './arrays.ts';
import { bitwise, calculate } from './numbers.ts';
import { read, remove, write } from './place.ts';
import { type Positions, targets } from './targets.ts';

export interface UpdateContext extends Positions {
  isInsert: boolean;
  now: Date;
}

type Change = (document: Document, path: string[], operand: unknown, context: UpdateContext) => void;

const OPERATORS: Record<string, Change> = {
  $set: (document, path, operand) => write(document, path, operand),
  $setOnInsert: (document, path, operand, { isInsert }) => isInsert && write(document, path, operand),
  $unset: (document, path) => remove(document, path),
  $inc: (document, path, operand) =>
    write(document, path, calculate('$inc', read(document, path), operand, path.join('.'))),
  $mul: (document, path, operand) =>
    write(document, path, calculate('$mul', read(document, path), operand, path.join('.'))),
  $min: (document, path, operand) => replaceIf(document, path, operand, (order) => order < 0),
  $max: (document, path, operand) => replaceIf(document, path, operand, (order) => order > 0),
  $currentDate: (document, path, operand, { now }) => write(document, path, currentDate(operand, now)),
  $rename: rename,
  $bit: bit,
  $push: (document, path, operand) => write(document, path, push(read(document, path), operand, path.join('.'))),
  $addToSet: (document, path, operand) =>
    write(document, path, addToSet(read(document, path), operand, path.join('.'))),
  $pull: present(pull),
  $pullAll: present(pullAll),
  $pop: present(pop),
};

/** Applies `{ $set: …, $inc: … }` to a typed document, in place. Throws MongoDB's errors for what cannot be applied. */
export function applyOperators(document: Document, update: Document, context: UpdateContext): void {
  checkConflicts(update);
  for (const [name, fields] of Object.entries(update)) {
    const change = OPERATORS[name];
    if (!change)
      throw new CommandError(9, `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update`);
    if (!isDocument(fields))
      throw new CommandError(9, `Modifiers operate on fields but we found another type for ${name}`);
    for (const [path, operand] of Object.entries(fields)) {
      checkPath(path);
      for (const target of targets(document, path, context)) change(document, target, operand, context);
    }
  }
}

function replaceIf(document: Document, path: string[], operand: unknown, isBetter: (order: number) => boolean): void {
  const current = read(document, path);
  if (current === undefined || isBetter(compareValues(operand, current))) write(document, path, operand);
}

function present(change: (current: unknown, operand: unknown, path: string) => unknown[]): Change {
  return (document, path, operand) => {
    const current = read(document, path);
    const result = change(current, operand, path.join('.'));
    if (current !== undefined) write(document, path, result);
  };
}

function rename(document: Document, path: string[], operand: unknown): void {
  if (typeof operand !== 'string') throw badValue('The to field for $rename must be a string');
  const value = read(document, path);
  if (value === undefined) return;
  remove(document, path);
  write(document, steps(operand), value);
}

function bit(document: Document, path: string[], operand: unknown): void {
  if (!isDocument(operand)) throw badValue('The $bit modifier needs a document');
  for (const [operation, mask] of Object.entries(operand)) {
    write(document, path, bitwise(read(document, path), operation, mask, path.join('.')));
  }
}

function currentDate(operand: unknown, now: Date): unknown {
  if (isDocument(operand) && operand.$type === 'timestamp') {
    return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  }
  return now;
}

function checkPath(path: string): void {
  if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..')) {
    throw new CommandError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  if (path.startsWith('$'))
    throw new CommandError(52, `The dollar ($) prefixed field '${path}' is not valid for storage.`);
}

/** Two operators may not write the same place, or one a place inside the other's. */
function checkConflicts(update: Document): void {
  const paths = Object.entries(update).flatMap(([name, fields]) => {
    if (!isDocument(fields)) return [];
    return name === '$rename' ? Object.entries(fields).flat().map(String) : Object.keys(fields);
  });
  const sorted = paths.map((path) => `${path}.`).sort();
  for (const [i, path] of sorted.entries()) {
    if (!sorted[i + 1]?.startsWith(path)) continue;
    throw new CommandError(
      40,
      `Updating the path '${sorted[i + 1]?.slice(0, -1)}' would create a conflict at '${path.slice(0, -1)}'`,
    );
  }
}
