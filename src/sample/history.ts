import { addDays, type CalendarDate, dayjs } from '../dates.ts';
import type { LineInput } from '../orders/lines.ts';
import type { Calendar } from './calendar.ts';
import { weeks } from './calendar.ts';
import { carrierFor, trackingNo } from './carriers.ts';
import { type Account, accounts } from './customers.ts';
import type { Plan, Step } from './plan.ts';
import { lots } from './products.ts';
import { createRandom, type Random } from './random.ts';

const seed = 20_260_201;

/** Orders of each week: growing slightly, with a quiet week now and then. */
const perWeek = [7, 8, 7, 8, 8, 9, 7, 9, 9, 10, 9, 10, 10, 11];

/** Products are ordered in lots up to these amounts, in minor units; smaller orders are more frequent. */
const sizes = [
  { share: 0.58, least: 1_200_00, most: 8_500_00 },
  { share: 0.93, least: 12_000_00, most: 64_000_00 },
  { share: 1, least: 105_000_00, most: 160_000_00 },
];

/** Minor units per whole unit of each SKU. */
export type Prices = ReadonlyMap<string, number>;

/** More is ordered towards the end of a month and, slowly, from week to week. */
function season(date: CalendarDate, week: number): number {
  const left = dayjs.utc(date).daysInMonth() - dayjs.utc(date).date();
  return (1 + 0.012 * week) * (left < 6 ? 1.12 : left > 24 ? 0.94 : 1);
}

function quantityFor(sku: string, amount: number, prices: Prices): number {
  const lot = lots.get(sku)!;
  return Math.max(1, Math.round(amount / prices.get(sku)! / lot)) * lot * 1000;
}

function discountFor({ tier }: Account, random: Random): number {
  if (tier === 'C') return 0;
  return random.chance(tier === 'A' ? 0.5 : 0.25) ? random.pick([300, 500, 500, 800]) : 0;
}

function linesFor(account: Account, factor: number, prices: Prices, random: Random): LineInput[] {
  const roll = random.next();
  const size = sizes.find((s) => roll < s.share)!;
  const amount = random.whole(size.least, size.most) * (size.least < 100_000_00 && size.least > 5_000_00 ? factor : 1);
  const count = Math.min(account.buys.length, random.whole(1, 3));
  const skus = account.buys.toSorted(() => random.next() - 0.5).slice(0, count);
  const discount = discountFor(account, random);
  return skus.map((sku) => ({ sku, quantity: quantityFor(sku, amount / count, prices), discount }));
}

/** When each thing happened to an order, as places in the calendar. */
type Life = { approved: number; started: number; ready: number; shipped: number; delivered: number };

function lifeOf(day: number, random: Random): Life {
  const approved = day + (random.chance(0.25) ? 1 : 0);
  if (random.chance(0.12))
    return { approved, started: approved, ready: approved, shipped: approved + 1, delivered: approved + 2 };
  const started = approved + 1;
  const ready = started + random.whole(1, 4);
  const shipped = ready + random.whole(0, 1);
  return { approved, started, ready, shipped, delivered: shipped + random.whole(1, 4) };
}

/** Most are promised a little later than they come; one in twelve comes late. */
function wishFor(life: Life, day: number, { days }: Calendar, random: Random): CalendarDate {
  const late = random.chance(0.08);
  const place = late ? life.delivered - random.whole(1, 3) : life.delivered + random.whole(0, 3);
  return days[Math.max(place, day + 1)]!;
}

/** Prepaid orders are paid before they are shipped, others some days before or, rarely, after they are due. */
function paidOn(account: Account, life: Life, calendar: Calendar, random: Random): number {
  if (account.paymentDays === 0) return Math.max(life.approved, life.shipped - 1);
  const share = random.chance(0.06) ? 1.2 : 0.25 + 0.65 * random.next();
  const due = addDays(calendar.days[life.shipped]!, Math.round(account.paymentDays * share));
  return Math.max(calendar.on(due), life.delivered);
}

type Writer = { steps: Step[]; random: Random; account: Account };

function decided({ steps }: Writer, day: number, approved: number): void {
  const same = approved === day;
  steps.push({ day: approved, minute: same ? 880 : 580, by: 'approver', action: 'approve' });
  steps.push({ day: approved, minute: same ? 935 : 620, by: 'approver', action: 'approve' });
}

function fulfilled({ steps, random, account }: Writer, life: Life): void {
  const { started, ready, shipped, delivered } = life;
  const carrier = carrierFor(account);
  const input = { carrier, trackingNo: trackingNo(carrier, random) };
  if (ready > started) steps.push({ day: started, minute: 960, by: 'owen', action: 'start' });
  steps.push({ day: ready, minute: 990, by: 'owen', action: 'ready' });
  steps.push({ day: shipped, minute: 1020, by: 'owen', action: 'ship', input });
  steps.push({ day: delivered, minute: 690, by: 'owen', action: 'deliver' });
}

function settled({ steps, random, account }: Writer, key: string, life: Life, paid: number): void {
  const reference = `BT-${key.slice(1)}`;
  steps.push({ day: paid, minute: 1005, by: 'fiona', action: 'pay', share: 1, reference });
  const day = Math.max(life.delivered, paid) + random.whole(0, 1);
  steps.push({ day, minute: 1050, by: account.owner, action: 'complete' });
}

function stepsFor(writer: Writer, key: string, day: number, minute: number, life: Life, paid: number): void {
  const { steps, random, account } = writer;
  steps.push({ day, minute: minute + 8, by: account.owner, action: 'submit' });
  decided(writer, day, life.approved);
  if (random.chance(0.03)) {
    const by = account.owner === 'anna' || account.owner === 'leo' ? 'bo' : 'grace';
    const reason = 'Ordered twice by the customer 客户重复下单';
    steps.push({ day: life.approved, minute: 950, by, action: 'cancel', input: { reason } });
    return;
  }
  fulfilled(writer, life);
  settled(writer, key, life, paid);
  steps.sort((a, b) => a.day - b.day || a.minute - b.minute);
}

function planFor(index: number, day: number, week: number, calendar: Calendar, prices: Prices, random: Random): Plan {
  const account = random.pick(accounts);
  const key = `h${String(index + 1).padStart(3, '0')}`;
  const minute = 560 + random.whole(0, 280);
  const lines = linesFor(account, season(calendar.days[day]!, week), prices, random);
  const life = lifeOf(day, random);
  const requestedDate = wishFor(life, day, calendar, random);
  const paid = paidOn(account, life, calendar, random);
  const steps: Step[] = [];
  stepsFor({ steps, random, account }, key, day, minute, life, paid);
  const poNo = random.chance(0.6) ? `${account.code.slice(0, 2)}-${4000 + index}` : undefined;
  return { key, customer: account.code, owner: account.owner, day, minute, lines, requestedDate, poNo, steps };
}

/** The past weeks: about 120 orders on working days, most of them delivered, paid and completed by now. */
export function historyPlans(calendar: Calendar, prices: Prices): Plan[] {
  const random = createRandom(seed);
  const span = calendar.last - calendar.first;
  return perWeek.flatMap((count, week) => {
    const from = calendar.first + Math.round((span * week) / weeks);
    const to = calendar.first + Math.round((span * (week + 1)) / weeks) - 1;
    const before = perWeek.slice(0, week).reduce((sum, n) => sum + n, 0);
    const days = Array.from({ length: count }, () => random.whole(from, Math.max(from, to))).sort((a, b) => a - b);
    return days.map((day, i) => planFor(before + i, day, week, calendar, prices, random));
  });
}
