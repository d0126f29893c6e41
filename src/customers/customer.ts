import type { CalendarDate } from '../dates.ts';

/** A person to talk to at a customer. Contact class: masked for those who may not read it. */
export type Contact = { name?: string; phone?: string; email?: string };

/** A company that buys. */
export type Customer = {
  _id: string;
  /** Unique, upper case. */
  code: string;
  name: string;
  industry?: string;
  /** Free word such as `A`, `gold`; weighs in the priority. */
  tier?: string;
  region?: string;
  /** Contact class. */
  address?: string;
  contacts: Contact[];
  /** Member id; undefined is seen by neither `sales` nor managers of a team. */
  owner?: string;
  /** Team id of the owner, for the rows that a manager sees. */
  team?: string;
  /** Minor units of the base currency; undefined = no limit set. Credit class. */
  creditLimit?: number;
  /** Days from shipping to the due date; 0 = prepaid. */
  paymentDays: number;
  /** Lower-case words that find it: code, name parts, pinyin, initials. Indexed. */
  search: string[];
  firstApprovedAt?: CalendarDate;
  /** SHA-256 of the file row that it was last loaded from: the same row again changes nothing. */
  importHash?: string;
  sample?: boolean;
  createdAt: Date;
  updatedAt: Date;
};
