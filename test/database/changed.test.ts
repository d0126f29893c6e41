import { expect, it } from '@jest/globals';
import { serialize } from 'bson';
import fc from 'fast-check';
import type { IndexInfo } from '../../src/database/embedded/store/catalog.ts';
import { changedFields, reaches } from '../../src/database/embedded/store/changed.ts';

const value = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.record({ sku: fc.string(), quantity: fc.nat() }),
  fc.constant(null),
);
const document = fc.dictionary(fc.constantFrom('state', 'owner', 'lines', 'tëxt', 'poNo'), value);

it('the fields that differ between two versions are those whose stored bytes differ', () => {
  fc.assert(
    fc.property(document, document, (before, next) => {
      const names = [...new Set([...Object.keys(before), ...Object.keys(next)])];
      const bytesOf = (one: Record<string, unknown>, name: string) =>
        name in one ? Buffer.from(serialize({ x: one[name] })).toString('hex') : undefined;
      const expected = names.filter((name) => bytesOf(before, name) !== bytesOf(next, name));
      expect([...changedFields(serialize(before), serialize(next))].sort()).toEqual(expected.sort());
    }),
  );
});

const index = (key: IndexInfo['key'], partial?: IndexInfo['partial']): IndexInfo => ({
  name: 'one',
  key,
  partial,
  number: 20,
  unique: false,
  sparse: false,
  multikey: [],
  long: false,
});

it.each([
  ['a field of it', index({ state: 1, owner: 1 }), true],
  ['a part of a field of it', index({ 'state.since': 1 }), true],
  ['what it is only made for', index({ owner: 1 }, { state: 'open' }), true],
  ['what it is only made for, asked in another way', index({ owner: 1 }, { $or: [{ state: 'open' }] }), true],
  ['none of its fields', index({ owner: 1, poNo: 1 }, { poNo: { $gt: '' } }), false],
])('an index is made anew where a change reaches %s', (_, one, expected) => {
  expect(reaches(one, new Set(['state']))).toBe(expected);
});
