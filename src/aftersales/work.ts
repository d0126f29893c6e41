import type { CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import type { Member } from '../members/member.ts';
import type { Order } from '../orders/order.ts';
import type { Case, GoodsTo } from './case.ts';
import { bringsGoods } from './claims.ts';
import { type CaseEdit, dueFrom, handlerFrom, neededText } from './input.ts';
import { asksWhere, type StockMove, takeIn } from './rules.ts';

/** What a deed may look at; all of it is read before. */
type At = {
  it: Case;
  order: Order;
  /** Every case of the order. */
  all: readonly Case[];
  people: readonly Member[];
  today: CalendarDate;
};

/** What a deed changes: the case, its order, the stock. */
export type Worked = {
  set: Partial<Case>;
  /** Kept on the timeline. */
  note: string;
  orderSet?: Partial<Order>;
  credit?: number;
  stock?: StockMove[];
};

/** Who did the last thing to the case. */
const lastBy = ({ timeline }: Case, people: readonly Member[]): string =>
  people.find((m) => m._id === timeline.at(-1)?.by)?.name ?? '—';

function checkNotClosed({ it, people }: At): void {
  if (it.state === 'closed') throw new DeskError('error.case_closed', { case: it.number, who: lastBy(it, people) });
}

function checkReceivable(at: At, goods: GoodsTo | undefined): void {
  const { it, people } = at;
  checkNotClosed(at);
  if (!bringsGoods(it.kind)) throw new DeskError('error.case_no_goods', { case: it.number });
  if (it.state === 'received') throw new DeskError('error.case_received', { case: it.number, who: lastBy(it, people) });
  if (asksWhere(it.kind) && !goods) throw new DeskError('error.case_where', { case: it.number });
}

/** The goods came back: of a return they count on the order and give credit; of an exchange replacements go out. */
export function received(at: At, goods: GoodsTo | undefined): Worked {
  checkReceivable(at, goods);
  const { it, order, all } = at;
  const where = asksWhere(it.kind) ? goods : undefined;
  const { lines, credit, orderLines, stock } = takeIn(order, it, all, where);
  const isReturn = it.kind === 'return';
  return {
    set: { state: 'received', ...(where && { goods: where }), ...(isReturn && { lines, credit }) },
    note: '',
    stock,
    ...(isReturn && { credit, orderSet: { lines: orderLines, credited: (order.credited ?? 0) + credit } }),
  };
}

/** The case ends, whether its goods came back or not; a complaint holds its order up no more. */
export function closed(at: At, outcome: string): Worked {
  checkNotClosed(at);
  const { it, order } = at;
  const text = neededText(outcome, 'outcome');
  const openComplaints = Math.max(0, order.openComplaints - 1);
  return {
    set: { state: 'closed', outcome: text },
    note: text,
    ...(it.kind === 'complaint' && { orderSet: { openComplaints } }),
  };
}

/** Somebody else sees to it, or it is due on another day. */
export function edited(at: At, { owner, dueDate }: CaseEdit): Worked {
  checkNotClosed(at);
  const member = owner === undefined ? undefined : handlerFrom(owner, at.people);
  const date = dueDate === undefined ? undefined : dueFrom(dueDate, at.today);
  return {
    set: { ...(member && { owner: member._id }), ...(date && { dueDate: date }) },
    note: [member?.name, date].filter(Boolean).join(' · '),
  };
}
