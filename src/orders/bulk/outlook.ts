import { noCredit } from '../../customers/credit.ts';
import type { Customer } from '../../customers/customer.ts';
import type { CalendarDate } from '../../dates.ts';
import { sees } from '../../members/ability.ts';
import { type Member, type Person, personOf } from '../../members/member.ts';
import type { Product } from '../../products/product.ts';
import { shelfMove } from '../../stock/follow.ts';
import { type Shelf, settle } from '../../stock/held.ts';
import { shelfAfter } from '../../stock/shelf.ts';
import { type Shortage, shortagesOf } from '../../stock/shortage.ts';
import { totalOf } from '../lines.ts';
import type { ApprovalStep, Line, Order } from '../order.ts';
import type { Rules } from '../rules.ts';
import { stepsOf } from '../steps.ts';

/**
 * Whether a person may hear of floor prices before anything is filed. A floor is cost class, and a dry run leaves no trace:
 * who does not read cost could find it by trying prices. For them nothing of the outlook depends on it, and its step is asked
 * for when the order is filed, as from a form.
 */
export const hearsOfFloors = (person: Person): boolean => sees(person, 'cost', { owner: person.id }) === 'full';

/** What new orders look at before they are filed. */
export type OutlookFacts = Rules & {
  /** Who would file them. */
  member: Member;
  today: CalendarDate;
  /** What each customer with a limit owes, less free money, in minor units of the base currency; missing where no rule asks. */
  balances: ReadonlyMap<string, number>;
};

/** An order that may be filed, in the base currency. */
export type Foreseen = {
  customer: Customer;
  lines: Line[];
  /** The products of the lines by SKU, as they were read. */
  products: ReadonlyMap<string, Product>;
  requestedDate?: CalendarDate;
};

/** What an order misses of a product: so much of so much would be held. In thousandths. */
export type Miss = { sku: string; held: number; wanted: number };

/**
 * What filing an order would come to: who must agree, of that what nobody may decide, and what it would miss.
 * An order with a stuck step would be refused, and changes nothing for those behind it.
 */
export type Outlook = { steps: ApprovalStep[]; stuck: ApprovalStep[]; misses: Miss[] };

const missOf = ({ sku, product, short }: Shortage, lines: readonly Line[]): Miss => {
  const its = lines.filter((line) => line.product === product);
  const wanted = its.reduce((sum, line) => sum + line.quantity, 0);
  return { sku, held: wanted - short, wanted };
};

/**
 * Says what filing orders one after the other would come to, by the rules of a submission: each looks at the stock, the
 * credit and the approved orders that those before it left. Nothing is read and nothing is stored.
 */
export function createOutlook({ member, members, settings, today, balances }: OutlookFacts) {
  const shelves = new Map<string, Shelf>();
  const owed = new Map(balances);
  const approved = new Set<string>();

  const hasFloors = hearsOfFloors(personOf(member));

  /** A product with what the orders before left of it, and without its floor for who may not hear of that. */
  const now = ({ floorPrice, ...product }: Product): Product => ({
    ...product,
    ...(hasFloors && { floorPrice }),
    ...shelves.get(product._id),
  });

  function asDraft({ customer, lines, requestedDate }: Foreseen): Order {
    const { _id, paymentDays } = customer;
    const people = { owner: member._id, createdBy: member._id, team: member.teams[0] };
    const total = totalOf(lines);
    const order = {
      ...people,
      customer: _id,
      lines,
      total,
      paid: 0,
      currency: settings.currency,
      paymentDays,
      requestedDate,
    };
    return { ...order, state: 'draft' } as unknown as Order;
  }

  /** Takes what the order would hold, as its submission does. */
  function take(draft: Order, state: 'pending' | 'approved', products: ReadonlyMap<string, Product>): Miss[] {
    const byId = new Map([...products.values()].map((product) => [product._id, product]));
    const { lines, movements } = settle(draft, { ...draft, state }, byId);
    for (const movement of movements) {
      const { onHand, reserved, waiting } = byId.get(movement.product)!;
      shelves.set(movement.product, shelfAfter({ onHand, reserved, waiting }, shelfMove(movement)));
    }
    const isKept = (product: string) => byId.get(product)?.counted === true;
    return shortagesOf({ ...draft, state, lines }, isKept).map((shortage) => missOf(shortage, lines));
  }

  return function outlook(order: Foreseen): Outlook {
    const { customer, lines } = order;
    const draft = asDraft(order);
    const products = new Map([...order.products].map(([sku, product]) => [sku, now(product)]));
    const { steps, stuck } = stepsOf(draft, {
      members,
      settings,
      products,
      money: {
        ...noCredit,
        balance: owed.get(customer._id) ?? 0,
        limit: owed.has(customer._id) ? customer.creditLimit : undefined,
      },
      isNewCustomer: customer.firstApprovedAt === undefined && !approved.has(customer._id),
      today,
    });
    if (stuck.length > 0) return { steps, stuck, misses: [] };
    const misses = take(draft, steps.length > 0 ? 'pending' : 'approved', products);
    if (steps.length === 0) approved.add(customer._id);
    const before = owed.get(customer._id);
    if (before !== undefined) owed.set(customer._id, before + totalOf(lines));
    return { steps, stuck, misses };
  };
}
