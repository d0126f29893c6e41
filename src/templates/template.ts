import type { CalendarDate } from '../dates.ts';
import type { Judged } from '../members/kinds.ts';
import type { Recurrence } from './recurrence.ts';

/** A line of a template. */
export type TemplateLine = {
  product: string;
  sku: string;
  /** Thousandths; missing: to be filled in each time. */
  quantity?: number;
  /** Basis points. Commercial class. */
  discount?: number;
  /** 1/10,000 of the major unit of the base currency, where a price was kept; else the price of the day. Commercial class. */
  unitPrice?: number;
};

/** Whose a template is: the owner's alone, or a team's. */
export type Scope = 'own' | 'team';

/** Why a recurring template makes nothing any more: the owner has left, lost the right, or lost the customer. */
export const stopReasons = ['member', 'rights', 'customer'] as const;
export type StopReason = (typeof stopReasons)[number];

/** When a template makes drafts by itself, and how far it got. */
export type Schedule = Recurrence & {
  /** Since when it is so: what lay before is not made up for. */
  since: Date;
  /** Occurrences that were seen to: a draft was made, or none could be. The last ones only. */
  done: CalendarDate[];
  /** Occurrences that are left out. */
  skipped: CalendarDate[];
  paused?: boolean;
  stopped?: { why: StopReason; at: Date };
  /** When it is looked at next. */
  nextAt: Date;
  /** When it was looked at: later than now where the clock went back. */
  lookedAt?: Date;
};

/** An order that is filed again and again. */
export type Template = {
  _id: string;
  name: string;
  /** Lower-case words that find it: parts of the name, pinyin, initials. */
  search: string[];
  /** The member who made it, and for whom it makes drafts. */
  owner: string;
  scope: Scope;
  /** The team whose it is. */
  team?: string;
  /** Whose it is, as one word, and its name as it is searched: no two templates of one holder have the same name. */
  holder: string;
  nameKey: string;
  /** Customer id; missing: for any customer. */
  customer?: string;
  lines: TemplateLine[];
  paymentDays?: number;
  notes?: string;
  schedule?: Schedule;
  /** False once it was deleted: its name stays on the audit trail. */
  active: boolean;
  sample?: boolean;
  /** Counts the changes that people make; a form names the one that it showed. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
};

/** What rights look at in a template. */
export const judged = ({ owner, scope, team }: Pick<Template, 'owner' | 'scope' | 'team'>): Judged => ({
  owner,
  scope,
  team,
});

/** Whose a template is, as one word. */
export const holderOf = ({ owner, scope, team }: Pick<Template, 'owner' | 'scope' | 'team'>): string =>
  scope === 'team' ? `team:${team}` : `own:${owner}`;

/** Whether it makes drafts by itself, now or once it is resumed. */
export const isRunning = ({ schedule }: Pick<Template, 'schedule'>): boolean =>
  schedule !== undefined && !schedule.paused && !schedule.stopped;

/** The key of the draft of an occurrence: one draft, whoever makes it and however often. */
export const draftKey = (template: string, date: CalendarDate): string => `template:${template}:${date}`;
