import type { CalendarDate } from '../dates.ts';

/** A person to talk to at a customer. Contact class: masked for those who may not read it. */
export type Contact = { name?: string; phone?: string; email?: string };

/** Days from shipping to the due date where nothing is agreed. */
export const usualPaymentDays = 30;

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
  /** The id of the customer that this record became a part of: it is read, and owns nothing any more. Indexed. */
  mergedInto?: string;
  mergedAt?: Date;
  /** Until when what still comes in for it is looked for and moved to the other one; missing when all of it is there. Indexed. */
  mergingUntil?: Date;
  /** When it was last looked for. */
  mergeLookedAt?: Date;
  firstApprovedAt?: CalendarDate;
  /** Counts what was added to what is owed: whoever adds at the same time collides there. */
  creditTurn?: number;
  /** SHA-256 of the file row that it was last loaded from: the same row again changes nothing. */
  importHash?: string;
  sample?: boolean;
  createdAt: Date;
  updatedAt: Date;
};
