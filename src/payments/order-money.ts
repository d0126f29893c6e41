import type { CalendarDate } from '../dates.ts';

/** What happens to the money of an order, as it stands on timelines. */
export type MoneyAction = 'pay' | 'pay_reversed' | 'credit_applied' | 'credit_freed';

/** What an order keeps of money that came in. */
export type OrderMoney = {
  /** What payments that name it, and the parts of others that went to it, come to; minor units of `currency`. Commercial class. */
  paid: number;
  /** Taken off what is owed for goods that came back, minor units of `currency`. Commercial class. Missing on older orders. */
  credited?: number;
  /** The day on which nothing of it was owed any more; gone while something is. Indexed. */
  settledAt?: CalendarDate;
};
