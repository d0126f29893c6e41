import type { CalendarDate } from '../dates.ts';

/** The key of a payment that has a reference: a bank's reference is the same in capitals and without. */
export const referenceKey = (customer: string, reference: string): string =>
  `ref:${customer}:${reference.trim().toLowerCase()}`;

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
