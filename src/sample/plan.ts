import type { CalendarDate } from '../dates.ts';
import type { MoveInput } from '../orders/deeds/deed.ts';
import type { LineInput } from '../orders/lines.ts';
import type { Action } from '../orders/moves.ts';
import type { PersonKey } from './people.ts';

/** One thing that somebody does to an order, at a minute of a working day (its place in the calendar). */
export type Step = {
  day: number;
  minute: number;
  /** `approver` is whoever may decide then; without an open decision the step is passed over. */
  by: PersonKey | 'approver';
} & (
  | { action: Action; input?: MoveInput }
  | { action: 'pay' /** Share of what is owed then. */; share: number; reference: string }
);

/** The life of one sample order: what was ordered, and the steps in the order of time. */
export type Plan = {
  /** Unique and lasting: ids and keys are made of it. */
  key: string;
  /** Customer code. */
  customer: string;
  owner: PersonKey;
  /** When the draft was made. */
  day: number;
  minute: number;
  lines: readonly LineInput[];
  requestedDate?: CalendarDate;
  poNo?: string;
  notes?: string;
  steps: readonly Step[];
};
