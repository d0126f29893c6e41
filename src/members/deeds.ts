import type { State } from '../orders/order.ts';
import type { Kind } from './kinds.ts';
import { type Role, roles } from './member.ts';

/**
 * Who may do it to a record: its owner, the manager of its team, or a role wherever the record is; `holder` is the owner
 * whatever the role, where it is about work and not about selling.
 */
export type DeedWho = 'owner' | 'holder' | 'manager' | 'finance' | 'operations' | 'admin';

/** One row: a deed about a record (`who`), or one that needs no record (`roles`). */
export type Deed = { readonly kind: Kind } & (
  | { readonly roles: readonly Role[] }
  | { readonly who: readonly DeedWho[]; readonly states?: readonly State[]; readonly unnumbered?: true }
);

/** Roles that own orders and customers. */
export const sellers = ['sales', 'manager', 'admin'] as const;
const admin = ['admin'] as const;
const draft = ['draft'] as const;
/** States in which the customer may have goods of the order. */
const received = ['part_shipped', 'shipped', 'delivered', 'completed'] as const;

/**
 * The table of deeds: who may do what is not a move of an order (those are in `orders/moves.ts`). Admins may do what
 * managers may. A deed about a record also needs the right to read the record.
 */
export const deeds = {
  'order.create': { kind: 'Order', roles: sellers },
  'order.edit': { kind: 'Order', who: ['owner'], states: draft },
  /** Only drafts that never had a number; everything else is cancelled and stays readable. */
  'order.delete': { kind: 'Order', who: ['owner'], states: draft, unnumbered: true },
  'order.assign': { kind: 'Order', who: ['manager'] },
  'order.import': { kind: 'Order', roles: sellers },
  /** An after-sales case about an order of which goods were delivered. */
  'case.open': { kind: 'Order', who: ['owner', 'manager', 'finance', 'operations'], states: received },
  /** Hand a case to somebody else, and move its due date. */
  'case.edit': { kind: 'Case', who: ['holder', 'manager'] },
  /** Goods that came back are taken in: to stock or to scrap. */
  'case.receive': { kind: 'Case', who: ['holder', 'manager', 'operations'] },
  'case.close': { kind: 'Case', who: ['holder', 'manager'] },
  /** What the customer says of an order of which goods may have arrived. */
  'feedback.give': { kind: 'Order', who: ['owner', 'manager', 'finance', 'operations'], states: received },
  /** What a customer says that is about no order. */
  'feedback.customer': { kind: 'Customer', who: ['owner', 'manager', 'finance', 'operations'] },
  /** Whoever wrote it down corrects it, for a day. */
  'feedback.edit': { kind: 'Feedback', who: ['holder'] },
  /** Record a payment for an order or a customer. */
  pay: { kind: 'PaymentOf', who: ['finance', 'manager'] },
  'payment.import': { kind: 'Payment', roles: ['finance', 'admin'] },
  'customer.create': { kind: 'Customer', roles: sellers },
  'customer.edit': { kind: 'Customer', who: ['owner', 'manager'] },
  /** Credit limit and payment terms: not the salesperson who sells on them. */
  'customer.credit': { kind: 'Customer', who: ['finance', 'manager'] },
  'customer.assign': { kind: 'Customer', who: ['manager'] },
  /** Two records of one customer become one. */
  'customer.merge': { kind: 'Customer', who: ['manager'] },
  /** Note when to speak with the customer next, and tick it off. */
  'customer.follow': { kind: 'Customer', who: ['owner', 'manager', 'finance'] },
  'customer.import': { kind: 'Customer', roles: ['manager', 'admin'] },
  'product.edit': { kind: 'Product', roles: ['operations', 'admin'] },
  /** List price, floor price and cost. */
  'product.price': { kind: 'Product', roles: ['manager', 'finance', 'admin'] },
  /** Prices for a customer, a tier, a quantity or some days; the list price is `product.price`. */
  'price.set': { kind: 'Price', roles: ['manager', 'finance', 'admin'] },
  'product.import': { kind: 'Product', roles: ['operations', 'admin'] },
  /** Suppliers, and whom a product is bought from. */
  'supplier.edit': { kind: 'Supplier', roles: ['operations', 'admin'] },
  /** Order from a supplier, take in what comes, move its date and cancel it. */
  'purchase.edit': { kind: 'Purchase', roles: ['operations', 'admin'] },
  /** What a unit of a purchase costs. */
  'purchase.cost': { kind: 'Purchase', roles: ['manager', 'finance', 'admin'] },
  'template.create': { kind: 'Template', roles: sellers },
  /** Change, share, schedule and delete: whoever made it, of a team's also its managers. */
  'template.edit': { kind: 'Template', who: ['owner', 'manager'] },
  /** Figures and files of what the person may read: rows and fields are filtered by the same rights. */
  report: { kind: 'Report', roles },
  export: { kind: 'Report', roles },
  'member.edit': { kind: 'Member', roles: admin },
  role: { kind: 'Member', roles: admin },
  team: { kind: 'Team', roles: admin },
  settings: { kind: 'Settings', roles: admin },
  channel: { kind: 'Channel', roles: admin },
  audit: { kind: 'Audit', roles: admin },
  token: { kind: 'Token', roles: admin },
} as const satisfies Record<string, Deed>;

export type DeedName = keyof typeof deeds;
export const deedNames = Object.keys(deeds) as DeedName[];

/** The row of a deed, without its literal types. */
export const deedOf = (name: DeedName): Deed => deeds[name];
