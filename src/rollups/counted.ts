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

/** A projection. */
type Fields = Readonly<Record<string, 1>>;

/** What is read of every order that is counted, of its review, of its lines, and of its amounts. */
export const rowFields: Fields = {
  ...{ draftNo: 1, number: 1, orderDate: 1, state: 1, owner: 1, team: 1, submittedOwner: 1, submittedTeam: 1 },
  ...{ currency: 1, 'customerSnapshot.code': 1, 'customerSnapshot.name': 1, 'customerSnapshot.region': 1 },
  ...{ classes: 1, promisedDate: 1, shippedAt: 1, deliveredAt: 1, imported: 1 },
};
export const reviewFields: Fields = {
  ...{ submittedAt: 1, approvedAt: 1, 'approval.steps.decision': 1, 'approval.steps.at': 1 },
  ...{ 'approval.submittedAt': 1, 'approval.stepStartedAt': 1 },
};
export const lineFields: Fields = { 'lines.sku': 1, 'lines.name': 1, 'lines.category': 1, 'lines.quantity': 1 };
export const moneyFields: Fields = { baseTotal: 1, 'lines.amount': 1 };

/** What is read of an order to count all of it. */
export const countedFields: Fields = { ...rowFields, ...reviewFields, ...lineFields, ...moneyFields };

/** No figure depends on what an order is called. */
const names: readonly string[] = ['draftNo', 'number'];

/** Fields of an order on which figures depend: whoever writes one of them notes the change. */
export const figureFields: ReadonlySet<string> = new Set(
  Object.keys(countedFields)
    .map((path) => path.split('.')[0]!)
    .filter((field) => !names.includes(field)),
);
