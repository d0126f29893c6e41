import type { CalendarDate } from '../dates.ts';

/** What somebody noted to speak about with a customer on a day. */
export type FollowUp = {
  _id: string;
  customer: string;
  /** Whose it is: the member who is reminded of it. */
  member: string;
  on: CalendarDate;
  text: string;
  /** Who noted it. */
  by: string;
  at: Date;
  doneAt?: Date;
  doneBy?: string;
};

/** Signs of its text. */
export const longestFollowUp = 500;
/** Days ahead after which its date is taken for a slip of the keyboard. */
export const furthestFollowUp = 3_660;
