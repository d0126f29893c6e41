import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { difference, withoutContacts } from '../../src/audit/difference.ts';

describe('what is written on the audit trail', () => {
  test('only the fields that changed, before and after', () => {
    const before = { poNo: '1', total: 100, lines: [{ sku: 'A', quantity: 1 }], updatedAt: new Date(1) };
    const after = { poNo: '1', total: 200, lines: [{ sku: 'A', quantity: 2 }], updatedAt: new Date(2) };
    expect(difference(before, after)).toEqual({
      before: { total: 100, lines: [{ sku: 'A', quantity: 1 }] },
      after: { total: 200, lines: [{ sku: 'A', quantity: 2 }] },
    });
  });

  test('a field that came or went has one side only, and the same twice is no change', () => {
    expect(difference({}, { owner: 'anna' })).toEqual({ before: {}, after: { owner: 'anna' } });
    expect(difference({ owner: 'anna' }, {})).toEqual({ before: { owner: 'anna' }, after: {} });
    expect(difference({ at: new Date(5), a: undefined }, { at: new Date(5) })).toBeUndefined();
  });

  test('that a phone, an e-mail or an address changed is kept, what it was is not', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (was, is) => {
        fc.pre(was !== is);
        const customer = (secret: string) => ({
          name: 'Acme',
          address: secret,
          contacts: [{ name: 'Li', phone: secret, email: `${secret}@acme.example` }],
        });
        const change = difference(customer(was), customer(is))!;
        const kept = JSON.stringify([
          withoutContacts('Customer', change.before),
          withoutContacts('Customer', change.after),
          withoutContacts('Order', difference({ shipTo: was }, { shipTo: is })!.after),
        ]);
        expect(kept).not.toContain(was);
        expect(kept).not.toContain(is);
        expect(Object.keys(change.after)).toEqual(['address', 'contacts']);
        expect(withoutContacts('Customer', change.after)).toMatchObject({ address: '•••' });
      }),
    );
  });
});
