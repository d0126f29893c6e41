import { readFilter } from '../../members/ability.ts';
import { weightFor } from '../../risks/list.ts';
import { rowOf } from '../../rollups/row.ts';
import { narrow } from '../narrow.ts';
import type { Question } from '../question.ts';
import { matchersOf, needsLines, projectionOf, streamOrders } from '../rows.ts';

/** Open orders at risk: how many, and the worst of them by number and customer. */
export type AtRisk = { count: number; worst: { number: string; customer: string }[] };

/** How many are named. */
const named = 3;
/** More are not counted: a company with so many knows. */
const most = 1_000;

/** The orders at risk that the person may read and the request asks for, whenever they were ordered, the worst first. */
export async function atRisk({ connection, person, request }: Question): Promise<AtRisk> {
  const weight = weightFor(person);
  const filter = { $and: [{ [weight]: { $gt: 0 } }, readFilter(person, 'Order')].filter(hasKeys) };
  const projection = projectionOf(false, { lines: needsLines(request), review: false });
  const matchers = matchersOf(request);
  const options = { money: false, currentOwner: true };
  const found: AtRisk = { count: 0, worst: [] };
  for await (const order of streamOrders(connection, filter, projection, { [weight]: -1, _id: -1 })) {
    const row = narrow(rowOf(order, options), matchers);
    if (!row) continue;
    found.count += 1;
    if (found.worst.length < named) found.worst.push({ number: row.number, customer: row.customer.name });
    if (found.count === most) break;
  }
  return found;
}

const hasKeys = (condition: object): boolean => Object.keys(condition).length > 0;
