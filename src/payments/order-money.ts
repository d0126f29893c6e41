import type { CalendarDate } from '../dates.ts';

/** What happens to the money of an order, as it stands on timelines. */
export const moneyActions = ['pay', 'pay_reversed', 'pay_refunded', 'credit_applied', 'credit_freed'] as const;
export type MoneyAction = (typeof moneyActions)[number];

/** Whether a line of a timeline is about money: its note is of a payment, and for who may read payments. */
export const isMoney = (action: string): action is MoneyAction => (moneyActions as readonly string[]).includes(action);

/** What an order keeps of money that came in. */
export type OrderMoney = {
  /** What payments that name it, and the parts of others that went to it, come to; minor units of `currency`. Commercial class. */
  paid: number;
  /** Taken off what is owed for goods that came back, minor units of `currency`. Commercial class. Missing on older orders. */
  credited?: number;
  /** The day on which nothing of it was owed any more; gone while something is. Indexed. */
  settledAt?: CalendarDate;
};
