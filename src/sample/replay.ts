import { askedNow, seatOf } from '../approvals/eligible.ts';
import { type NewEntry, sampleSource } from '../audit/entry.ts';
import { noCredit } from '../customers/credit.ts';
import type { Customer } from '../customers/customer.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { may, mayMove } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import type { MoveMade } from '../notices/after-move.ts';
import { wholeRate } from '../orders/currency.ts';
import type { Change, MoveInput } from '../orders/deeds/deed.ts';
import { deeds } from '../orders/deeds/index.ts';
import { derivedFields } from '../orders/derived.ts';
import { searchOf } from '../orders/draft-input.ts';
import { owed } from '../orders/guards.ts';
import { priceLines, totalOf } from '../orders/lines.ts';
import { type Action, moveOf } from '../orders/moves.ts';
import { numberText } from '../orders/numbers.ts';
import { byProduct, pricerOf } from '../orders/offers.ts';
import type { ApprovalStep, Order } from '../orders/order.ts';
import { stepsOf } from '../orders/steps.ts';
import { draftTrail, moveTrail, paidTrail } from '../orders/trail.ts';
import { type Payment, referenceKey } from '../payments/payment.ts';
import type { PriceEntry } from '../prices/entry.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import type { Calendar } from './calendar.ts';
import { sampleId } from './id.ts';
import { personId } from './people.ts';
import type { Plan, Step } from './plan.ts';

/** What the past happens in. */
export type World = {
  settings: Settings;
  members: readonly Member[];
  /** By code. */
  customers: Map<string, Customer>;
  prices: readonly PriceEntry[];
  /** By SKU. */
  products: ReadonlyMap<string, Product>;
  /** The next draft and order number. */
  next: { draft: number; order: number };
};

/** What came of the plans. */
export type Replayed = {
  orders: Order[];
  payments: Payment[];
  /** The last move of each order, by order id. */
  last: Map<string, MoveMade>;
  /** The audit trail of it all. */
  trail: NewEntry[];
};

type Moment = { at: Date; date: CalendarDate; plan: Plan; place: number; step?: Step };

/**
 * Lets the past happen: every step goes through the rights, the table of moves and the deeds of the desk, in the order
 * of time, so that each order is what the services would have made of it. Nothing is read or stored. A plan that the
 * desk would refuse throws.
 */
