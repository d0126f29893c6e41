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
import { uncountedStates } from '../orders/stages.ts';
import { type PaymentHabit, paymentHabitOf } from '../payments/habit.ts';
import type { Recommendation } from '../recommendations/service.ts';
import { type Credit, creditOf } from './credit.ts';
import type { Customer } from './customer.ts';
import type { FollowUp } from './follow-up.ts';
import { nextFollowUp } from './follow-ups.ts';
import { type Habits, habitsOf } from './habits.ts';
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
  recommended?: readonly Recommendation[];
  /** How the customer pays. Credit class: sales read whether it is on time. */
  payment?: PaymentHabit;
};

/** Orders that habits are worked out from. */
const habitOrders = 50;
const lastOrders = 5;
const mostCases = 5;
const mostAlso = 10;

/** What a list of orders shows, and what habits are worked out from. */
const listed = { timeline: 0, search: 0, approval: 0, shipments: 0, risks: 0 } as const;
const habitFields = {
  ...{ orderDate: 1, baseTotal: 1, currency: 1 },
  ...{ 'lines.sku': 1, 'lines.name': 1, 'lines.unit': 1, 'lines.quantity': 1, 'lines.unitPrice': 1 },
} as const;

/** Reads what a customer's card shows, by index and in bounded parts. */
export function createCustomerProfiles({ connection }: { connection: Connection }) {
  const orders = orderModel(connection);
  const said = createFeedbackFinder(connection);

  const find = (person: Person, where: object, fields: object) =>
    orders.find({ $and: [where, readFilter(withoutOthers(person), 'Order')] }, fields);

  const readable = (person: Person, customer: Customer, limit: number) =>
    find(person, { customer: customer._id }, listed).sort({ _id: -1 }).limit(limit).lean<Order[]>();

  /** The last orders that count, by their day: no drafts, and none that came to nothing. By one index, whatever their state. */
  const counted = (person: Person, customer: Customer, limit: number, fields: object = listed) =>
    find(person, { customer: customer._id, orderDate: { $gt: '' }, state: { $nin: uncountedStates } }, fields)
      .sort({ orderDate: -1, _id: -1 })
      .limit(limit)
      .lean<Order[]>();

  /** How the customer buys, from the orders that the person may read. */
  const habits = async (person: Person, customer: Customer): Promise<Habits> =>
    habitsOf(await counted(person, customer, habitOrders, habitFields));

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
    const { feedback, sums } = await said.page(person, { customer: customer._id }, { skip: 0, limit: 1 });
    const [last] = feedback;
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

  return {
    habits,
    /** Where the customer's last order went that the person may read, for a customer whose address nobody has entered. */
    async lastShipTo(person: Person, customer: Customer): Promise<string | undefined> {
      const recent = await counted(person, customer, lastOrders);
      return recent.find((order) => order.shipTo && sees(person, 'shipping', order) === 'full')?.shipTo;
    },
    /** All that a card of this customer shows to a person. `base`: the company's currency. */
    async of(person: Person, customer: Customer, base: string, today: CalendarDate): Promise<CustomerProfile> {
      const [recent, bought, sums, owner, cases, feedback, followUp, also, payment] = await Promise.all([
        readable(person, customer, lastOrders),
        habits(person, customer),
        creditOf(connection, customer._id, { base, today }),
        nameOf(customer.owner),
        casesOf(person, customer),
        feedbackOf(person, customer),
        followUpOf(customer),
        alsoOf(customer),
        paymentHabitOf(connection, customer._id, { base, today }),
      ]);
      return { owner, lastOrders: recent, habits: bought, ...sums, cases, feedback, followUp, also, payment };
    },
  };
}
export type CustomerProfiles = ReturnType<typeof createCustomerProfiles>;
