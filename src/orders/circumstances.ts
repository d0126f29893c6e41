import type { ClientSession, Connection } from 'mongoose';
import { seatOf, standsFor } from '../approvals/eligible.ts';
import { noCredit } from '../customers/credit.ts';
import { takeCreditTurn } from '../customers/credit-turn.ts';
import type { Customer } from '../customers/customer.ts';
import { keptCustomer } from '../customers/kept.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { manages } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import type { MoneyFacts } from '../risks/facts.ts';
import { excessOf } from '../risks/kinds/credit.ts';
import { readMoney } from '../risks/read-money.ts';
import { withSupply } from '../risks/read-products.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf } from './currency.ts';
import type { Circumstances, MoveInput } from './deeds/deed.ts';
import { type Action, isApprovers } from './moves.ts';
import { offersOf, pricerFor } from './offers.ts';
import type { Order } from './order.ts';
import { noApprover } from './refusal.ts';
import { atRate, looksAtRisks, type RuleWorld, stepsOf } from './steps.ts';

/** What the rules look at, with the products as deeds need them. */
export type MoveWorld = Omit<RuleWorld, 'products'> & Pick<Circumstances, 'products' | 'priceOf'>;

/** Moves after which the rules are asked who must decide, or that put what was decided in force. */
const asksRules: readonly Action[] = ['submit', 'change', 'approve', 'shortage'];

/** Moves that are stopped, or made, by what the customer owes. */
const asksCredit: readonly Action[] = ['ship', 'approve_once'];

/** The SKUs of an order and of what is to become of it. */
const skusOf = (order: Order, { change }: MoveInput): string[] =>
  [...order.lines, ...(order.change?.content.lines ?? []), ...(change?.lines ?? [])].map((l) => l.sku);

/**
 * What is decided about, waits for its goods or is split was valued before; what is submitted or changed is valued at today's
 * rate.
 */
function rateFor(order: Order, action: Action, { shortage }: MoveInput, rules: Settings): number {
  const isValued = action === 'approve' || (action === 'shortage' && shortage !== 'date');
  return isValued ? order.rate : rateOf(order.currency, rules);
}

/** A move, and the rules and the people that it is made by. */
type Made = { action: Action; input: MoveInput; settings: Settings; members: readonly Member[] };

/** How the customer's money is read. */
type Reading = { rules: Settings; today: CalendarDate; session: ClientSession };

/** Whether something asks what a customer owes: a limit, or a rule about risks. */
const asksMoney = (customer: Customer | undefined, rules: Settings): boolean =>
  customer?.creditLimit !== undefined || looksAtRisks(rules);

/** Reads what the deeds look at, so that they are pure. */
export function createCircumstances(connection: Connection) {
  /** What the customer owes besides an order that may add to it, where something asks: a limit, or a rule about risks. */
  async function addingTo(customer: Customer | undefined, order: Order, { rules, today, session }: Reading) {
    if (!asksMoney(customer, rules)) return noCredit;
    if (customer?.creditLimit !== undefined) await takeCreditTurn(connection, [customer._id], session);
    return (await readMoney(connection, order, { base: rules.currency, today, session })).money;
  }

  /** What the customer owes besides an order whose goods are to leave, or that finance lets go: as far as something asks. */
  async function limitedMoney(order: Order, { rules, today, session }: Reading) {
    const customer = await keptCustomer(connection, order.customer, session);
    if (!asksMoney(customer, rules)) return noCredit;
    return (await readMoney(connection, order, { base: rules.currency, today, session })).money;
  }

  async function worldOf(
    { order, action, input }: { order: Order; action: Action; input: MoveInput },
    rules: Settings,
    { all, now, session }: { all: readonly Member[]; now: Date; session: ClientSession },
  ): Promise<MoveWorld> {
    const customer = await keptCustomer(connection, order.customer, session);
    const rate = rateFor(order, action, input, rules);
    const today = dateAt(now, rules.timezone);
    const offers = await offersOf(connection, skusOf(order, input), rate, session);
    const products = looksAtRisks(rules) ? await withSupply(connection, offers, today, session) : offers;
    const buying = { customer: customer ?? { _id: order.customer }, date: today, rate };
    const isPriced = input.change?.lines !== undefined;
    return {
      members: all,
      settings: rules,
      products,
      priceOf: isPriced ? await pricerFor(connection, products.values(), buying, session) : undefined,
      money: await addingTo(customer ?? undefined, order, { rules, today, session }),
      isNewCustomer: customer?.firstApprovedAt === undefined,
      today,
    };
  }

  return async function circumstances(
    actor: Actor,
    order: Order,
    { action, input, settings: rules, members: all }: Made,
    session: ClientSession,
  ): Promise<Circumstances> {
    const world = asksRules.includes(action)
      ? await worldOf({ order, action, input }, rules, { all, now: actor.now, session })
      : undefined;
    const today = dateAt(actor.now, rules.timezone);
    const money = asksCredit.includes(action) ? await limitedMoney(order, { rules, today, session }) : world?.money;
    return circumstancesIn(actor, order, { action, input, settings: rules, members: all, world, money });
  };
}

const nothing = { products: new Map(), isNewCustomer: true };

/** What was read for a move: of the world only where its rules are asked, of money only where something looks at it. */
type Around = Pick<Circumstances, 'input' | 'settings' | 'members'> & {
  action: Action;
  world?: MoveWorld;
  money?: MoneyFacts;
};

/** What a deed looks at, from what was read. */
export function circumstancesIn(
  actor: Actor,
  order: Order,
  { action, input, settings, members, world, money = world?.money ?? noCredit }: Around,
): Circumstances {
  const person = personOf(actor.member);
  return {
    actor,
    input,
    settings,
    today: dateAt(actor.now, settings.timezone),
    members,
    products: (world ?? nothing).products,
    priceOf: world?.priceOf,
    money,
    excess: (wanted) => excessOf(atRate(wanted, settings), money, settings.currency),
    stepsFor(wanted) {
      if (!world) return [];
      const { steps, stuck } = stepsOf(wanted, world);
      if (stuck.length > 0) throw noApprover(wanted, stuck);
      return steps;
    },
    seat: seatOf(order, person),
    standsFor: isApprovers(action) ? standsFor(order, person)?.id : undefined,
    hasEarlierApproved: !(world ?? nothing).isNewCustomer,
    isManager: manages(person, order),
  };
}
