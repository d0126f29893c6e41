import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { type Audit, createAudit } from '../../src/audit/service.ts';
import { createGuard } from '../../src/members/guard.ts';
import type { Member, Role } from '../../src/members/member.ts';
import { personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import { createSettings, type SettingsService } from '../../src/settings/service.ts';

const now = new Date('2026-03-02T01:00:00Z');
const member = (name: string, role: Role): Member => ({
  _id: name,
  name,
  locale: 'en',
  timezone: 'Asia/Shanghai',
  roles: [role],
  teams: [],
  identities: [],
  active: true,
  digestHour: 9,
  workHours: { start: 9, end: 18 },
  createdAt: now,
});
const adam = member('adam', 'admin');
const anna = member('anna', 'sales');
let keys = 0;
const by = (who: Member, key = `key-${++keys}`) => ({ member: who, from: `console:${who.name}` as const, key, now });

let connection: Connection;
let audit: Audit;
let one: SettingsService;
let other: SettingsService;

beforeAll(async () => {
  connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName: 'test_settings' }).asPromise();
  await connection.dropDatabase();
  for (const model of [auditModel, orderModel]) await model(connection).init();
  audit = createAudit({ connection });
});
beforeEach(async () => {
  for (const name of ['settings', 'audit', 'orders']) await connection.collection(name).deleteMany({});
  const defaults = { currency: 'CNY', timezone: 'Asia/Shanghai', locale: 'zh' as const };
  const guard = createGuard({ audit, admins: async () => 'Adam' });
  one = createSettings({ connection, defaults, audit, guard });
  other = createSettings({ connection, defaults: { ...defaults, currency: 'USD' }, audit, guard });
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => ({ code: 'no error' }),
    (e) => e,
  );
  return error.code ?? String(error);
};

describe('settings', () => {
  test('what held at the first start holds until an admin chooses otherwise', async () => {
    expect((await one.get()).currency).toBe('CNY');
    expect((await other.get()).currency).toBe('CNY');
  });

  test('a change counts with the next request of every process, and is on the trail', async () => {
    await other.get();
    expect((await one.change(by(adam), { sizeLarge: 50_000_00 })).sizeLarge).toBe(50_000_00);
    expect((await other.get()).sizeLarge).toBe(50_000_00);
    const [line] = await audit.of(personOf(adam), { kind: 'Settings', id: 'desk' });
    expect(line).toMatchObject({ by: 'adam', from: 'console:adam', after: { sizeLarge: 50_000_00 } });
  });

  test('two changes at the same moment both count', async () => {
    await Promise.all([one.change(by(adam), { urgentDays: 2 }), other.change(by(adam), { silentDays: 9 })]);
    expect(await one.get()).toMatchObject({ urgentDays: 2, silentDays: 9 });
  });

  test('a wrong value changes nothing, and neither does somebody who is no admin', async () => {
    const before = await one.get();
    expect(await refusal(one.change(by(adam), { urgentDays: 99 }))).toBe('error.setting_value');
    expect(await refusal(one.change(by(adam), { sizeHuge: 1 } as never))).toBe('error.setting_unknown');
    expect(await refusal(one.change(by(anna), { urgentDays: 1 }))).toBe('error.not_allowed');
    expect(await one.get()).toEqual(before);
    const lines = await audit.recent(personOf(adam));
    expect(lines.map((l) => [l.by, l.refused])).toEqual([['anna', 'error.not_allowed']]);
    expect(await audit.recent(personOf(anna))).toEqual([]);
  });

  test('a late repeat of an old change does not undo a newer one', async () => {
    await one.change(by(adam, 'old'), { urgentDays: 1 });
    await one.change(by(adam, 'new'), { urgentDays: 2 });
    await one.change(by(adam, 'old'), { urgentDays: 1 });
    expect((await one.get()).urgentDays).toBe(2);
  });

  test('the base currency can be chosen only until there is an order', async () => {
    expect((await one.change(by(adam), { currency: 'EUR' })).currency).toBe('EUR');
    await connection.collection('orders').insertOne({ _id: 'o1' as never, draftNo: 'D-0001' });
    expect(await refusal(one.change(by(adam), { currency: 'USD' }))).toBe('error.currency_fixed');
  });

  test('what is handed out cannot be changed by whoever reads it', async () => {
    const settings = await one.get();
    expect(() => settings.workDays.push(7)).toThrow(TypeError);
  });

  test('a channel is connected, given another audience, and disconnected', async () => {
    const orders = { address: 'console:#orders', purpose: 'orders' as const };
    await one.connect(by(adam), { ...orders, role: 'sales', teams: ['east'] });
    const after = await one.connect(by(adam), { ...orders, role: 'manager' });
    expect(after.channels).toEqual([{ ...orders, role: 'manager', teams: [] }]);
    expect(await refusal(one.connect(by(adam), { ...orders, role: 'king' as never }))).toBe('error.setting_value');
    expect(await refusal(one.connect(by(anna), { ...orders, role: 'sales' }))).toBe('error.not_allowed');
    expect((await other.disconnect(by(adam), orders.address, 'orders')).channels).toEqual([]);
    expect(await refusal(one.disconnect(by(adam), orders.address, 'orders'))).toBe('error.channel_unknown');
  });
});
