import type { Connection } from 'mongoose';
import { readFilter, sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { type RiskName, riskKinds } from './risk.ts';
import type { RiskWeights } from './weigh.ts';

/** What is asked of the list: one kind, one customer, one product by its SKU. */
export type RiskQuery = { kind?: RiskName; customer?: string; sku?: string };

export type RiskPage = { orders: Order[]; more: boolean };

/** The kinds of risk that a person reads of, whosever the order is. */
export const kindsFor = (person: Person): RiskName[] =>
  riskKinds.filter((kind) => {
    if (kind === 'credit') return sees(person, 'credit') !== 'none';
    return kind === 'supply' || sees(person, 'commercial') === 'full';
  });

const listFields = { timeline: 0, search: 0, approval: 0, shipments: 0, notes: 0, shipTo: 0 } as const;

/** What of the risks is asked for: only of those that the person reads of. */
function riskFilter(person: Person, { kind, sku }: RiskQuery): Record<string, unknown> {
  const kinds = kindsFor(person).filter((one) => !kind || one === kind);
  return { risks: { $elemMatch: { kind: { $in: kinds }, ...(sku && { about: sku }) } } };
}

/** By what the list is sorted: only by what the person may know. */
export function weightFor(person: Person): keyof RiskWeights {
  if (sees(person, 'cost') === 'full') return 'riskWeight';
  return kindsFor(person).includes('market') ? 'riskWeightSold' : 'riskWeightSupply';
}

/** The condition on orders at risk that a person may read of, and how they are sorted: the worst first by what the person may know. */
export function riskConditions(person: Person, query: RiskQuery) {
  const weight = weightFor(person);
  const parts: Record<string, unknown>[] = [
    readFilter(person, 'Order'),
    { [weight]: { $gt: 0 }, ...(query.customer && { customer: query.customer }) },
    riskFilter(person, query),
  ];
  const sort = { [weight]: -1, _id: -1 } as Record<string, 1 | -1>;
  return { filter: { $and: parts.filter((part) => Object.keys(part).length > 0) }, sort };
}

/** The orders at risk that a person may read, the worst first. */
export function createRiskList(connection: Connection) {
  /** The orders of a query, the worst first by what the person may know. */
  function asked(person: Person, query: RiskQuery) {
    const { filter, sort } = riskConditions(person, query);
    return orderModel(connection).find(filter, listFields).sort(sort);
  }

  return {
    async list(person: Person, query: RiskQuery, { skip, limit }: { skip: number; limit: number }): Promise<RiskPage> {
      const found = await asked(person, query)
        .skip(skip)
        .limit(limit + 1)
        .lean<Order[]>();
      return { orders: found.slice(0, limit), more: found.length > limit };
    },
    /** All of them, one by one, as `list` has them. */
    each: (person: Person, query: RiskQuery): AsyncIterable<Order> =>
      asked(person, query).lean<Order[]>().cursor({ batchSize: 500 }),
  };
}
