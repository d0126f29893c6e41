// A desk in this process with some orders, and somebody who asks for one after the other; the database is another process.
import { consoleFromDesk } from '../../dist/adapters/console/from-desk.js';
import { createApp } from '../../dist/src/app.js';
import { fixedClock } from '../../dist/src/clock.js';
import { readConfig } from '../../dist/src/config.js';
import { migrate } from '../../dist/src/database/migrate.js';
import { createLog } from '../../dist/src/log.js';
import { orderModel } from '../../dist/src/orders/model.js';
import { withDatabase } from './database.js';

const now = new Date('2026-12-02T02:00:00Z');

const line = (k) => ({
  ...{ product: `p${k}`, sku: `P${k}`, name: `Product ${k}`, unit: 'pc', quantity: 5_000, unitPrice: 100_0000 },
  ...{ discount: 0, amount: 500_00, shipped: 0, delivered: 0 },
});
const orderOf = (i) => ({
  ...{ _id: `o${i}`, number: `SO-${100_000 + i}`, draftNo: `D-${i}`, revision: 0, version: 1, state: 'approved' },
  ...{ customer: 'c1', customerSnapshot: { code: 'C1', name: '华信科技有限公司' }, owner: 'm1', team: 'east' },
  ...{ lines: [1, 2, 3, 4].map(line), total: 2_000_00, baseTotal: 2_000_00, currency: 'CNY', rate: 1_000_000 },
  ...{ paid: 0, paymentDays: 30, priority: 0, shipments: [], openComplaints: 0, orderDate: '2026-11-10' },
  ...{ timeline: [{ at: now, action: 'submit', key: `k${i}` }], search: [`so-${100_000 + i}`] },
});

/** Runs `work` with a function that shows an order, another one each time, and gives the time of it in ms. */
export const withOrders = (many, work) =>
  withDatabase(async (connection) => {
    await migrate(connection);
    await orderModel(connection).collection.insertMany(Array.from({ length: many }, (_, i) => orderOf(i)));
    const config = readConfig({ ORDERDESK_TIMEZONE: 'Asia/Shanghai', SAMPLE_DATA: 'off', PORT: '0' });
    const log = createLog('error', { write: (text) => console.error(text) });
    const app = createApp({ connection, config, log, clock: fixedClock(now), adapters: [consoleFromDesk] });
    await app.start();
    const person = { name: 'Ada', roles: ['admin'], locale: 'zh', timezone: 'Asia/Shanghai' };
    const ada = await app.desk.members.create({ from: 'cli:bench', key: 'ada', now }, person);
    const [from, conversation] = [`console:${ada._id}`, `console:@${ada._id}`];
    let asked = 0;
    const show = async () => {
      asked += 1;
      const text = `/order show SO-${100_000 + ((asked * 7_919) % many)}`;
      const start = performance.now();
      await app.bot({ from, conversation, key: `k${asked}`, kind: 'command', text });
      return performance.now() - start;
    };
    try {
      await work(show);
    } finally {
      await app.stop();
    }
  });
