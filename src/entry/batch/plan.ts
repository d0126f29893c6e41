import { dateAt } from '../../dates.ts';
import type { Actor } from '../../members/actor.ts';
import type { Member } from '../../members/member.ts';
import type { Settings } from '../../settings/settings.ts';
import { wholeUnit } from '../import/rejected.ts';
import type { Rejection } from '../import/types.ts';
import { withOwnDoubles } from './doubles.ts';
import { named, namedUnlike, ordersIn, withCodes } from './group.ts';
import type { createLookup } from './lookup.ts';
import { readNewOrder } from './order.ts';
import { type BatchFile, readBatch, type Table } from './read.ts';
import type { Question } from './recognise.ts';
import type { RememberedColumns } from './remembered.ts';
import { judge, type RightOrder, type Verdict } from './verdict.ts';

/** What a table would do: a verdict on each of its orders, in the order of their first rows. */
export type Plan = BatchFile & {
  name: string;
  currency: string;
  verdicts: Verdict[];
  /** Whom the steps of the verdicts name. */
  members: readonly Member[];
};

/** Which customer some texts mean, by its code; those that can mean several or none are left out. */
export type CodesOf = (actor: Actor, texts: readonly string[]) => Promise<Map<string, string>>;

/** What has to be asked about a table before anything can be said of its rows. */
export type Asked = { name: string; asked: Question[] };

export const rightOf = ({ verdicts }: Pick<Plan, 'verdicts'>): RightOrder[] =>
  verdicts.filter((v): v is RightOrder => v.kind === 'right');

/** The rows that have to be corrected, in the order of the table. */
export const wrongRows = (verdicts: readonly Verdict[]): Rejection[] =>
  verdicts.flatMap((v) => (v.kind === 'wrong' ? v.rejections : [])).sort((a, b) => a.row.row - b.row.row);

type Deps = {
  lookUp: ReturnType<typeof createLookup>;
  codesOf: CodesOf;
  settings: { get(): Promise<Settings> };
  remembered: Pick<RememberedColumns, 'of'>;
};

/** Orders that are looked at in one go, before others of the desk have their turn. */
const atOnce = 50;

/** Does something with each of many, and lets others have their turn in between. */
async function inTurns<T, R>(all: readonly T[], work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const [i, one] of all.entries()) {
    if (i % atOnce === atOnce - 1) await new Promise((resolve) => setImmediate(resolve));
    done.push(work(one));
  }
  return done;
}

/** Makes plans: nothing is stored. */
export function createPlanner({ lookUp, codesOf, settings, remembered }: Deps) {
  return async function look(actor: Actor, given: Table): Promise<Plan | Asked> {
    const { name } = given;
    const table = await readBatch(given, (header) => remembered.of(actor.member._id, header));
    if ('asked' in table) return { name, ...table };
    const { currency, timezone } = await settings.get();
    const today = dateAt(actor.now, timezone);
    const { rows } = table.file;
    const units = ordersIn(withCodes(rows, await codesOf(actor, namedUnlike(rows))));
    const reads = await inTurns(units, (unit) => ({ unit, read: readNewOrder(unit, today) }));
    const orders = reads.flatMap(({ read }) => ('value' in read ? [read.value] : []));
    const known = await lookUp(actor, table.hash, units, orders);
    const verdicts = await inTurns(reads, ({ unit, read }): Verdict => {
      if ('value' in read) return judge(unit, read.value, known);
      return { kind: 'wrong', unit, rejections: wholeUnit(named(unit), read.rejected) };
    });
    const doubles = withOwnDoubles(rightOf({ verdicts }));
    for (const [order, more] of doubles) order.doubts.push(...more);
    return { ...table, name, currency, verdicts, members: known.members };
  };
}
