import { expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { decodePlain, encode } from '../../src/database/embedded/bson/codec.ts';
import { decodeSome } from '../../src/database/embedded/bson/part.ts';

const stored = encode({
  _id: 'r1',
  double: new Double(1.5),
  document: { inner: [1, { deep: true }] },
  list: ['a', 'b'],
  binary: new Binary(Buffer.from('bytes')),
  id: new ObjectId('64b000000000000000000001'),
  yes: true,
  date: new Date(0),
  nothing: null,
  integer: new Int32(3),
  long: Long.fromString('9007199254740993'),
  timestamp: new Timestamp({ t: 1, i: 2 }),
  decimal: Decimal128.fromString('1.10'),
  code: new Code('x'),
  symbol: new BSONSymbol('s'),
  名称: '华信',
  last: 'end',
});
const unusual = encode({ first: 1, pattern: new BSONRegExp('^a'), greatest: new MaxKey(), last: 'end' });

test('each field by itself is what it is in the whole document, whatever stands before it', () => {
  const whole = decodePlain(stored);
  for (const name of Object.keys(whole)) expect(decodeSome(stored, new Set([name]))).toEqual({ [name]: whole[name] });
  expect(decodeSome(stored, new Set(['last', 'integer', 'missing']))).toEqual({ integer: 3, last: 'end' });
});

test('a document with an unusual type is decoded whole', () => {
  expect(decodeSome(unusual, new Set(['last']))).toMatchObject({ last: 'end' });
  expect(decodeSome(unusual, new Set(['first']))).toEqual({ first: 1 });
});
