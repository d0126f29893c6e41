import type { ApprovalStep, State } from '../orders/order.ts';

/** The kinds of record that rights are about. `PaymentOf` is an order or customer whose payments are asked for. */
export const kinds = [
  'Order',
  'Customer',
  'Product',
  'Payment',
  'PaymentOf',
  'Case',
  'Member',
  'Team',
  'Audit',
  'Settings',
  'Channel',
  'Report',
  'Token',
] as const;
export type Kind = (typeof kinds)[number];

/** Classes of fields; a field in none of them is read by whoever may read the record. */
export const fieldClasses = ['commercial', 'cost', 'contact', 'shipping', 'credit'] as const;
export type FieldClass = (typeof fieldClasses)[number];

/** An approval whose step has nobody who may decide goes to an admin, then (by a setting) to the owner. */
export type Fallback = 'admin' | 'owner';

type Step = Pick<ApprovalStep, 'role' | 'decision' | 'by'> & { readonly fallback?: Fallback };

/**
 * What a record says that rights depend on. Orders, customers and members fit as they are; whatever else a record has
 * is not looked at.
 */
export type Judged = {
  readonly owner?: string | null;
  /** Of an after-sales case: who owns its order. */
  readonly orderOwner?: string | null;
  readonly createdBy?: string | null;
  readonly team?: string | null;
  readonly number?: string | null;
  readonly state?: State;
  readonly approval?: { readonly steps: readonly Step[] } | null;
};

/** The step whose turn it is: the first that is not decided. */
export const currentStep = <S extends Pick<ApprovalStep, 'decision'>>(steps: readonly S[] = []): S | undefined =>
  steps.find((s) => s.decision === undefined || s.decision === null);
