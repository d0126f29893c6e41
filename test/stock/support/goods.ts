import { newId } from '../../../src/id.ts';
import type { MoveInput } from '../../../src/orders/deeds/deed.ts';
import type { Action } from '../../../src/orders/moves.ts';
import type { Order } from '../../../src/orders/order.ts';
import { productModel } from '../../../src/products/model.ts';
import { orderNow } from '../../orders/support/seed.ts';
import type { Company, Name } from '../../support/company.ts';
import type { TestDesk } from '../../support/desk.ts';

/** Thousandths of a piece. */
export const piece = 1000;

/** Orders and goods of a company, in pieces. */
export function warehouse(desk: TestDesk, company: Company) {
  const by = (name: Name, key?: string) => desk.actor(company[name], key);
  const held = (order: Order): number[] => order.lines.map((l) => (l.reserved ?? 0) / piece);

  async function goods(onHand: number | undefined, price = 1_0000, more = {}): Promise<{ sku: string; id: string }> {
    const sku = `P${newId().slice(-10).toUpperCase()}`;
    const counted = onHand === undefined ? {} : { onHand: onHand * piece };
    const made = await desk.desk.products.create(by('ada'), { sku, name: sku, price, ...counted, ...more });
    return { sku, id: made._id };
  }

  const draftOf = (lines: readonly [sku: string, pieces: number][]): Promise<Order> =>
    desk.desk.drafts.create(by('anna'), {
      customer: company.acme._id,
      lines: lines.map(([sku, pieces]) => ({ sku, quantity: pieces * piece })),
    });

  const moved = async (name: Name, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}): Promise<Order> =>
    (await desk.desk.move(by(name), order._id, action, { reason: 'because', ...input })).order;

  const submitted = async (...lines: [string, number][]) => moved('anna', await draftOf(lines), 'submit');
  /** Lets hours pass on the desk's clock. */
  const later = (hours: number) => desk.clock.set(new Date(desk.clock().getTime() + hours * 3_600_000));

  return {
    by,
    held,
    goods,
    draftOf,
    moved,
    submitted,
    later,
    /** Orders of a product, submitted one after the other. */
    async inTurn(sku: string, ...pieces: number[]): Promise<Order[]> {
      const orders: Order[] = [];
      for (const n of pieces) {
        orders.push(await submitted([sku, n]));
        later(1);
      }
      return orders;
    },
    /** What the first line of each order holds now. */
    heldNow: async (...orders: Order[]) =>
      (await Promise.all(orders.map((o) => orderNow(desk, o._id)))).map((o) => held(o)[0]),
    /** What is on hand, reserved and waited for of a product. */
    async shelf(id: string): Promise<[onHand: number, reserved: number, waiting: number]> {
      const found = (await productModel(desk.connection).findById(id).lean())!;
      return [found.onHand / piece, found.reserved / piece, (found.waiting ?? 0) / piece];
    },
  };
}
