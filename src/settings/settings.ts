import { z } from 'zod';
import { roles } from '../members/member.ts';

/** A shared conversation that an admin connected: its audience decides what is shown there. */
export const channelSchema = z.object({
  address: z.string(),
  purpose: z.enum(['orders', 'approvals', 'recap']),
  role: z.enum(roles),
  teams: z.array(z.string()).default([]),
});
export type Channel = z.infer<typeof channelSchema>;

/** From which amount on a rule holds: where a size begins, or minor units of the base currency. */
const thresholdSchema = z.union([z.enum(['medium', 'large']), z.number().int().positive()]);
export type Threshold = z.infer<typeof thresholdSchema>;

/** Who is asked in a step: roles and people; any one of them decides, or all of them must agree. */
const ruleStepSchema = z.object({
  seats: z
    .array(z.union([z.object({ role: z.enum(roles) }), z.object({ person: z.string().min(1) })]))
    .min(1)
    .max(5),
  need: z.enum(['any', 'all']).default('any'),
});

/** When a rule asks for a review, and whom, in order. */
export const approvalRuleSchema = z.object({
  on: z.enum(['amount', 'discount', 'floor', 'credit', 'new_customer', 'risk']),
  /** It holds from this amount on; without one, whatever the amount. */
  from: thresholdSchema.optional(),
  steps: z.array(ruleStepSchema).min(1).max(5),
});
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

const asks = (...asked: (typeof roles)[number][]): ApprovalRule['steps'] =>
  asked.map((role) => ({ seats: [{ role }], need: 'any' }));

/** Medium → manager; large → manager, then admin; discount or floor → manager; credit → finance as an added step. */
export const defaultApprovalRules: ApprovalRule[] = [
  { on: 'amount', from: 'medium', steps: asks('manager') },
  { on: 'amount', from: 'large', steps: asks('manager', 'admin') },
  { on: 'discount', steps: asks('manager') },
  { on: 'floor', steps: asks('manager') },
  { on: 'credit', steps: asks('finance') },
];

/** Hours that a pending order keeps what it holds, unless an admin chooses otherwise. */
export const defaultReservationHours = 48;

/**
 * Business rules, kept in the database and changed in chat by an admin. Amounts are minor units of the base currency,
 * discounts basis points.
 */
export const settingsSchema = z.object({
  company: z.string().default('My company'),
  currency: z.string().length(3),
  timezone: z.string(),
  locale: z.enum(['en', 'zh']),
  /** From this base total on an order is large / medium. */
  sizeLarge: z.number().int().default(100_000_00),
  sizeMedium: z.number().int().default(10_000_00),
  /** Days to the requested date up to which an order is urgent / short. */
  urgentDays: z.number().int().default(3),
  shortDays: z.number().int().default(14),
  /** Weights of the priority score. */
  priorityWeights: z
    .object({ urgency: z.number(), size: z.number(), tier: z.number() })
    .default({ urgency: 100, size: 10, tier: 1 }),
  /** Tier words from most to least important. */
  tiers: z.array(z.string()).default(['A', 'B', 'C']),
  /** Base currency units per unit of another currency, in millionths. */
  rates: z.record(z.string(), z.number().int().positive()).default({}),
  /** Discount, basis points, that a salesperson may give where the member has no own authority. */
  discountAuthority: z.number().int().default(10_00),
  /** When an order needs a review, and whose. */
  approvalRules: z.array(approvalRuleSchema).max(30).default(defaultApprovalRules),
  /** Basis points by which the amount may move in a change order without a new approval. */
  changeTolerance: z.number().int().default(200),
  /** Days that finance's word for an order over the limit is good for, where nobody says another date. */
  approveOnceDays: z.number().int().min(1).max(365).default(14),
  /** Goods for a customer who is over the limit do not leave without finance's word. */
  creditStopsShipping: z.boolean().default(true),
  /** Hours of the review SLA. */
  reviewSlaHours: z.number().int().default(24),
  /** Hours from the submission after which an undecided order gives back what it holds. */
  reservationHours: z.number().int().default(defaultReservationHours),
  /** The only owner may approve, marked on the audit trail. */
  singlePersonCompany: z.boolean().default(false),
  /** Where an order goes is asked before a person files it, where nobody knows it. */
  asksAddress: z.boolean().default(true),
  /** Weekdays worked, ISO (1 = Monday). */
  workDays: z.array(z.number().int().min(1).max(7)).default([1, 2, 3, 4, 5]),
  /** The country whose public holidays are days off, by ISO code; empty for none. */
  holidays: z.string().default(''),
  /** Dates on which nobody of the company works. */
  daysOff: z.array(z.string()).default([]),
  /** Dates that are worked, though they fall on a weekend or a holiday. */
  makeUpDays: z.array(z.string()).default([]),
  /** Mail domains of the company: whoever has such an address in a chat may be linked to the member who has it, too. */
  mailDomains: z.array(z.string()).default([]),
  /** Further Slack workspaces of the company, which may install the desk. */
  slackWorkspaces: z.array(z.string()).default([]),
  channels: z.array(channelSchema).default([]),
  /** Days without an event after which an open order's owner is asked to follow up. */
  silentDays: z.number().int().default(7),
  /** How often what is late is told again, while nobody says that it is done, before it goes to the manager. */
  reminderRepeats: z.number().int().default(2),
  /** Calendar days until an after-sales case is due, where nobody says another date. */
  caseDays: z.number().int().default(7),
  /** Share of purchases that come on time under which a supplier is a supply risk, basis points. */
  supplierOnTime: z.number().int().default(90_00),
  /** Move of cost or reference price since an order was priced that is a market risk, basis points. */
  marketMove: z.number().int().default(5_00),
});
export type Settings = z.infer<typeof settingsSchema>;
