import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { databaseOf, type Program, startProgram, temporaryFolder } from '../support/program.ts';
import { until } from '../support/until.ts';
import { wrongDeeds, wrongNotices, wrongTrail } from './support/books.ts';
import { startTrade, type Trade } from './support/trade.ts';

const kills = process.env.SOAK ? 200 : 3;
/** Ms for one round: acknowledgements, a kill and a start. */
const roundMs = 30_000;

/** Ms in which something must leave the outbox: a dead sender's row and a dead desk's job are free again after 10 s. */
const standstillMs = 30_000;
/** Ms for what 3, or 200, rounds left behind. */
const settleMs = process.env.SOAK ? 600_000 : 80_000;

const folder = temporaryFolder();
let program: Program;
let trade: Trade;

const start = () => startProgram({ DATA_DIR: folder.path });

async function looking<T>(look: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await mongoose.createConnection(databaseOf(folder.path)).asPromise();
  return look(connection).finally(() => connection.close());
}

/** Waits while the outbox empties; fails, and names what is left, when nothing of it was sent for `standstillMs`. */
async function settled(connection: Connection): Promise<void> {
  const rows = outboxModel(connection);
  let [least, since] = [Number.POSITIVE_INFINITY, performance.now()];
  await until('everything due is sent', settleMs, async () => {
    const due = await rows.countDocuments({ state: 'due' });
    if (due < least) [least, since] = [due, performance.now()];
    if (performance.now() - since > standstillMs) {
      const left = await rows.find({ state: 'due' }).limit(5).lean();
      throw new Error(`${due} rows stand still: ${JSON.stringify(left)}`);
    }
    return due === 0;
  });
}

beforeAll(async () => {
  program = await start();
  trade = await startTrade(() => program.url);
}, 60_000);
afterAll(async () => {
  await program.kill();
  folder.remove();
});

describe('the power fails again and again while orders, decisions and payments pour in', () => {
  test(
    `after each of ${kills} kills everything that was acknowledged is there, exactly once`,
    async () => {
      for (let n = 0; n < kills; n += 1) {
        const goal = trade.count() + 1 + Math.floor(Math.random() * 5);
        const isBusy = () => trade.count() >= goal && trade.acknowledged.paid.length > n;
        await until('people are answered', roundMs, isBusy);
        await program.kill();
        const { filed, decided, paid } = trade.acknowledged;
        const told = { filed: [...filed], decided: [...decided], paid: [...paid] };
        program = await start();
        expect(await looking((connection) => wrongDeeds(connection, told))).toEqual([]);
      }
      expect(trade.acknowledged.decided.length).toBeGreaterThan(kills / 4);
      expect(trade.acknowledged.paid.length).toBeGreaterThanOrEqual(kills);
    },
    kills * roundMs,
  );

  test(
    'when all is quiet every deed is whole, every number drawn once, and every notice was posted once',
    async () => {
      await trade.close();
      const wrong = await looking(async (connection) => {
        await settled(connection);
        const checks = [wrongDeeds, wrongTrail, wrongNotices].map((check) => check(connection, trade.acknowledged));
        return (await Promise.all(checks)).flat();
      });
      expect(wrong).toEqual([]);
      expect(program.said()).not.toMatch(/"level":(50|60)/);
    },
    settleMs + 60_000,
  );
});
