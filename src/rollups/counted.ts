import type { Order } from '../orders/order.ts';
import { countedStates } from '../orders/stages.ts';
import { type Part, partsOf, type Sheet, type Whose } from './part.ts';
import { type OrderFacts, type Row, rowOf } from './row.ts';

/** An order as roll-ups count it: its row at submission with all amounts, and whose it is. */
export type Counted = { row: Omit<Row, 'id' | 'number' | 'owner' | 'team'>; whose: Whose };

const states: ReadonlySet<string> = new Set(countedStates);

/** An order as roll-ups count it; undefined where it does not count. */
export function countedOf(order: OrderFacts | undefined): Counted | undefined {
  if (!order?.orderDate || !states.has(order.state)) return undefined;
  const {
    id: _,
    number: __,
    owner: soldBy,
    team: soldTeam,
    ...row
  } = rowOf(order, { money: true, currentOwner: false });
  return { row, whose: { owner: order.owner, team: order.team, soldBy, soldTeam } };
}

/** What a counted order adds to each of some sheets. */
export const countedParts = ({ row, whose }: Counted, wanted?: readonly Sheet[]): Part[] =>
  partsOf({ ...row, id: '', number: '' }, whose, wanted);

/** Fields of an order on which figures depend: whoever writes one of them notes the change. */
export const figureFields: ReadonlySet<string> = new Set<keyof Order>([
  'state',
  'owner',
  'team',
  'submittedOwner',
  'submittedTeam',
  'lines',
  'currency',
  'baseTotal',
  'customerSnapshot',
  'classes',
  'orderDate',
  'promisedDate',
  'shippedAt',
  'deliveredAt',
  'submittedAt',
  'approvedAt',
  'approval',
  'imported',
]);

/** What is read of an order to count it. */
export const countedFields = {
  ...{ draftNo: 1, number: 1, orderDate: 1, state: 1, owner: 1, team: 1, submittedOwner: 1, submittedTeam: 1 },
  ...{ currency: 1, baseTotal: 1, customerSnapshot: 1, classes: 1, imported: 1 },
  ...{ promisedDate: 1, shippedAt: 1, deliveredAt: 1, submittedAt: 1, approvedAt: 1 },
  ...{ 'approval.steps.decision': 1, 'approval.steps.at': 1, 'approval.submittedAt': 1, 'approval.stepStartedAt': 1 },
  ...{ 'lines.sku': 1, 'lines.name': 1, 'lines.category': 1, 'lines.quantity': 1, 'lines.amount': 1 },
} as const;
