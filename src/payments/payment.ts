import type { CalendarDate } from '../dates.ts';

/** Money received. It may name an order, or only the customer. */
export type Payment = {
  _id: string;
  customer: string;
  order?: string;
  /** Minor units of `currency`; negative for a reversal. */
  amount: number;
  currency: string;
  paidAt: CalendarDate;
  reference?: string;
  /** Unique: the deed's key, the reference of a file, or file hash + row. */
  key: string;
  recordedBy?: string;
  imported?: boolean;
  sample?: boolean;
  createdAt: Date;
};
