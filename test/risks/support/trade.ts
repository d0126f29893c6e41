import { addDays } from '../../../src/dates.ts';
import { DeskError } from '../../../src/errors.ts';
import { newId } from '../../../src/id.ts';
import type { Member } from '../../../src/members/member.ts';
import type { MoveInput } from '../../../src/orders/deeds/deed.ts';
import type { Action } from '../../../src/orders/moves.ts';
import type { Order } from '../../../src/orders/order.ts';
import { orderNow } from '../../orders/support/seed.ts';
import type { Company, Name } from '../../support/company.ts';
import type { TestDesk } from '../../support/desk.ts';

const dayMs = 86_400_000;

/** Customers with a limit, orders of a round amount, and the looks of the desk at their risks. Amounts are whole units. */
export function trading(desk: TestDesk, company: Company) {
  const by = (name: Name | Member, key?: string) => desk.actor(typeof name === 'string' ? company[name] : name, key);
  const minor = (amount: number) => Math.round(amount * 100);

  /** A service of 1.00, so that an order of so many is worth so much, and no stock is kept of it. */
  const unit = desk.desk.products.create(by('ada'), {
    sku: `U${newId().slice(-8).toUpperCase()}`,
    name: 'hour',
    price: 1_0000,
  });

  const moved = async (name: Name | Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
    (await desk.desk.move(by(name), order._id, action, { reason: 'because', ...input })).order;

  return {
    by,
    moved,
    async customer(limit: number | undefined, more: Record<string, unknown> = {}) {
      const code = `C${newId().slice(-9).toUpperCase()}`;
      const made = await desk.desk.customers.create(by('anna'), { code, name: code, address: '1 Street' });
      if (limit === undefined && Object.keys(more).length === 0) return made;
      return desk.desk.customers.update(by('fiona'), code, {
        ...(limit !== undefined && { creditLimit: minor(limit) }),
        ...more,
      });
    },
    async draft(customer: { _id: string }, amount: number, more: object = {}): Promise<Order> {
      const { sku } = await unit;
      return desk.desk.drafts.create(by('anna'), {
        ...{ customer: customer._id, lines: [{ sku, quantity: amount * 1000 }] },
        ...more,
      });
    },
    /** Submits an order of so much. */
    async order(customer: { _id: string }, amount: number, more: object = {}): Promise<Order> {
      return moved('anna', await this.draft(customer, amount, more), 'submit');
    },
    now: (order: Pick<Order, '_id'>) => orderNow(desk, order._id),
    /** What the desk keeps of an order's risks, after everything that was marked was looked at. */
    async risks(order: Pick<Order, '_id'>, kind?: string): Promise<string[]> {
      await desk.desk.risks.tick(desk.clock());
      const { risks = [] } = await orderNow(desk, order._id);
      return (risks ?? []).filter((r) => !kind || r.kind === kind).map((r) => `${r.cause} ${r.level}`);
    },
    days(count: number): string {
      desk.clock.set(new Date(desk.clock().getTime() + count * dayMs));
      return addDays(desk.clock().toISOString().slice(0, 10), 0);
    },
    codeOf: (doing: Promise<unknown>) =>
      doing.then(
        () => undefined,
        (error) => (error instanceof DeskError ? error.code : error),
      ),
  };
}
