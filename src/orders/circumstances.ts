import type { ClientSession, Connection } from 'mongoose';
import { seatOf, standsFor } from '../approvals/eligible.ts';
import { creditOf } from '../customers/credit.ts';
import { keptCustomer } from '../customers/kept.ts';
import { dateAt } from '../dates.ts';
import { manages } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf } from './currency.ts';
import type { Circumstances, MoveInput } from './deeds/deed.ts';
import { type Action, isApprovers } from './moves.ts';
import { offersOf, pricerFor } from './offers.ts';
import type { Order } from './order.ts';
import { noApprover } from './refusal.ts';
import { type RuleWorld, stepsOf } from './steps.ts';

/** What the rules look at, with the products as deeds need them. */
export type MoveWorld = Omit<RuleWorld, 'products'> & Pick<Circumstances, 'products' | 'priceOf'>;

/** Moves after which the rules are asked who must decide, or that put what was decided in force. */
const asksRules: readonly Action[] = ['submit', 'change', 'approve', 'shortage'];

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

/** Reads what the deeds look at, so that they are pure. */
export function createCircumstances(connection: Connection) {
  async function worldOf(
    { order, action, input }: { order: Order; action: Action; input: MoveInput },
    rules: Settings,
    { all, now, session }: { all: readonly Member[]; now: Date; session: ClientSession },
  ): Promise<MoveWorld> {
    const customer = await keptCustomer(connection, order.customer, session);
    const rate = rateFor(order, action, input, rules);
    const products = await offersOf(connection, skusOf(order, input), rate, session);
    const limit = customer?.creditLimit;
    const today = dateAt(now, rules.timezone);
    const buying = { customer: customer ?? { _id: order.customer }, date: today, rate };
    const isPriced = input.change?.lines !== undefined;
    const credit =
      limit === undefined
        ? { exposure: 0 }
        : await creditOf(connection, order.customer, { base: rules.currency, today, but: order._id, session });
    return {
      members: all,
      settings: rules,
      products,
      priceOf: isPriced ? await pricerFor(connection, products.values(), buying, session) : undefined,
      exposure: credit.exposure,
      creditLimit: limit,
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
    return circumstancesIn(actor, order, { action, input, settings: rules, members: all, world });
  };
}

const nothing = { products: new Map(), isNewCustomer: true };

/** What was read for a move: of the world only where its rules are asked. */
type Around = Pick<Circumstances, 'input' | 'settings' | 'members'> & { action: Action; world?: MoveWorld };

/** What a deed looks at, from what was read. */
export function circumstancesIn(
  actor: Actor,
  order: Order,
  { action, input, settings, members, world }: Around,
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
