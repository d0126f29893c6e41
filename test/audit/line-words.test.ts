import { describe, expect, test } from '@jest/globals';
import { type AuditEntry, sampleSource } from '../../src/audit/entry.ts';
import type { AuditReader, Named } from '../../src/audit/reader.ts';
import { actionWords, changeWords, fromWords } from '../../src/audit/words.ts';
import type { Order } from '../../src/orders/order.ts';
import { draftTrail, moveTrail } from '../../src/orders/trail.ts';
import type { Settings } from '../../src/settings/settings.ts';

const reader = (about: Partial<Named> = {}): AuditReader => ({
  locale: 'en',
  members: [],
  teams: [],
  settings: { currency: 'CNY' } as Settings,
  subjects: new Map(['Order', 'Case', 'Customer'].map((kind) => [`${kind}:1`, { name: 'x', ...about }])),
});
const entry = (kind: 'Order' | 'Case' | 'Customer', action: string, sides: Partial<AuditEntry>): AuditEntry =>
  ({
    action,
    subject: { kind, id: '1' },
    from: 'cli:import',
    at: new Date(0),
    _id: '1',
    key: '1',
    ...sides,
  }) as AuditEntry;

describe('a line', () => {
  test('says that a phone of a contact changed, which is dots before and after', () => {
    const contacts = [{ name: 'Li', phone: '•••', email: '•••' }];
    const line = entry('Customer', 'customer.edit', { before: { contacts }, after: { contacts } });
    expect(changeWords(line, reader())).toEqual(['Contacts: Li ••• ••• → Li ••• •••']);
    const name = { name: 'Acme' };
    expect(changeWords({ ...line, before: name, after: name }, reader())).toEqual([]);
  });

  test('tells the sample from the desk itself', () => {
    expect(fromWords('en', { from: sampleSource })).toBe('sample company');
    expect(fromWords('en', { from: 'desk:start' })).toBe('the desk');
    expect(fromWords('zh', { from: 'desk:start' })).toBe('订单台');
  });

  test('of a case says what the timeline says, and of lost goods never that they were received', () => {
    const line = entry('Case', 'case.receive', {
      before: { state: 'open' },
      after: { state: 'received', goods: 'lost' },
    });
    expect(actionWords('en', line)).toBe('took returned goods in, or wrote lost ones off');
    expect(changeWords(line, reader({ goods: 'lost' }))[0]).toBe('State: open → written off: lost');
    const closed = { ...line, before: { state: 'received' }, after: { state: 'closed' } };
    expect(changeWords(closed, reader({ goods: 'lost' }))).toEqual(['State: written off: lost → closed']);
    expect(changeWords(closed, reader({ goods: 'stock' }))).toEqual(['State: goods received → closed']);
  });
});

describe('the money of an order', () => {
  const order = (more: Partial<Order>): Order =>
    ({
      state: 'draft',
      version: 1,
      customer: 'c',
      customerSnapshot: { code: 'A', name: 'Acme' },
      currency: 'USD',
      lines: [],
      total: 100_00,
      paymentDays: 30,
      timeline: [],
      ...more,
    }) as unknown as Order;
  const deed = { key: 'k', action: 'change' as const };

  test.each([
    ['an edited draft', draftTrail(order({}), order({ total: 200_00 }))],
    ['a new version', moveTrail(order({}), order({ total: 200_00, version: 2 }), deed)],
  ])('of %s is read in its own currency, whatever the order has later', (_, told) => {
    expect(told).toMatchObject({ before: { currency: 'USD' }, after: { currency: 'USD' } });
    const words = changeWords(entry('Order', 'change', told), reader({ currency: 'JPY' })).join();
    expect(words).toContain('Total: USD 100.00 → USD 200.00');
    expect(words).not.toContain('Currency');
  });

  test('is not named where nothing of it differs', () => {
    const told = moveTrail(order({}), order({ state: 'pending' }), deed);
    expect(told.before).not.toHaveProperty('currency');
    expect(told.after).not.toHaveProperty('currency');
  });
});
