import { DeskError, FieldErrors } from '../../errors.ts';
import { lookedAt } from '../../looked-at.ts';
import { classify, priorityOf } from '../classes.ts';
import { contentHash } from '../content.ts';
import { rateOf, toBase } from '../currency.ts';
import { reservedUntil } from '../held-fields.ts';
import { atLine } from '../lines.ts';
import { type Order, orderName } from '../order.ts';
import type { Circumstances, Deed } from './deed.ts';

function checkComplete(order: Order, today: string): void {
  if (order.lines.length === 0) throw new DeskError('error.no_lines', {}, { field: 'lines' });
  for (const date of [order.requestedDate, order.promisedDate])
    if (date && date < today) throw new DeskError('error.date_past', { date, today }, { field: 'requestedDate' });
}

/**
 * A draft may have waited until a product of it was not sold any more: it is refused as the form would refuse it. One that
 * is gone altogether holds nothing, and the order goes on.
 */
function checkOnSale(order: Order, { products }: Circumstances): void {
  const gone = order.lines.flatMap(({ sku }, n) =>
    products.get(sku)?.active === false ? [atLine('error.line_sku', n, 'sku', { sku })] : [],
  );
  if (gone.length > 0) throw new FieldErrors([...gone, new DeskError('error.mend_draft', { order: orderName(order) })]);
}

/** The rate is frozen here, and the classes follow the amount in the base currency. */
export function valued(order: Order, { settings, today, hasEarlierApproved }: Circumstances): Partial<Order> {
  const rate = rateOf(order.currency, settings);
  const baseTotal = toBase(order.total, order.currency, rate, settings.currency);
  const orderDate = order.orderDate ?? today;
  const classes = classify(
    { baseTotal, orderDate: today, requestedDate: order.requestedDate, hasEarlierApproved },
    settings,
  );
  return { rate, baseTotal, orderDate, classes, priority: priorityOf(classes, order.customerSnapshot.tier, settings) };
}

/** Sends a draft to approval; what it orders must be on sale. */
export const submit: Deed = (order, at) => {
  checkOnSale(order, at);
  return filed(order, at);
};

/** What is filed: without a step it is approved at once. The promised date is the wish unless it was set. */
export const filed: Deed = (order, at) => {
  checkComplete(order, at.today);
  const promisedDate = order.promisedDate ?? order.requestedDate;
  const steps = at.stepsFor(order);
  const direct = steps.length === 0;
  return {
    state: direct ? 'approved' : 'pending',
    doubles: at.input.doubles,
    set: {
      ...valued(order, at),
      promisedDate,
      submittedAt: order.submittedAt ?? at.actor.now,
      submittedOwner: order.submittedOwner ?? order.owner,
      submittedTeam: order.submittedTeam ?? order.team,
      reservedUntil: direct ? undefined : reservedUntil(at.actor.now, at.settings.reservationHours),
      lapsedAt: undefined,
      shortageSaid: undefined,
      approvedAt: direct ? at.actor.now : undefined,
      // What is submitted here is no history any more, wherever the draft came from.
      imported: undefined,
      decidedTotal: undefined,
      toleratedMove: undefined,
      ...(direct && { lastSubmitted: undefined }),
      approval: {
        steps,
        contentHash: contentHash(lookedAt(order, { promisedDate })),
        submittedAt: at.actor.now,
        submittedBy: at.actor.member._id,
        stepStartedAt: at.actor.now,
      },
    },
  };
};
