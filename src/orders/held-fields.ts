import { hourMs } from '../dates.ts';

/** The end of a reservation of so many hours. */
export const reservedUntil = (now: Date, hours: number): Date => new Date(now.getTime() + hours * hourMs);

/** What an order keeps of its goods beside its lines: until when it holds them, what it waits for, what was split off. */
export type HeldFields = {
  /** Until when a pending order keeps what it holds. Indexed. */
  reservedUntil?: Date;
  /** Since when a pending order holds nothing any more, for want of a decision. */
  lapsedAt?: Date;
  /** Products of which it holds something. Indexed. */
  holdsOf?: string[];
  /** Products of which it holds less than it still has to send. Indexed. */
  waitsFor?: string[];
  /** Its place among those that wait: the submission, or when it asked for more. */
  waitsSince?: Date;
  /** When its owner answered what becomes of what is missing, since this submission: nothing is asked about that any more. */
  shortageSaid?: Date;
  /** The order that it was split from. */
  splitFrom?: {
    order: string;
    name: string;
    /** The customer had no approved order then: the part is reviewed as the whole would have been. */
    newCustomer?: boolean;
  };
  /** What the other parts of an order that was split came to, minor units of the base currency. Commercial class. */
  splitTotal?: number;
};
