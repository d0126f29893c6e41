import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import type { Log } from '../log.ts';
import { countDay, countMonth, dropSums, isMonth, nextDay } from './count-day.ts';
import { fold } from './fold.ts';
import { type RollupState, rollupStateModel } from './model.ts';
import { type RollupsAsked, readRollups } from './read.ts';
import { stateOf } from './store.ts';

/** Ms that a pass over all days takes of one run of the job; the next run goes on where it was. */
const passMs = 2_000;

type Deps = { connection: Connection; log?: Pick<Log, 'warn' | 'info'> };

/** Sums of orders by day and month, which make figures cost the same however many orders there were before. */
export type Rollups = ReturnType<typeof createRollups>;

/** Makes the roll-ups of a desk. */
export function createRollups({ connection, log }: Deps) {
  /** Days whose sums were found not to be those of their orders, since the process began. */
  let mended = 0;

  const set = (update: object): Promise<unknown> =>
    rollupStateModel(connection).updateOne({ _id: 'rollups' }, update, { upsert: true });

  function noteMended(date: string): void {
    mended += 1;
    log?.warn({ date }, 'the roll-ups of a day were not those of its orders, and were counted anew');
  }

  /** Looks at the days after the last one it has looked at; true when none is left. */
  async function pass(state: Partial<RollupState>, isFirst: boolean, until: number): Promise<boolean> {
    let passed = state.passed ?? '';
    for (;;) {
      const date = await nextDay(connection, passed);
      if (!isFirst && passed !== '' && passed.slice(0, 7) !== date?.slice(0, 7)) await verifyMonth(passed.slice(0, 7));
      if (date === undefined) return true;
      const wasWrong = isMonth(date)
        ? await countMonth(connection, date)
        : await countDay(connection, date, { months: !isFirst });
      if (wasWrong && !isFirst) noteMended(date);
      passed = date;
      if (performance.now() >= until) {
        await set({ $set: { passed } });
        return false;
      }
    }
  }

  async function verifyMonth(month: string): Promise<void> {
    if (await countMonth(connection, month)) noteMended(month);
  }

  async function allMonths(): Promise<void> {
    for (let day = await nextDay(connection, ''); day; day = await nextDay(connection, `${day.slice(0, 7)}-99`))
      await countMonth(connection, day.slice(0, 7));
  }

  /** Counts every day for the first time; changes that are noted meanwhile wait. */
  async function build(state: Partial<RollupState>, now: Date, today: CalendarDate, until: number): Promise<void> {
    if (!(await pass(state, true, until))) return;
    await allMonths();
    await set({ $set: { readyAt: now, verifiedOn: today }, $unset: { passed: 1 } });
    log?.info('the roll-ups are there');
  }

  async function verify(state: RollupState, today: CalendarDate, until: number): Promise<void> {
    if (state.verifiedOn === today && state.passed === undefined) return;
    if (await pass(state, false, until)) await set({ $set: { verifiedOn: today }, $unset: { passed: 1 } });
  }

  return {
    /**
     * Takes in what was noted; once a day, by and by, compares every sum with its orders and counts anew what differs.
     * `today` is the company's. The first time all orders are counted, in as many runs as it takes.
     */
    async tick(now: Date, today: CalendarDate, { ms = passMs }: { ms?: number } = {}): Promise<void> {
      const until = performance.now() + ms;
      const state = await stateOf(connection);
      if (!state?.readyAt) return build(state ?? {}, now, today, until);
      for (const date of await fold(connection)) noteMended(date);
      await verify(state, today, until);
    },

    /** Throws all sums away and counts every order anew. */
    async rebuild(now: Date, today: CalendarDate): Promise<void> {
      await set({ $unset: { readyAt: 1, passed: 1 } });
      await dropSums(connection);
      await build({}, now, today, Number.POSITIVE_INFINITY);
    },

    /** The sums of a period as parts; undefined where the orders have to be counted. */
    parts: (asked: RollupsAsked) => readRollups(connection, asked),

    /** Days and months that had to be counted anew since the process began. */
    mended: () => mended,
  };
}
