import type { Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { withMoving } from '../customers/kept.ts';
import type { CalendarDate } from '../dates.ts';
import { readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { minorDigits } from '../money.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { agreedStates } from '../orders/stages.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cell } from '../spreadsheet/cell.ts';
import { workbookMime } from '../spreadsheet/xlsx/parts.ts';
import { workbookOf } from '../spreadsheet/xlsx/workbook.ts';
import { type Locale, t } from '../text/index.ts';
import { type Aged, agedOf, buckets, sumOf } from './buckets.ts';
import { claimsOf, takesMoney } from './due.ts';
import { checkMayReadPayments } from './list.ts';
import { paymentModel } from './model.ts';
import { type Payment, partsOf } from './payment.ts';
import { eventsOf, isStated, type StatementRows, statementOf } from './statement-rows.ts';

/** A statement of a customer in one currency: what happened in a period, and what is open today by age. */
export type Statement = StatementRows & {
  currency: string;
  /** What is open today by age, and money that is on no order. */
  aged: Aged;
  free: number;
};

type Period = { from?: CalendarDate; to: CalendarDate };
type Deps = { connection: Connection; settings: { get(): Promise<Settings> } };

/** What a period is called in a file's name. */
const periodName = ({ from, to }: Period): string => (from ? `${from}_${to}` : to);

const idsOf = (orders: readonly Pick<Order, '_id'>[]): Set<string> => new Set(orders.map((order) => order._id));

/** Statements of customers, as figures and as a file. */
export function createStatements({ connection, settings }: Deps) {
  /** Of some orders, those that the person may not read with their payments. */
  async function unreadable(person: Person, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rights = [readFilter(person, 'Order'), readFilter(person, 'PaymentOf')];
    const filter = { $and: [{ _id: { $in: ids } }, ...rights] };
    const seen = await orderModel(connection).find(filter, { _id: 1 }).lean<{ _id: string }[]>();
    return ids.filter((id) => !seen.some((order) => order._id === id));
  }

  /** Orders and payments of a customer that the person may read, what is left out, and how many orders are others' to read. */
  async function read(person: Person, customer: Customer) {
    const orders = orderModel(connection);
    const whose = { $in: await withMoving(connection, customer._id) };
    const agreed = { customer: whose, state: { $in: agreedStates } };
    const rights = [readFilter(person, 'Order'), readFilter(person, 'PaymentOf')];
    const mine = await orders.find({ $and: [agreed, ...rights] }, { search: 0, approval: 0 }).lean<Order[]>();
    const all = await orders.find(agreed, { imported: 1, dueDate: 1, state: 1 }).lean<Order[]>();
    const paid = await paymentModel(connection).find({ customer: whose }).lean<Payment[]>();
    const stated = mine.filter(isStated);
    const [read, shown, known] = [idsOf(mine), idsOf(stated), idsOf(all)];
    const holding = new Set(paid.flatMap((payment) => partsOf(payment).map((part) => part.order)));
    const paidFor = [...holding, ...paid.flatMap((payment) => payment.order ?? [])];
    // Money may be on orders that are not agreed to yet, too.
    const unseen = await unreadable(
      person,
      [...new Set(paidFor)].filter((id) => !known.has(id)),
    );
    const hidden = all.filter((o) => !read.has(o._id) && isStated(o)).length;
    const left = new Set([...unseen, ...[...known].filter((id) => !shown.has(id))]);
    return { stated, left, hidden: hidden + unseen.filter((id) => holding.has(id)).length, paid };
  }

  async function statements(person: Person, customer: Customer, { from, to }: Period, today: CalendarDate) {
    checkMayReadPayments(person, customer);
    const { timezone, currency: base } = await settings.get();
    const { stated, left, hidden, paid } = await read(person, customer);
    const used = [...stated.map((o) => o.currency), ...paid.map((p) => p.currency)].filter((c) => c !== base);
    const currencies = [base, ...[...new Set(used)].toSorted()];
    const made = currencies.map((currency): Statement => {
      const orders = stated.filter((o) => o.currency === currency);
      const payments = paid.filter((p) => p.currency === currency);
      return {
        ...statementOf(eventsOf(orders, payments, left, timezone), { from, to }),
        currency,
        aged: agedOf(orders.filter(takesMoney).flatMap(claimsOf), today),
        free: payments.reduce((sum, p) => sum + (p.free ?? 0), 0),
      };
    });
    return { statements: made, hidden };
  }

  return {
    statements,
    /** The statement of a customer as a workbook in the reader's language, a sheet for each currency. */
    async statementFile(
      person: Person,
      customer: Customer,
      period: Period,
      { locale, today }: { locale: Locale; today: CalendarDate },
    ): Promise<{ name: string; mime: string; bytes: Uint8Array }> {
      const { statements: made, hidden } = await statements(person, customer, period, today);
      const sheets = made.map((statement) => ({
        name: `${t(locale, 'statement.sheet')} ${statement.currency}`,
        widths: [12, 22, 16, 22, 12, 16, 16, 16],
        rows: sheetRows(locale, customer, statement, { period, hidden, today }),
      }));
      const name = `${t(locale, 'statement.file')}-${customer.code}-${periodName(period)}.xlsx`;
      return { name, mime: workbookMime, bytes: workbookOf(sheets) };
    },
  };
}

const text = (value: string | undefined, bold?: true): Cell => (value ? { text: value, ...(bold && { bold }) } : null);
const date = (value: string | undefined): Cell => (value ? { date: value } : null);

/** The rows of a sheet: head, opening balance, events, closing balance, what is open by age, and less money on no order. */
function sheetRows(
  locale: Locale,
  customer: Customer,
  { opening, events, closing, aged, free, currency }: Statement,
  { period, hidden, today }: { period: Period; hidden: number; today: CalendarDate },
): Cell[][] {
  const digits = minorDigits(currency);
  const money = (number: number, bold?: true): Cell => ({ number, digits, ...(bold && { bold }) });
  const head = ['date', 'what', 'order', 'reference', 'due', 'owed', 'paid', 'balance'] as const;
  const balance = (key: 'statement.opening' | 'statement.closing', at: string | undefined, amount: number) => [
    date(at),
    text(t(locale, key), true),
    ...[null, null, null, null, null],
    money(amount, true),
  ];
  const between = period.from
    ? t(locale, 'statement.period', { from: period.from, to: period.to })
    : t(locale, 'statement.until', { to: period.to });
  return [
    [text(t(locale, 'statement.title', { customer: customer.name, code: customer.code }), true)],
    [text(`${between} · ${currency}`)],
    ...(hidden > 0 ? [[text(t(locale, 'statement.hidden', { n: hidden }))]] : []),
    [],
    head.map((name) => text(t(locale, `statement.col.${name}`), true)),
    balance('statement.opening', period.from, opening),
    ...events.map((e) => [
      date(e.date),
      text(t(locale, `statement.kind.${e.kind}`)),
      text(e.order),
      text(e.reference),
      date(e.due),
      e.amount >= 0 ? money(e.amount) : null,
      e.amount < 0 ? money(-e.amount) : null,
      money(e.balance),
    ]),
    balance('statement.closing', period.to, closing),
    [],
    [text(t(locale, 'statement.aged', { date: today }), true)],
    ...buckets.map((bucket) => [text(t(locale, `aging.${bucket}`)), money(aged[bucket])]),
    [text(t(locale, 'pay.free')), money(free)],
    [text(t(locale, 'statement.open')), money(sumOf(aged) - free)],
  ];
}
