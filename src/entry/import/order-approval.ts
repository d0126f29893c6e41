import { routed } from '../../approvals/eligible.ts';
import { requiredSteps } from '../../approvals/rules.ts';
import { type Credit, creditOf, noCredit } from '../../customers/credit.ts';
import type { Customer } from '../../customers/customer.ts';
import { startOfDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
import { contentHash } from '../../orders/content.ts';
import type { ApprovalStep } from '../../orders/order.ts';
import { roleOfStep } from '../../orders/refusal.ts';
import { reviewFields } from '../../orders/review-fields.ts';
import { factsOf } from '../../orders/steps.ts';
import type { Product } from '../../products/product.ts';
import type { BuiltOrder } from './order-build.ts';
import type { ImportContext } from './types.ts';

/** What the steps of an approval depend on besides the order. */
export type Deciders = {
  products: ReadonlyMap<string, Product>;
  members: readonly Member[];
  /** What each customer owes, and may owe, in the base currency, where a rule looks at it. */
  credit: ReadonlyMap<string, Credit & { limit?: number }>;
};

/** Reads what the customers owe whose orders wait, where a rule looks at it. */
export async function creditFor(
  { connection, settings, today }: ImportContext,
  customers: readonly Customer[],
): Promise<Deciders['credit']> {
  if (!settings.approvalRules.some((rule) => rule.on === 'credit')) return new Map();
  const limited = customers.filter((c) => c.creditLimit !== undefined);
  const read = limited.map(async ({ _id, creditLimit }) => {
    const credit = await creditOf(connection, _id, { base: settings.currency, today });
    return [_id, { ...credit, limit: creditLimit }] as const;
  });
  return new Map(await Promise.all(read));
}

/**
 * An order that waits is decided in the desk like any other: by the people whom the rules would ask had its owner
 * submitted it. Its clock starts at the as-of date. Throws where nobody could decide a step.
 */
export function withApproval(context: ImportContext, order: BuiltOrder, deciders: Deciders): BuiltOrder {
  if (order.state !== 'pending') return order;
  const start = startOfDate(context.today, context.settings.timezone);
  const steps = passedOn(context, order, wantedSteps(context, order, deciders), deciders.members);
  const approval = { steps, contentHash: contentHash(order), submittedAt: start, stepStartedAt: start };
  return { ...order, approval, ...reviewFields({ ...order, approval }) };
}

/**
 * What the rules ask for, as for any other order; only risks are none of an order that was loaded. The file says that the
 * order waits: where the rules ask nobody, it waits for a manager.
 */
function wantedSteps(context: ImportContext, order: BuiltOrder, deciders: Deciders): ApprovalStep[] {
  const { settings, today } = context;
  const { products, members, credit } = deciders;
  const facts = factsOf(order, {
    members,
    settings,
    products,
    money: { ...noCredit, ...credit.get(order.customer) },
    isNewCustomer: order.classes?.customer === 'new',
    today,
  });
  const steps = requiredSteps({ ...facts, isHighRisk: false }, settings);
  return steps.length > 0 ? steps : [{ seats: [{ role: 'manager' }], need: 'any', reasons: ['amount'] }];
}

/**
 * Each step passed on as far as needed. In a desk that nobody has come to yet there is nobody to route to: the steps
 * wait for the first manager or admin.
 */
function passedOn(
  { settings }: ImportContext,
  order: BuiltOrder,
  wanted: ApprovalStep[],
  members: readonly Member[],
): ApprovalStep[] {
  if (members.every((m) => m.identities.length === 0)) return wanted;
  const { steps, stuck } = routed(order, wanted, members, settings);
  const [first] = stuck;
  if (!first) return steps;
  const values = { key: order.externalNo ?? '', role: { text: `role.${roleOfStep(first)}` } };
  throw new DeskError('error.import_no_approver', values);
}
