import type { Connection } from 'mongoose';
import { type Case, unclosed } from '../aftersales/case.ts';
import { caseModel } from '../aftersales/model.ts';
import type { CalendarDate } from '../dates.ts';
import type { Feedback, FeedbackSums } from '../feedback/feedback.ts';
import { createFeedbackFinder } from '../feedback/find.ts';
import { readFilter, sees, withoutOthers } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { memberModel } from '../members/model.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { type PaymentHabit, paymentHabitFrom, settledLately } from '../payments/habit.ts';
import type { Recommendation, Recommendations } from '../recommendations/service.ts';
import { boughtBy, countedOf } from './bought.ts';
import { type Credit, creditFactsOf, creditFrom } from './credit.ts';
import type { Customer } from './customer.ts';
import type { FollowUp } from './follow-up.ts';
import { nextFollowUp } from './follow-ups.ts';
import { type Habits, habitsOf } from './habits.ts';
import { withMoving } from './kept.ts';
import { customerModel } from './model.ts';

/** What a customer's card shows besides the record. Orders are those that the person may read. */
export type CustomerProfile = Credit & {
  owner?: string;
  lastOrders: Order[];
  habits: Habits;
  /** The after-sales cases that are not closed, the most urgent first. */
  cases?: Pick<Case, '_id' | 'number' | 'kind' | 'dueDate'>[];
  /** What the customer says, as far as the person reads it: in figures, and the last words. */
  feedback?: FeedbackSums & { last?: Pick<Feedback, 'kind' | 'score' | 'text' | 'at'> };
  /** When somebody speaks with the customer next, and whose that is. */
  followUp?: FollowUp & { who?: string };
  /** Records that became a part of this one, by code and name. */
  also?: Pick<Customer, 'code' | 'name'>[];
  /** What the customer may need next, and why. */
  recommended: readonly Recommendation[];
  /** How the customer pays. Credit class: sales read whether it is on time. */
  payment: PaymentHabit;
};

const lastOrders = 5;
const mostCases = 5;
const mostAlso = 10;

/** What a list of orders shows. */
const listed = { timeline: 0, search: 0, approval: 0, shipments: 0, risks: 0 } as const;

type Deps = { connection: Connection; recommendations: Pick<Recommendations, 'of'> };

/** Reads what a customer's card shows, by index and in bounded parts. */
export function createCustomerProfiles({ connection, recommendations }: Deps) {
  const orders = orderModel(connection);
  const said = createFeedbackFinder(connection);

  const readable = (person: Person, customer: Customer, limit: number) =>
    orders
      .find({ $and: [{ customer: customer._id }, readFilter(withoutOthers(person), 'Order')] }, listed)
      .sort({ _id: -1 })
      .limit(limit)
      .lean<Order[]>();

  const nameOf = async (member: string | undefined): Promise<string | undefined> =>
    member ? (await memberModel(connection).findById(member, 'name').lean<{ name: string }>())?.name : undefined;

  const casesOf = (person: Person, customer: Customer): Promise<Case[]> =>
    caseModel(connection)
      .find(
        {
          $and: [{ customer: customer._id, state: { $in: unclosed } }, readFilter(withoutOthers(person), 'Case')],
        },
        { number: 1, kind: 1, dueDate: 1 },
      )
      .sort({ dueDate: 1 })
      .limit(mostCases)
      .lean<Case[]>()
      .exec();

  async function feedbackOf(person: Person, customer: Customer): Promise<CustomerProfile['feedback']> {
    const { last, ...sums } = await said.summary(person, { customer: customer._id });
    return sums.count > 0 ? { ...sums, ...(last && { last }) } : undefined;
  }

  async function followUpOf(customer: Customer): Promise<CustomerProfile['followUp']> {
    const next = await nextFollowUp(connection, customer._id);
    return next && { ...next, who: await nameOf(next.member) };
  }

  /** Most customers never took another one in: one key of a small index says so. */
  const alsoOf = (customer: Customer): Promise<Pick<Customer, 'code' | 'name'>[]> =>
    customerModel(connection)
      .find({ mergedInto: customer._id }, { code: 1, name: 1 })
      .limit(mostAlso)
      .lean<Customer[]>()
      .exec();

  /** What the customer may want next, how it buys, from the same orders. */
  async function buyingOf(person: Person, customer: Customer, today: CalendarDate) {
    const bought = await boughtBy(connection, person, customer._id);
    return { habits: habitsOf(bought), recommended: await recommendations.of(person, bought, today) };
  }

  /** What the customer owes and how it pays, from the same orders. */
  async function moneyOf(customer: Customer, about: { base: string; today: CalendarDate }) {
    const ids = await withMoving(connection, customer._id);
    const [facts, settled] = await Promise.all([
      creditFactsOf(connection, ids, about.base),
      settledLately(connection, ids, about.today),
    ]);
    return { ...creditFrom(facts, about), payment: paymentHabitFrom(settled, facts.orders, about) };
  }

  return {
    /** How the customer buys, from the orders that the person may read. */
    habits: async (person: Person, customer: Customer): Promise<Habits> =>
      habitsOf(await boughtBy(connection, person, customer._id)),
    /** Where the customer's last order went that the person may read, for a customer whose address nobody has entered. */
    async lastShipTo(person: Person, customer: Customer): Promise<string | undefined> {
      const recent = await orders
        .find(countedOf(person, customer._id), listed)
        .sort({ orderDate: -1, _id: -1 })
        .limit(lastOrders)
        .lean<Order[]>();
      return recent.find((order) => order.shipTo && sees(person, 'shipping', order) === 'full')?.shipTo;
    },
    /** All that a card of this customer shows to a person. `base`: the company's currency. */
    async of(person: Person, customer: Customer, base: string, today: CalendarDate): Promise<CustomerProfile> {
      const [recent, buying, money, owner, cases, feedback, followUp, also] = await Promise.all([
        readable(person, customer, lastOrders),
        buyingOf(person, customer, today),
        moneyOf(customer, { base, today }),
        nameOf(customer.owner),
        casesOf(person, customer),
        feedbackOf(person, customer),
        followUpOf(customer),
        alsoOf(customer),
      ]);
      return { owner, lastOrders: recent, ...buying, ...money, cases, feedback, followUp, also };
    },
  };
}
export type CustomerProfiles = ReturnType<typeof createCustomerProfiles>;