export function replay(world: World, plans: readonly Plan[], at: Calendar['at'], end: Date): Replayed {
  const { settings, members, customers, products, next } = world;
  const prices = byProduct(world.prices);
  const orders = new Map<string, Order>();
  const payments: Payment[] = [];
  const last = new Map<string, MoveMade>();
  const trail: NewEntry[] = [];

  function record({ now, key, member }: Actor, action: Action | 'create' | 'pay', id: string, told: Partial<NewEntry>) {
    const subject = { kind: 'Order' as const, id };
    trail.push({ at: now, by: member._id, from: sampleSource, action, subject, ...told, key: `${key}:${action}` });
  }

  function actorFor({ at: now, plan, place }: Moment, member: Member): Actor {
    return { member, from: member.identities[0]!, key: `sample:${plan.key}:${place}`, now };
  }

  function person(key: Step['by'], order?: Order): Member {
    const found =
      key === 'approver' ? order && askedNow(order, members)[0] : members.find((m) => m._id === personId(key));
    if (!found) throw new Error(`the sample has nobody for ${key} at ${order?.number ?? order?.draftNo}`);
    return found;
  }

  function create(moment: Moment): void {
    const { plan, at: now } = moment;
    const actor = actorFor(moment, person(plan.owner));
    const customer = customers.get(plan.customer)!;
    const buying = { customer, date: dateAt(now, settings.timezone), rate: wholeRate };
    const lines = priceLines(plan.lines, products, settings.currency, pricerOf(prices, buying));
    const total = totalOf(lines);
    const draftNo = numberText('draft', next.draft++);
    const { code, name, tier, region } = customer;
    const { member, key } = actor;
    const order: Order = {
      _id: sampleId(`order:${plan.key}`, now),
      draftNo,
      customer: customer._id,
      customerSnapshot: { code, name, tier, region },
      owner: member._id,
      createdBy: member._id,
      team: member.teams[0],
      lines,
      currency: settings.currency,
      rate: wholeRate,
      total,
      baseTotal: total,
      paid: 0,
      requestedDate: plan.requestedDate,
      expectedDate: plan.requestedDate,
      paymentDays: customer.paymentDays,
      poNo: plan.poNo,
      notes: plan.notes,
      shipTo: customer.address,
      state: 'draft',
      priority: 0,
      shipments: [],
      openComplaints: 0,
      timeline: [{ at: now, by: member._id, action: 'create', key, to: 'draft' }],
      search: searchOf(customer, lines, [draftNo], plan.poNo),
      requestKey: key,
      sample: true,
      version: 1,
      revision: 0,
      createdAt: now,
      updatedAt: now,
    };
    orders.set(plan.key, order);
    record(actor, 'create', order._id, draftTrail(undefined, order));
  }

  /** The rules as they are; nobody of the sample is near a credit limit. */
  function stepsFor(order: Order, today: CalendarDate): ApprovalStep[] {
    const isNewCustomer = customers.get(codeOf(order))?.firstApprovedAt === undefined;
    return stepsOf(order, { members, settings, products, money: noCredit, isNewCustomer, today }).steps;
  }
  const codeOf = (order: Order) => order.customerSnapshot.code;

  /** The same questions that the desk asks before a move. */
  function check({ member }: Actor, order: Order, action: Action, input: MoveInput): void {
    const allowed = mayMove(personOf(member), action, order);
    if (!allowed || (moveOf(action).reason && !input.reason))
      throw new Error(
        `the sample asks for what the desk refuses: ${member._id} ${action} ${order.number} (${order.state})`,
      );
  }

  function applied(actor: Actor, order: Order, action: Action, change: Change): Order {
    const number = action === 'submit' && !order.number ? numberText('order', next.order++) : undefined;
    const { now, key, member } = actor;
    const note = change.note || undefined;
    return {
      ...order,
      ...change.set,
      state: change.state,
      ...derivedFields({ ...order, ...change.set, state: change.state }),
      ...(number && { number, search: [...order.search, number.toLowerCase()] }),
      timeline: [
        ...order.timeline,
        { at: now, by: member._id, action, from: order.state, to: change.state, note, goods: change.goods, key },
      ],
      revision: order.revision + 1,
      updatedAt: now,
    };
  }

  function firstApproval(code: string, before: Order, after: Order): void {
    const customer = customers.get(code)!;
    if (before.approvedAt || !after.approvedAt || customer.firstApprovedAt) return;
    customers.set(code, { ...customer, firstApprovedAt: after.orderDate });
  }

  function move(moment: Moment, order: Order, action: Action, by: Step['by'], input: MoveInput): void {
    const actor = actorFor(moment, person(by, order));
    check(actor, order, action, input);
    const { customer: code, key } = moment.plan;
    const change = deeds[action](order, {
      actor,
      input,
      settings,
      today: moment.date,
      members,
      products,
      money: noCredit,
      excess: () => 0,
      stepsFor: (wanted) => stepsFor(wanted, moment.date),
      seat: seatOf(order, personOf(actor.member)),
      hasEarlierApproved: customers.get(code)!.firstApprovedAt !== undefined,
      isManager: mayMove(personOf(actor.member), 'complete', { ...order, owner: undefined, state: 'delivered' }),
    });
    const after = applied(actor, order, action, change);
    firstApproval(code, order, after);
    orders.set(key, after);
    last.set(order._id, { before: order, after, action, actor });
    record(actor, action, order._id, moveTrail(order, after, { key: actor.key, action }));
  }

  function pay(moment: Moment, order: Order, step: Step & { action: 'pay' }): void {
    const actor = actorFor(moment, person(step.by));
    const { now, key, member } = actor;
    const amount = Math.round(owed(order) * step.share);
    if (!may(personOf(member), 'pay', order) || amount <= 0)
      throw new Error(`the sample asks for what the desk refuses: ${member._id} pay ${order.number}`);
    const { _id, customer, currency } = order;
    const { reference } = step;
    payments.push({
      _id: sampleId(`payment:${key}`, now),
      customer,
      order: _id,
      amount,
      currency,
      paidAt: moment.date,
      reference,
      key: referenceKey(customer, reference),
      recordedBy: member._id,
      sample: true,
      createdAt: now,
    });
    const entry = { at: now, by: member._id, action: 'pay' as const, amount, note: reference, key };
    const after = {
      ...order,
      paid: order.paid + amount,
      ...(owed(order) === amount && { settledAt: moment.date }),
      timeline: [...order.timeline, entry],
      revision: order.revision + 1,
      updatedAt: now,
    };
    orders.set(moment.plan.key, after);
    record(actor, 'pay', _id, paidTrail(order, after));
  }

  function happen(moment: Moment): void {
    const { plan, step } = moment;
    const order = orders.get(plan.key);
    if (!step || !order) create(moment);
    else if (step.by === 'approver' && order.state !== 'pending') return;
    else if (step.action === 'pay') pay(moment, order, step);
    else move(moment, order, step.action, step.by, step.input ?? {});
  }

  const moments = plans.flatMap((plan): Moment[] => [
    { ...at(plan.day, plan.minute), plan, place: 0 },
    ...plan.steps.map((step, i) => ({ ...at(step.day, step.minute), plan, place: i + 1, step })),
  ]);
  for (const moment of moments.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    if (moment.at <= end) happen(moment);
  return { orders: [...orders.values()], payments, last, trail };
}
