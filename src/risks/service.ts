import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { Outbox } from '../chat/outbox.ts';
import { dateAt } from '../dates.ts';
import { inParts } from '../in-parts.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';
import type { DirectOf } from '../notices/recipients.ts';
import type { Settings } from '../settings/settings.ts';
import { keepRisks, type Turned, turned } from './keep.ts';
import { createRiskList } from './list.ts';
import { type Known, lookAt } from './look.ts';
import { noteNews, tellNews } from './news.ts';
import { scanAll, scanOf } from './scan.ts';
import { sweepMarks, type Touched } from './sweep.ts';

type Deps = {
  connection: Connection;
  log: Pick<Log, 'error'>;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  outbox: Pick<Outbox, 'kick'>;
  directOf: DirectOf;
};

/** Orders that are looked at together by their marks. */
const ordersAtOnce = 200;
/** Rounds of marks that one tick takes at most; the next one goes on. */
const mostRounds = 20;

/** Keeps the risks of open orders true, tells of what is new or worse, and lists them. */
export function createRisks({ connection, log, settings, members, outbox, directOf }: Deps) {
  const known = async (now: Date): Promise<Known> => {
    const rules = await settings.get();
    return { settings: rules, today: dateAt(now, rules.timezone), products: new Map() };
  };

  /** Looks at orders, and keeps what became of their risks. */
  async function look(which: Parameters<typeof lookAt>[1], at: Known, now: Date): Promise<number> {
    const found = await lookAt(connection, which, at);
    const changed = found.map((one) => turned(one, now)).filter((one): one is Turned => one !== undefined);
    if (changed.length === 0) return 0;
    const people = await members.all();
    return keepRisks(connection, changed, now, (some, session) =>
      noteNews(connection, some, { members: people, now, session }),
    );
  }

  async function lookAtTouched({ customers, orders }: Touched, now: Date): Promise<void> {
    const at = await known(now);
    for (const part of inParts([...customers], ordersAtOnce)) await look({ customers: part }, at, now);
    for (const part of inParts([...orders], ordersAtOnce)) {
      const only = new Map(part);
      await look({ customers: [...new Set(only.values())], only: new Set(only.keys()) }, at, now);
    }
  }

  /** Works out anew what was marked. Gives how many marks there were. */
  async function sweep(now: Date): Promise<number> {
    let all = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const taken = await sweepMarks(connection, (touched) => lookAtTouched(touched, now));
      all += taken;
      if (taken === 0) break;
    }
    return all;
  }

  /** Looks at all open orders, once a day. */
  async function scan(now: Date): Promise<boolean> {
    const at = await known(now);
    const rest = (ms: number) => wait(Math.min(ms, 500));
    const lookAtAll = async (customers: readonly string[]) => void (await look({ customers }, at, now));
    return scanAll(connection, scanOf(at.today, at.settings), { look: lookAtAll, rest, now });
  }

  let running: Promise<void> | undefined;

  async function work(now: Date): Promise<void> {
    await sweep(now);
    await scan(now);
    if ((await tellNews(connection, await members.all(), { directOf, now })) > 0) outbox.kick();
  }

  return {
    sweep,
    scan,
    ...createRiskList(connection),
    /** Works out what was marked, all open orders once a day, and tells of it. One at a time in a process; what fails is tried again. */
    tick(now: Date): Promise<void> {
      running ??= work(now)
        .catch((error) => log.error({ err: error }, 'the risks of open orders could not be worked out'))
        .finally(() => {
          running = undefined;
        });
      return running;
    },
  };
}
export type Risks = ReturnType<typeof createRisks>;
