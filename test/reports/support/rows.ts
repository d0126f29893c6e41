import { createCalendar } from '../../../src/calendar/calendar.ts';
import { createWorkClock } from '../../../src/calendar/work-clock.ts';
import { hourMs } from '../../../src/dates.ts';
import { monthReport, type ReportRequest } from '../../../src/reports/request.ts';
import { composeResult, type ReportResult } from '../../../src/reports/result.ts';
import { createTally, type Figures, type TallyOptions } from '../../../src/reports/tally.ts';
import { partsOf } from '../../../src/rollups/part.ts';
import type { Row } from '../../../src/rollups/row.ts';

/** Monday; the week before ended on the 22nd. */
export const today = '2026-11-23';

let made = 0;

/** A row of an order with one line; what is given replaces what is usual. */
export function row(some: Partial<Row> & { code?: string; name?: string } = {}): Row {
  const { code = 'ACME', name = code, ...rest } = some;
  const amount = some.amount ?? 100_00;
  made += 1;
  return {
    id: `o${made}`,
    number: `SO-${String(made).padStart(6, '0')}`,
    date: '2026-11-10',
    state: 'shipped',
    owner: 'anna',
    team: 'east',
    customer: { code, name },
    classes: { size: 'small', customer: 'existing', urgency: 'long' },
    amount,
    lines: [{ sku: 'A100', name: 'Bolt', quantity: 1_000, amount }],
    ...rest,
  };
}

/** The same row as somebody reads it who may not read amounts. */
export const withoutMoney = ({ amount: _, lines, ...rest }: Row): Row => ({
  ...rest,
  lines: lines.map(({ amount: __, ...line }) => line),
});

export const options: TallyOptions = {
  groupings: ['customer', 'product', 'owner', 'team', 'size', 'status', 'region', 'category', 'month', 'week', 'day'],
  money: true,
  today,
  now: Date.parse('2026-11-23T04:00:00Z'),
  workTime: createWorkClock([
    createCalendar({ zone: 'Asia/Shanghai', workDays: [1, 2, 3, 4, 5], daysOff: [], makeUpDays: [] }),
  ]).between,
  sla: 24 * hourMs,
};

export function figuresOf(rows: readonly Row[], money = true): Figures {
  const tally = createTally({ ...options, money });
  for (const one of rows) {
    const whose = { owner: one.owner, team: one.team, soldBy: one.owner, soldTeam: one.team };
    for (const part of partsOf(money ? one : withoutMoney(one), whose)) tally.add(part);
  }
  return tally.figures();
}

/** A result of rows of this month so far and of the same days of the month before. */
export function resultOf(
  now: readonly Row[],
  earlier: readonly Row[] = [],
  request: Partial<ReportRequest> = {},
  money = true,
): ReportResult {
  const earlierFigures = figuresOf(earlier, money);
  return composeResult({
    request: { ...monthReport(today), ...request },
    before: { kind: 'month', from: '2026-10-01', to: '2026-10-31' },
    comparedWith: { kind: 'range', from: '2026-10-01', to: '2026-10-23' },
    today,
    currency: 'CNY',
    money,
    now: figuresOf(now, money),
    earlier: earlierFigures,
    earlierTrend: earlierFigures,
    names: { owner: new Map([['anna', 'Anna']]), team: new Map([['east', 'East']]) },
    ...(money && { collected: { amount: 0, count: 0, unconverted: 0 }, overdue: { amount: 0, count: 0 } }),
  });
}
