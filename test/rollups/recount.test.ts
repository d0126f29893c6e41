import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { addDays, dateAt } from '../../src/dates.ts';
import { runImport } from '../../src/entry/import/run.ts';
import { DeskError } from '../../src/errors.ts';
import { type Member, type Person, personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { rangeOf } from '../../src/reports/period.ts';
import type { ReportRequest } from '../../src/reports/request.ts';
import { createReports } from '../../src/reports/service.ts';
import { deltaModel, type RollupRow, rollupModel } from '../../src/rollups/model.ts';
import { unpacked } from '../../src/rollups/packed.ts';
import { createRollups, type Rollups } from '../../src/rollups/service.ts';
import { loadSampleOnce } from '../../src/sample/load.ts';
import { removeSample } from '../../src/sample/remove.ts';
import { lines, play, step } from '../orders/support/playing.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { type Recounted, recount } from './support/recount.ts';

/** Changes of orders that are played; ten thousand in the soak. */
const steps = process.env.SOAK ? 10_000 : 500;
const zone = 'Asia/Shanghai';

/** The figures of a report that a recount has, too. */
function asRecounted({ now }: Awaited<ReturnType<ReturnType<typeof createReports>['report']>>['result']): Recounted {
  const byKey = (groups: typeof now.groups.customer = []) =>
    Object.fromEntries(groups.map((group) => [group.key, group.total ?? 0]));
  return {
    count: now.count,
    total: now.total ?? 0,
    onTime: now.onTime.onTime,
    late: now.onTime.late,
    customers: byKey(now.groups.customer),
    products: byKey(now.groups.product),
    owners: byKey(now.groups.owner),
    ...(now.count > 0 && { median: now.median }),
  };
}

const file = async (): Promise<never> => {
  throw new Error('nothing is drawn here');
};

/** Reports of a desk, whose charts nobody looks at, from its roll-ups or from its orders. */
function reportsOf(desk: TestDesk, rollups: Rollups) {
  const { connection, clock } = desk;
  const artist = { draw: file, close: async () => {} };
  const deps = { connection, clock, settings: desk.desk.settings, saveFile: file, artist };
  const summed = createReports({ ...deps, rollups });
  const counted = createReports({ ...deps, rollups: { ...rollups, parts: async () => undefined } });
  return { summed, counted };
}

const requestOf = (from: string, to: string, more: Partial<ReportRequest> = {}): ReportRequest => ({
  period: rangeOf(from, to),
  filters: {},
  currentOwner: false,
  ...more,
});

describe('roll-ups', () => {
  let desk: TestDesk;
  let company: Company;
  let people: Member[];
  let teams: string[];
  let rollups: Rollups;
  beforeAll(async () => {
    desk = await openTestDesk({ adapters: [] });
    company = await foundCompany(desk);
    await productModel(desk.connection).updateMany({}, { unit: 'kg' });
    const west = await desk.desk.members.createTeam(
      { from: 'cli:test', key: 'west', now: desk.clock() },
      { name: 'West' },
    );
    teams = [company.team._id, west._id];
    const max = await desk.member('Max', ['manager'], { teams: [west._id] });
    const sam = await desk.member('Sam', ['sales'], { teams: [west._id] });
    const boss = await desk.member('Boss', ['manager', 'operations', 'admin']);
    people = [company.anna, company.bob, company.otto, company.fiona, company.ada, boss, max, sam];
    rollups = createRollups({ connection: desk.connection });
  });
  afterAll(() => desk.close());

  const today = () => dateAt(desk.clock(), zone);
  const sumUp = () => rollups.tick(desk.clock(), today());

  /** Some orders of a file, changed by the next one, under the same numbers. */
  async function importSome(a: number, b: number): Promise<void> {
    const rows = Array.from({ length: 1 + (a % 3) }, (_, n) => {
      const date = addDays('2026-10-20', (a + n * 7) % 45);
      const state = ['shipped', 'delivered', 'approved', 'cancelled'][(a + b) % 4];
      const on = (when: string) =>
        state === when || (state === 'delivered' && when === 'shipped') ? addDays(date, b % 9) : '';
      const cells = [
        `EXT-${(a + n) % 40}`,
        'ACME',
        'Sam',
        date,
        addDays(date, 4),
        state,
        on('shipped'),
        on('delivered'),
      ];
      return [...cells, b % 2 ? 'A100' : 'B200', 1 + (b % 50), '19.99'].join(',');
    });
    const head =
      'order_no,customer,owner,ordered_at,promised_at,status,shipped_at,delivered_at,sku,quantity,unit_price';
    const deps = { connection: desk.connection, settings: await desk.desk.settings.get(), now: desk.clock() };
    const options = { update: true, openBalance: false, dryRun: false };
    await runImport(deps, 'orders', Buffer.from([head, ...rows].join('\n')), options);
  }

  async function handOver(order: Order, a: number): Promise<void> {
    const to = people[[0, 7][a % 2]!]!;
    await desk.desk.assign(desk.actor(company.ada), order, to).catch((error) => {
      if (!(error instanceof DeskError)) throw error;
    });
  }

  /** One change of anything that figures depend on. */
  async function change(
    order: Order,
    s: { kind: number; a: number; b: number; who: number; action: never },
  ): Promise<Order> {
    const kind = s.kind % 100;
    if (kind < 6) await importSome(s.a, s.b);
    else if (kind < 10) await handOver(order, s.a);
    else if (kind < 12) {
      const who = people[[0, 7][s.a % 2]!]!;
      await desk.desk.members.update(desk.actor(company.ada), who._id, { teams: [teams[s.b % 2]!] });
    } else {
      const copy = await play(desk, company, people, order, s as never);
      if (copy) return copy;
    }
    return orderNow(desk, order._id);
  }

  async function check(seed: number): Promise<void> {
    const { summed, counted } = reportsOf(desk, rollups);
    const members = await desk.desk.members.all();
    const person: Person = personOf(members[seed % members.length]!);
    const from = addDays('2026-10-15', seed % 40);
    const to = addDays(from, [0, 6, 30, 61, 120][seed % 5]!);
    const by = ([undefined, 'owner', 'size', 'week', 'customer', 'category', 'status', 'team'] as const)[seed % 8];
    const owners = members.filter(({ roles }) => roles.includes('sales')).map(({ _id }) => _id);
    const filters = [
      {},
      { owner: [owners[seed % owners.length]!] },
      { team: [teams[seed % 2]!] },
      { customer: ['=ACME'] },
      { product: ['a1'] },
      { size: ['small'] },
      { status: ['shipped', 'approved'] },
    ][seed % 7]!;
    const view = ([undefined, 'over-time', 'on-time', 'funnel', 'forecast'] as const)[seed % 5];
    const request = requestOf(from, to, { by, view, filters, currentOwner: seed % 3 === 0 });
    const plain = await summed.report(person, 'en', requestOf(from, to));
    const expected = await recount(desk.connection, person, { from, to }, today());
    if (plain.result.money) expect(asRecounted(plain.result)).toEqual(expected);
    else expect(plain.result.now.count).toBe(expected.count);
    expect((await summed.report(person, 'en', request)).result).toEqual(
      (await counted.report(person, 'en', request)).result,
    );
    expect(await summed.review(person, 'zh', request)).toEqual(await counted.review(person, 'zh', request));
  }

  test(
    'equal a recount of every order, whatever is filed, moved, changed, handed over, loaded or taken back, folded or not',
    async () => {
      const drawn = fc.sample(
        fc.tuple(step, fc.nat(10_000)).map(([one, kind]) => ({ ...one, kind })),
        { numRuns: steps, seed: Number(process.env.SEED ?? 7) },
      );
      let order: Order | undefined;
      for (const [n, s] of drawn.entries()) {
        if (!order || n % 12 === 0)
          order = await desk.desk.drafts.create(desk.actor(company.anna), {
            customer: company.acme._id,
            lines: lines(s),
          });
        order = await change(order, s as never);
        if (n % 17 === 0) await sumUp();
        if (n % 25 === 24) await check(s.a + s.b);
      }
      await sumUp();
      for (let seed = 0; seed < 40; seed++) await check(seed);
      expect(await deltaModel(desk.connection).countDocuments()).toBe(0);
      expect(await rollupModel(desk.connection).countDocuments()).toBeGreaterThan(60);
      expect(rollups.mended()).toBe(0);
    },
    process.env.SOAK ? 1_200_000 : 120_000,
  );

  test('are mended and told where somebody wrote past the desk', async () => {
    const { connection } = desk;
    const before = rollups.mended();
    const some = await rollupModel(connection).findOne({ sheet: 'orders' }).lean();
    await rollupModel(connection).updateOne({ _id: some!._id }, { $set: { sums: '[]', money: '[]' } });
    desk.clock.set(new Date(desk.clock().getTime() + 86_400_000));
    await sumUp();
    expect(rollups.mended()).toBe(before + 1);
    for (let seed = 0; seed < 10; seed++) await check(seed);
    await rollupModel(connection).deleteMany({ sheet: 'customers', date: { $regex: /^\d{4}-\d{2}$/ } });
    desk.clock.set(new Date(desk.clock().getTime() + 86_400_000));
    await sumUp();
    for (let seed = 0; seed < 10; seed++) await check(seed);
  });

  test('are mended where a month was lost and something was noted since', async () => {
    const { connection } = desk;
    const [order] = await orderModel(connection)
      .find({ state: 'approved', orderDate: { $gt: '' } })
      .lean<Order[]>();
    await rollupModel(connection).deleteMany({ date: order!.orderDate!.slice(0, 7) });
    await desk.desk.assign(
      desk.actor(company.ada),
      order!,
      order!.owner === people[7]!._id ? company.anna : people[7]!,
    );
    await sumUp();
    expect(await deltaModel(connection).countDocuments()).toBe(0);
    for (let seed = 0; seed < 10; seed++) await check(seed);
  });

  test('can be thrown away and made anew while orders change', async () => {
    const rebuilt = rollups.rebuild(desk.clock(), today());
    await importSome(5, 9);
    await check(4);
    await rebuilt;
    await importSome(6, 3);
    for (let seed = 0; seed < 10; seed++) await check(seed);
    await sumUp();
    for (let seed = 0; seed < 10; seed++) await check(seed);
    expect(await deltaModel(desk.connection).countDocuments()).toBe(0);
  });
});

describe('the sample company', () => {
  const countOf = async (connection: Connection): Promise<number> =>
    (await rollupModel(connection).find().lean<RollupRow[]>()).flatMap((row) => unpacked(row)).length;

  test('is in the roll-ups when it comes, and not when it went', async () => {
    const desk = await openTestDesk({ adapters: [] });
    try {
      const rollups = createRollups({ connection: desk.connection });
      await rollups.tick(desk.clock(), '2026-12-02');
      await loadSampleOnce(desk.desk);
      await rollups.tick(desk.clock(), '2026-12-02');
      const person: Person = { id: 'x', roles: ['admin'], teams: [] };
      const request = requestOf('2026-01-01', '2026-12-31');
      const { summed, counted } = reportsOf(desk, rollups);
      const { result } = await summed.report(person, 'en', request);
      expect(result.now.count).toBeGreaterThan(50);
      expect(result).toEqual((await counted.report(person, 'en', request)).result);
      await removeSample(desk.desk);
      expect((await summed.report(person, 'en', request)).result.now.count).toBe(0);
      await rollups.tick(desk.clock(), '2026-12-02');
      expect(await countOf(desk.connection)).toBe(0);
      expect(rollups.mended()).toBe(0);
    } finally {
      await desk.close();
    }
  });
});
