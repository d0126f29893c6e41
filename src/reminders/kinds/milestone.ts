import { openMilestones } from '../../orders/goods.ts';
import { undelivered } from '../../orders/stages.ts';
import { type OrderKind, one } from '../kind.ts';

/** What production and purchasing have to do for an order, told to whoever sees to it. */
export const milestone: OrderKind = {
  name: 'milestone',
  about: 'order',
  offsets: [-1, 0, 1, 3],
  every: 3,
  find(member, { $lte }) {
    // The earliest open milestone may be long past, and a later one of the same order be due: there is no lower bound.
    const milestoneDue = { $gt: '', $lte };
    return [
      { owner: member, milestoneDue },
      { milestonesOf: member, milestoneDue },
    ];
  },
  dates: (order) =>
    undelivered.includes(order.state)
      ? openMilestones(order).flatMap(({ planned, id, name, responsible }) =>
          one(planned, { item: id, name, member: responsible }),
        )
      : [],
};
