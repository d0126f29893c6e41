import { routed } from '../../approvals/eligible.ts';
import { requiredSteps } from '../../approvals/rules.ts';
import { startOfDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
import { contentHash } from '../../orders/content.ts';
import type { ApprovalStep } from '../../orders/order.ts';
import { roleOfStep } from '../../orders/refusal.ts';
import { reviewFields } from '../../orders/review-fields.ts';
import type { Product } from '../../products/product.ts';
import type { BuiltOrder } from './order-build.ts';
import type { ImportContext } from './types.ts';

/** What the steps of an approval depend on besides the order. */
export type Deciders = { products: ReadonlyMap<string, Product>; members: readonly Member[] };

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

/** What the rules ask for. The file says that the order waits: where the rules ask nobody, it waits for a manager. */
function wantedSteps({ settings }: ImportContext, order: BuiltOrder, { products, members }: Deciders): ApprovalStep[] {
  const owner = members.find((m) => m._id === order.owner);
  const floors = new Map(
    [...products.values()].flatMap((p) => (p.floorPrice === undefined ? [] : [[p.sku, p.floorPrice] as const])),
  );
  const discountAuthority = owner?.discountAuthority ?? settings.discountAuthority;
  const facts = { baseTotal: order.baseTotal, lines: order.lines, discountAuthority, floors };
  const steps = requiredSteps(facts, settings);
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
  const { steps, stuck } = routed(
    { ...order, createdAt: new Date(0), updatedAt: new Date(0) },
    wanted,
    members,
    settings,
  );
  const [first] = stuck;
  if (!first) return steps;
  const values = { key: order.externalNo ?? '', role: { text: `role.${roleOfStep(first)}` } };
  throw new DeskError('error.import_no_approver', values);
}
