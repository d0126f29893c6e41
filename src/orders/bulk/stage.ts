import { creditFrom, noCredit } from '../../customers/credit.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { given } from '../../given.ts';
import { may, mayRead } from '../../members/ability.ts';
import type { Actor } from '../../members/actor.ts';
import { personOf } from '../../members/member.ts';
import type { Product } from '../../products/product.ts';
import { following, shelfMove } from '../../stock/follow.ts';
import type { Movement } from '../../stock/held.ts';
import { shelfAfter } from '../../stock/shelf.ts';
import { checkMove } from '../check.ts';
import { circumstancesIn, type MoveWorld } from '../circumstances.ts';
import { wholeRate } from '../currency.ts';
import type { MoveInput } from '../deeds/deed.ts';
import { deeds } from '../deeds/index.ts';
import { checkFields, type DraftInput } from '../draft-input.ts';
import { enteredFields, newDraft } from '../new-draft.ts';
import { pricerOf } from '../offers.ts';
import type { Order } from '../order.ts';
import { owing } from '../stages.ts';
import { lapsed, type Written, written } from '../written.ts';
import type { BulkFacts } from './facts.ts';

/** An order that was made and submitted, not yet stored: as a draft, as it is then, and what it moves in stock. */
export type Staged = {
  actor: Actor;
  draft: Order;
  order: Order;
  /** What its submission writes to the draft. */
  stored: Written;
  movements: Movement[];
  /** It is the first approved order of its customer. */
  isFirst: boolean;
};

/** The numbers that an order gets. */
type Numbers = { draftNo: string; number: string };

function customerOf({ customers }: BulkFacts, actor: Actor, id: string): Customer {
  const customer = customers.get(id);
  if (!customer || !mayRead(personOf(actor.member), 'Customer', customer))
    throw new DeskError('error.customer_not_found', { text: id, nearest: '' }, { field: 'customer' });
  return customer;
}

function worldOf(facts: BulkFacts, order: Order, customer: Customer): MoveWorld {
  const { members, settings, today, offers } = facts;
  const skus = new Set(order.lines.map((l) => l.sku));
  const credit = facts.credit.get(customer._id);
  return {
    members,
    settings,
    products: new Map([...skus].flatMap((sku) => (offers.has(sku) ? [[sku, offers.get(sku) as Product]] : []))),
    money: credit
      ? { ...creditFrom(credit, { base: settings.currency, today }), limit: customer.creditLimit }
      : noCredit,
    isNewCustomer: customer.firstApprovedAt === undefined,
    today,
  };
}

/** What the orders behind it find changed: stock, the customer's credit, and that it has an approved order. */
function remember(facts: BulkFacts, customer: Customer, order: Order, movements: readonly Movement[]): void {
  const moved = new Map(movements.map((m) => [m.product, m]));
  for (const [sku, product] of facts.offers) {
    const movement = moved.get(product._id);
    if (movement) facts.offers.set(sku, { ...product, ...shelfAfter(product, shelfMove(movement)) });
  }
  if (order.approvedAt && customer.firstApprovedAt === undefined)
    facts.customers.set(customer._id, { ...customer, firstApprovedAt: order.orderDate });
  const credit = facts.credit.get(customer._id);
  if (credit && owing.includes(order.state))
    facts.credit.set(customer._id, { ...credit, orders: [...credit.orders, order] });
}

/** Makes a draft by the rules of a form, in memory. Throws what a form would be refused with. */
export function stageDraft(actor: Actor, input: DraftInput, facts: BulkFacts, draftNo: string): Order {
  checkFields(input);
  const { settings, offers, today } = facts;
  const customer = customerOf(facts, actor, input.customer);
  const priceOf = pricerOf(facts.prices, { customer, date: today, rate: wholeRate });
  const fields = enteredFields(input, { settings, customer, offers, priceOf });
  const stamps = { createdAt: actor.now, updatedAt: actor.now };
  return given(newDraft(actor, fields, { customer, draftNo }), { revision: 0, ...stamps });
}

/** A submission: whose order it is, what was added to it, and the number that it gets. */
type Submission = { draft: Order; customer: Customer; input: MoveInput; number: string };

/** Submits a draft by the rules of a form, in memory. Throws what it would be refused with, and the facts are as they were. */
export function stageSubmit(actor: Actor, { draft, customer, input, number }: Submission, facts: BulkFacts): Staged {
  const { settings, members } = facts;
  checkMove(actor, draft, 'submit', input, { members, settings });
  const world = worldOf(facts, draft, customer);
  const at = circumstancesIn(actor, draft, { action: 'submit', input, settings, members, world });
  const wanted = { ...lapsed(draft, deeds.submit(draft, at), actor), for: at.standsFor };
  const shelves = new Map([...world.products.values()].map((product) => [product._id, product]));
  const { change, movements } = following(draft, wanted, shelves, actor.now);
  const { fields: set, entries } = written(actor, draft, 'submit', change, number);
  const timeline = [...draft.timeline, ...entries];
  const order = given(draft, set, { timeline, revision: draft.revision + 1 });
  const isFirst = order.approvedAt !== undefined && customer.firstApprovedAt === undefined;
  remember(facts, customer, order, movements);
  return { actor, draft, order, stored: { fields: set, entries }, movements, isFirst };
}

/**
 * Makes and submits one order by the rules of a form, in memory. Throws what a form would be refused with, and then the
 * facts are as they were.
 */
export function stage(actor: Actor, input: DraftInput, facts: BulkFacts, { draftNo, number }: Numbers): Staged {
  const person = personOf(actor.member);
  if (!may(person, 'order.create')) throw new DeskError('error.not_allowed', { who: 'admin' }, { loudness: 'warn' });
  const draft = stageDraft(actor, input, facts, draftNo);
  const customer = customerOf(facts, actor, input.customer);
  return stageSubmit(actor, { draft, customer, input: {}, number }, facts);
}
