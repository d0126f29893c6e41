import { createAging } from './aging.ts';
import { createPaymentList } from './list.ts';
import { createRecording, openOf, type PaymentDeps } from './record.ts';
import { createRefunding } from './refund.ts';
import { createReversing } from './reverse.ts';
import { createStatements } from './statement.ts';

export type { CustomerPaymentInput, PaymentInput, Recorded } from './record.ts';

/** Payments: recorded, taken back, listed, by age, and as a statement. What orders are paid changes in the same transaction. */
export function createPayments(deps: PaymentDeps) {
  const { connection } = deps;
  return {
    /** What a customer owes, less its credit, in minor units of a currency. */
    openOf: (customer: string, currency: string) => openOf(connection, customer, currency),
    ...createRecording(deps),
    ...createReversing(deps),
    ...createRefunding(deps),
    ...createPaymentList(deps),
    ...createAging(deps),
    ...createStatements(deps),
  };
}
export type Payments = ReturnType<typeof createPayments>;
