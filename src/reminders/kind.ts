import type { Case } from '../aftersales/case.ts';
import type { Customer } from '../customers/customer.ts';
import type { FollowUp } from '../customers/follow-up.ts';
import { type CalendarDate, isCalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';
import type { PriceEntry } from '../prices/entry.ts';
import type { Product } from '../products/product.ts';
import type { KindName } from './kind-names.ts';

/** What kinds look at in an order. */
export type OrderFacts = Pick<
  Order,
  | '_id'
  | 'state'
  | 'owner'
  | 'promisedDate'
  | 'dueDate'
  | 'total'
  | 'paid'
  | 'credited'
  | 'imported'
  | 'milestones'
  | 'reservedUntil'
>;
type CaseFacts = Pick<Case, '_id' | 'order' | 'state' | 'dueDate' | 'owner'>;
type FollowUpFacts = {
  followUp: FollowUp;
  order?: Pick<Order, '_id' | 'state' | 'owner' | 'timeline' | 'completedAt'>;
};
type PriceFacts = { price: Pick<PriceEntry, '_id' | 'validTo' | 'endedAt'>; customer: Pick<Customer, 'owner'> };

/** What is looked at, by what a kind is about. */
export type Subjects = { order: OrderFacts; case: CaseFacts; follow_up: FollowUpFacts; price: PriceFacts };

type None = { order?: undefined; case?: undefined; followUp?: undefined; price?: undefined };
/** The facts of one subject, whichever it is. */
export type AboutFacts =
  | (Omit<None, 'order'> & { order: OrderFacts })
  | (Omit<None, 'case'> & { case: CaseFacts })
  | (Omit<None, 'followUp' | 'order'> & FollowUpFacts)
  | (Omit<None, 'price'> & PriceFacts);

/** What a reminder is about, with all that is shown of it. */
export type About =
  | (Omit<None, 'order'> & { order: Order })
  | (Omit<None, 'case'> & { case: Case })
  | (Omit<None, 'followUp' | 'order'> & { followUp: FollowUp; customer: Customer; order?: Order })
  | (Omit<None, 'price'> & { price: PriceEntry; customer: Customer; product: Pick<Product, 'sku' | 'name'> });

/** One date that a subject reminds of. */
export type Dated = {
  date: CalendarDate;
  /** Which of several of its kind: a milestone. */
  item?: string;
  /** What it is called. */
  name?: string;
  /** Whom it concerns; without one, whose the subject is. */
  member?: string;
};

/** The dates of a subject that lie in a span, both ends included, as a filter. */
export type Span = { $gte: CalendarDate; $lte: CalendarDate };

/** A kind of reminder: when it is told, and of which date. A new one is a file and a line in `kinds/index.ts`. */
export type Kind<S extends keyof Subjects = keyof Subjects> = {
  readonly name: KindName;
  readonly about: S;
  /** Calendar days before (−) and after (+) the date on which is reminded. */
  readonly offsets: readonly number[];
  /** Further days on which it is told where nobody said that it is done, and nobody put it off. */
  readonly again?: readonly number[];
  /**
   * Days between two repeats after the last offset, while nobody said that it is done; a repeat later it goes to the manager.
   * Without it nothing is repeated, and no manager hears of it.
   */
  readonly every?: number;
  /** The dates that it is counted from, as the subject is now; none when there is nothing to remind of (any more). */
  dates(subject: Subjects[S], zone: string): readonly Dated[];
};

/** A kind of reminder of orders. */
export type OrderKind = Kind<'order'> & {
  /** Which orders of a member can have their date in a span; each filter goes by an index. */
  find(member: string, span: Span): readonly object[];
};

/** One date, where there is one. Throws where what is stored is none. */
export function one(date: CalendarDate | undefined, more: Omit<Dated, 'date'> = {}): Dated[] {
  if (date === undefined) return [];
  if (!isCalendarDate(date)) throw new Error(`“${date}” is no date`);
  return [{ date, ...more }];
}
