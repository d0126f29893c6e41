import mongoose, { type Connection } from 'mongoose';
import type { ChartSpec } from '../../../src/chat/chart.ts';
import { fixedClock } from '../../../src/clock.ts';
import { customerModel } from '../../../src/customers/model.ts';
import type { FileAccess } from '../../../src/files/file.ts';
import type { Person } from '../../../src/members/member.ts';
import { memberModel, teamModel } from '../../../src/members/model.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Line, Order } from '../../../src/orders/order.ts';
import { paymentModel } from '../../../src/payments/model.ts';
import type { Payment } from '../../../src/payments/payment.ts';
import type { Artist } from '../../../src/reports/chart/artist.ts';
import { createReports, type Reports } from '../../../src/reports/service.ts';
import { createRollups } from '../../../src/rollups/service.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';

export const settings = settingsSchema.parse({
  currency: 'CNY',
  timezone: 'Asia/Shanghai',
  locale: 'en',
  rates: { USD: 7_100_000 },
});

/** Noon of Monday 23 November 2026 in Shanghai. */
export const clock = fixedClock('2026-11-23T04:00:00Z');

/** A connection to a fresh database with every collection that reports read. */
export async function openDesk(dbName: string): Promise<Connection> {
  const connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName }).asPromise();
  await connection.dropDatabase();
  const models = [orderModel, customerModel, paymentModel, memberModel, teamModel];
  for (const model of models) await model(connection).init();
  return connection;
}

type Saved = { bytes: Uint8Array; access: FileAccess };

/** Reports that keep their files in a list; charts are not drawn but kept as what should be drawn. */
export function reportsOn(connection: Connection): { reports: Reports; saved: Saved[]; specs: ChartSpec[] } {
  const saved: Saved[] = [];
  const specs: ChartSpec[] = [];
  const artist: Artist = {
    async draw(spec) {
      specs.push(spec);
      return Buffer.from(JSON.stringify(spec));
    },
    async close() {},
  };
  const saveFile = async (file: Saved & { name: string; mime: string }) => {
    saved.push(file);
    return { id: `f${saved.length}`, name: file.name, mime: file.mime };
  };
  const rules = { get: async () => settings };
  return {
    reports: createReports({
      connection,
      rollups: createRollups({ connection }),
      clock,
      settings: rules,
      saveFile,
      artist,
    }),
    saved,
    specs,
  };
}

export const people = {
  anna: { id: 'anna', roles: ['sales'], teams: ['east'] },
  ben: { id: 'ben', roles: ['sales'], teams: ['west'] },
  mia: { id: 'mia', roles: ['manager'], teams: ['east'] },
  olga: { id: 'olga', roles: ['operations'], teams: [] },
  fay: { id: 'fay', roles: ['finance'], teams: [] },
} as const satisfies Record<string, Person>;

let made = 0;

/** An order as it is stored, of one line of the whole amount; what is given replaces what is usual. */
export function order(some: Partial<Order> = {}): Order {
  made += 1;
  const total = some.total ?? 100_00;
  const line: Line = {
    product: 'p1',
    sku: 'A100',
    name: 'Bolt',
    unit: 'pcs',
    quantity: 1_000,
    unitPrice: total * 100,
    discount: 0,
    amount: total,
    shipped: 0,
    delivered: 0,
  };
  const at = new Date('2026-11-10T02:00:00Z');
  const owner = some.owner ?? 'anna';
  return {
    _id: `order${String(made).padStart(6, '0')}`,
    draftNo: `D-${made}`,
    number: `SO-${String(made).padStart(6, '0')}`,
    customer: 'c1',
    customerSnapshot: { code: 'ACME', name: 'Acme Ltd' },
    owner,
    team: 'east',
    submittedOwner: some.submittedOwner ?? owner,
    submittedTeam: some.submittedTeam ?? some.team ?? 'east',
    lines: [line],
    currency: 'CNY',
    rate: 1_000_000,
    total,
    baseTotal: total,
    paid: 0,
    paymentDays: 30,
    state: 'approved',
    classes: { size: 'small', customer: 'existing', urgency: 'long' },
    priority: 0,
    shipments: [],
    openComplaints: 0,
    timeline: [],
    orderDate: '2026-11-10',
    search: [],
    version: 1,
    revision: 0,
    createdAt: at,
    updatedAt: at,
    ...some,
  };
}

/** A payment as it is stored. */
export function payment(some: Partial<Payment>): Payment {
  made += 1;
  const key = `pay${made}`;
  const createdAt = new Date('2026-11-10T02:00:00Z');
  return { _id: key, customer: 'c1', amount: 0, currency: 'CNY', paidAt: '2026-11-12', key, createdAt, ...some };
}

/** Stores records as they are. */
export const store = {
  orders: async (connection: Connection, all: Order[]) => void (await orderModel(connection).insertMany(all)),
  payments: async (connection: Connection, all: Payment[]) => void (await paymentModel(connection).insertMany(all)),
};

/** The people and teams of the test, so that figures have names. */
export async function storePeople(connection: Connection): Promise<void> {
  const names = { anna: 'Anna Li', ben: 'Ben', mia: 'Mia', olga: 'Olga', fay: 'Fay' };
  await memberModel(connection).insertMany(
    Object.values(people).map(({ id, roles, teams }) => ({
      _id: id,
      name: names[id],
      locale: 'en',
      timezone: 'Asia/Shanghai',
      roles,
      teams,
      identities: [`console:${id}`],
      active: true,
      digestHour: 9,
      workHours: { start: 9, end: 18 },
      discountAuthority: 0,
    })),
  );
  await teamModel(connection).insertMany([
    { _id: 'east', name: 'East' },
    { _id: 'west', name: 'West' },
  ]);
}
