import { riskConditions } from '../../risks/list.ts';
import { rowOf } from '../../rollups/row.ts';
import { narrow } from '../narrow.ts';
import type { Question } from '../question.ts';
import { matchersOf, needsLines, projectionOf, streamOrders } from '../rows.ts';

/** Open orders at risk: how many, and the worst of them by number and customer. */
export type AtRisk = { count: number; worst: { number: string; customer: string }[] };

/** How many are named. */
const named = 3;
/** More are not counted, and it is said that there are more. */
export const most = 1_000;

/** The orders at risk that the person may read and the request asks for, whenever they were ordered, the worst first. */
export async function atRisk({ connection, person, request }: Question): Promise<AtRisk> {
  const { filter, sort } = riskConditions(person, {});
  const projection = projectionOf(false, { lines: needsLines(request), review: false });
  const matchers = matchersOf(request);
  const options = { money: false, currentOwner: request.currentOwner };
  const found: AtRisk = { count: 0, worst: [] };
  for await (const order of streamOrders(connection, filter, projection, sort)) {
    const row = narrow(rowOf(order, options), matchers);
    if (!row) continue;
    found.count += 1;
    if (found.worst.length < named) found.worst.push({ number: row.number, customer: row.customer.name });
    if (found.count > most) break;
  }
  return found;
}
