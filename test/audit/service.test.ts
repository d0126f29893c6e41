import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { type Audit, createAudit } from '../../src/audit/service.ts';
import { transact } from '../../src/database/transact.ts';
import type { Judged } from '../../src/members/kinds.ts';
import type { Person } from '../../src/members/member.ts';

const now = new Date('2026-03-02T01:00:00Z');
const cause = (key: string) => ({ from: 'console:anna' as const, key, now });
const order = { kind: 'Order' as const, id: 'o1' };
const anna: Person = { id: 'anna', roles: ['sales'], teams: ['east'] };
const bob: Person = { id: 'bob', roles: ['sales'], teams: ['east'] };
const olga: Person = { id: 'olga', roles: ['operations'], teams: [] };
const adam: Person = { id: 'adam', roles: ['admin'], teams: [] };

let connection: Connection;
let audit: Audit;
beforeAll(async () => {
  connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName: 'test_audit' }).asPromise();
  await connection.dropDatabase();
  await auditModel(connection).init();
  const known: Record<string, Judged> = { o1: { owner: 'anna', team: 'east' } };
  audit = createAudit({ connection, find: async ({ id }) => known[id] });
});
beforeEach(async () => {
  await connection.collection('audit').deleteMany({});
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const before = { total: 111_11, lines: [{ sku: 'A', amount: 222_22, cost: 333_33 }], shipTo: 'Secret Road 4' };
const after = { total: 444_44, lines: [{ sku: 'B', amount: 555_55, cost: 666_66 }], shipTo: 'Secret Road 5' };

describe('the audit trail', () => {
  test('shows each reader only the fields that they may read', async () => {
    await audit.changed(cause('k1'), 'edit', order, before, after);
    const seen = async (person: Person) =>
      JSON.stringify((await audit.of(person, order)).map(({ _id, ...line }) => line));
    expect(await seen(adam)).toMatch(/11111.*33333.*44444.*66666/);
    expect(await seen(anna)).toMatch(/11111.*44444/);
    expect(await seen(anna)).not.toMatch(/33333|66666/);
    expect(await seen(olga)).toContain('"sku":"B"');
    expect(await seen(olga)).not.toMatch(/(\d)\1{4}/);
    expect(await audit.of(bob, order)).toEqual([]);
  });

  test('holds no address, not even for an admin', async () => {
    await audit.changed(cause('k1'), 'edit', order, before, after);
    const stored = JSON.stringify(await connection.collection('audit').find().toArray());
    expect(stored).not.toContain('Secret Road');
    expect(stored).toContain('shipTo');
  });

  test('shows no contact data that a row of earlier times holds, not even to an admin', async () => {
    const customer = { kind: 'Customer' as const, id: 'c1' };
    const held = (road: string, phone: string) => ({
      address: road,
      contacts: [{ name: 'Li', phone, email: 'li@acme.example' }],
    });
    const row = { at: now, from: 'cli:import', action: 'customer.import', subject: customer };
    await auditModel(connection).create([
      {
        _id: 'r1',
        key: 'r1',
        ...row,
        before: held('Old Road 1', '13800000001'),
        after: held('New Road 2', '13800000002'),
      },
      { _id: 'r2', key: 'r2', ...row, subject: order, after: { shipTo: 'Third Road 3' } },
    ]);
    const seen = [await audit.of(adam, customer), await audit.recent(adam), await audit.of(anna, order)];
    expect(seen.map((lines) => lines.length)).toEqual([1, 2, 1]);
    expect(JSON.stringify(seen)).not.toMatch(/Road|1380|acme\.example/);
    expect(seen[0]![0]!.after).toMatchObject({
      address: '•••',
      contacts: [{ name: 'Li', phone: '•••', email: '•••' }],
    });
  });

  test('a refused attempt is seen by admins, not by the owner', async () => {
    await audit.refused(cause('k1'), 'approve', order, 'error.not_allowed');
    expect(await audit.of(anna, order)).toEqual([]);
    expect(await audit.of(adam, order)).toMatchObject([{ action: 'approve', refused: 'error.not_allowed' }]);
  });

  test('a repeated deed leaves one line, also when both come at once', async () => {
    await Promise.all([1, 2, 3].map(() => audit.changed(cause('same'), 'edit', order, before, after)));
    await audit.changed(cause('same'), 'edit', order, before, after);
    expect(await audit.of(adam, order)).toHaveLength(1);
    expect(await audit.has(cause('same'), 'edit', order)).toBe(true);
    expect(await audit.has(cause('same'), 'cancel', order)).toBe(false);
  });

  test('nothing changed leaves no line', async () => {
    expect(await audit.changed(cause('k1'), 'edit', order, before, before)).toBe(false);
    expect(await audit.of(adam, order)).toEqual([]);
  });

  test('a line of a transaction that was given up is gone with it', async () => {
    const work = transact(connection, async (session) => {
      await audit.changed(cause('k1'), 'edit', order, before, after, session);
      throw new Error('given up');
    });
    await expect(work).rejects.toThrow('given up');
    expect(await audit.of(adam, order)).toEqual([]);
  });

  test('the trail of something that is gone is an admin’s alone', async () => {
    const gone = { kind: 'Order' as const, id: 'gone' };
    await audit.record({ at: now, from: 'console:anna', action: 'order.delete', subject: gone });
    expect(await audit.of(adam, gone)).toHaveLength(1);
    expect(await audit.of(anna, gone)).toEqual([]);
  });
});
