import type { Address } from '../chat/address.ts';
import type { CalendarDate } from '../dates.ts';
import type { MutableKind } from '../reminders/kind-names.ts';
import type { Locale } from '../text/index.ts';

/** 业务员 · 主管 · 财务 · 运营 · 管理员. A member may hold several; rights are their union. */
export const roles = ['sales', 'manager', 'finance', 'operations', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whom rights are worked out for: a member, or the audience of a shared conversation (which has no id). */
export type Person = {
  /** The member's id; undefined for an audience, which owns nothing. */
  readonly id?: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  /** The people for whom this one decides while they are away. */
  readonly standsInFor?: readonly Person[];
};

/** A member is away: open and new tasks go to the stand-in until the day after `until`. */
export type Away = { standIn: string; until: CalendarDate; since: Date };

/** An absence that begins on a later day, in the member's time zone. `noted`: when it was said. */
export type Planned = { standIn: string; from: CalendarDate; until: CalendarDate; noted: Date };

/** A person of the company. */
export type Member = {
  _id: string;
  name: string;
  locale: Locale;
  /** IANA time zone, e.g. `Asia/Shanghai`. */
  timezone: string;
  roles: Role[];
  /** Team ids; a member may be in several. */
  teams: string[];
  /** One identity per chat. */
  identities: Address[];
  email?: string;
  /** False after the person was deactivated; the name stays on what was done. */
  active: boolean;
  /** Hour of the day (0–23) of the digest, in the member's time zone. */
  digestHour: number;
  /** Working hours, start and end hour (0–24). */
  workHours: { start: number; end: number };
  /** Weekdays worked, ISO (1 = Monday); the company's when missing. */
  workDays?: number[] | null;
  /** The country whose public holidays are days off, empty for none; the company's when missing. */
  holidays?: string | null;
  /** Hours in which nothing is sent to the member unasked; they may go over midnight. Null or missing: none. */
  quietHours?: { start: number; end: number } | null;
  /** False where what comes up in the day waits for the next digest. */
  remindAtOnce?: boolean;
  /** Kinds of reminders that the member wants none of. */
  withoutReminders?: MutableKind[];
  /** The largest discount, in basis points, that the member may give without approval; the settings' when missing. */
  discountAuthority?: number;
  away?: Away;
  /** The next absence. */
  planned?: Planned;
  /** Worked out when members are read: for whom the member stands in. */
  standsInFor?: readonly Person[];
  /** Marks sample data, which goes by one command. */
  sample?: boolean;
  createdAt: Date;
};

/** A team of the company. */
export type Team = {
  _id: string;
  name: string;
  /** IANA time zone of the team's recap; the organisation's when missing. */
  timezone?: string;
  sample?: boolean;
};

/** What rights look at in a member. */
export type Standing = Pick<Member, '_id' | 'active' | 'roles' | 'teams' | 'away' | 'standsInFor'>;

/** A member as rights see it; one who was deactivated has none. */
export const personOf = (member: Standing): Person => ({
  id: member._id,
  roles: member.active ? member.roles : [],
  teams: member.teams,
  ...(member.active && member.standsInFor?.length ? { standsInFor: member.standsInFor } : {}),
});

/** Whether somebody is of operations, active or not. */
export const isOperations = ({ roles }: Pick<Member, 'roles'>): boolean => roles.includes('operations');
