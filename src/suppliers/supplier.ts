import type { CalendarDate } from '../dates.ts';

/** A person to talk to at a supplier. Phone and e-mail are of the contact class. */
export type SupplierContact = { name?: string; phone?: string; email?: string };

/** How punctual a supplier was in the last 365 days, as it was worked out on a day. */
export type Punctuality = {
  /** Purchases that were due or received, and those of them that came in full by the first promised date. */
  counted: number;
  onTime: number;
  /** The median of the days from ordering to having everything; missing where nothing was received. */
  leadDays?: number;
  /** The day on which it was worked out. Indexed: it is worked out anew once a day. */
  asOf: CalendarDate;
};

/** A company that something is bought from. */
export type Supplier = {
  _id: string;
  /** Unique, upper case. */
  code: string;
  name: string;
  contacts: SupplierContact[];
  /** Days from ordering to having the goods, as the supplier says. */
  leadTimeDays?: number;
  /** The share of purchases that the supplier agreed to bring on time, basis points. */
  agreedRate?: number;
  notes?: string;
  /** Whether something can be ordered from it; one that is not active stays readable. */
  active: boolean;
  /** Missing until the first purchase. */
  onTime?: Punctuality;
  /** Lower-case words that find it: code, name parts, pinyin, initials. Indexed. */
  search: string[];
  /** SHA-256 of the file row that it was last loaded from: the same row again changes nothing. */
  importHash?: string;
  sample?: boolean;
  createdAt: Date;
  updatedAt: Date;
};
