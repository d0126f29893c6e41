import { Decimal128, Double, Int32, Long } from 'bson';
import { isNumeric } from '../bson/codec.ts';
import { badValue, CommandError } from '../errors.ts';

const INT32_MAX = 2n ** 31n - 1n;
const INT64_MAX = 2n ** 63n - 1n;

export type Typed = Int32 | Long | Double;

/** The sum or product of two BSON numbers with the type MongoDB gives it. Throws for what cannot be calculated. */
export function calculate(operator: '$inc' | '$mul', field: unknown, operand: unknown, path: string): Typed {
  const right = numeric(operand, `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument`);
  if (field === undefined && operator === '$inc') return right;
  const left =
    field === undefined
      ? zeroLike(right)
      : numeric(field, `Cannot apply ${operator} to the field '${path}' of non-numeric type`);
  if (left instanceof Double || right instanceof Double) {
    const [a, b] = [Number(left), Number(right)];
    return new Double(operator === '$inc' ? a + b : a * b);
  }
  const [a, b] = [integer(left), integer(right)];
  const isLong = Long.isLong(left) || Long.isLong(right);
  return whole(operator === '$inc' ? a + b : a * b, isLong, path);
}

/** `$bit: { and | or | xor: mask }` on integers. */
export function bitwise(field: unknown, operation: string, mask: unknown, path: string): Typed {
  const left = field === undefined ? new Int32(0) : field;
  if (left instanceof Double || mask instanceof Double || !isNumeric(left) || !isNumeric(mask)) {
    throw badValue(`Cannot apply $bit to a value of non-integral type at '${path}'`);
  }
  const [a, b] = [integer(left as Typed), integer(mask as Typed)];
  const isLong = Long.isLong(left) || Long.isLong(mask);
  if (operation === 'and') return whole(a & b, isLong, path);
  if (operation === 'or') return whole(a | b, isLong, path);
  if (operation === 'xor') return whole(a ^ b, isLong, path);
  throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${operation}'`);
}

function whole(value: bigint, isLong: boolean, path: string): Typed {
  if (value > INT64_MAX || value < -INT64_MAX - 1n) throw badValue(`The result at '${path}' would overflow 64 bits.`);
  if (!isLong && value <= INT32_MAX && value >= -INT32_MAX - 1n) return new Int32(Number(value));
  return Long.fromBigInt(value);
}

function numeric(value: unknown, complaint: string): Typed {
  if (value instanceof Decimal128) throw badValue('The embedded database does not calculate with Decimal128.');
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? new Int32(value) : new Double(value);
  if (!isNumeric(value)) throw new CommandError(14, complaint);
  return value as Typed;
}

function zeroLike(value: Typed): Typed {
  if (value instanceof Double) return new Double(0);
  return Long.isLong(value) ? Long.fromNumber(0) : new Int32(0);
}

function integer(value: Typed): bigint {
  return Long.isLong(value) ? (value as Long).toBigInt() : BigInt(Number(value));
}
