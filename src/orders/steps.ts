import { routed } from '../approvals/eligible.ts';
import { requiredSteps } from '../approvals/rules.ts';
import type { Member } from '../members/member.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf, toBase } from './currency.ts';
import type { ApprovalStep, Order } from './order.ts';

type World = {
  members: readonly Member[];
  settings: Settings;
  /** The products of the lines by SKU, priced in the order's currency. */
  products: ReadonlyMap<string, Pick<Product, 'sku' | 'floorPrice'>>;
};

/** The steps that the rules ask for now, passed on as far as needed; `stuck` are those that nobody may decide. */
export function stepsOf(
  order: Order,
  { members, settings, products }: World,
): { steps: ApprovalStep[]; stuck: ApprovalStep[] } {
  const owner = members.find((m) => m._id === order.owner);
  const floors = new Map(
    [...products.values()].flatMap((p) => (p.floorPrice === undefined ? [] : [[p.sku, p.floorPrice] as const])),
  );
  const baseTotal = toBase(order.total, order.currency, rateOf(order.currency, settings), settings.currency);
  const discountAuthority = owner?.discountAuthority ?? settings.discountAuthority;
  const wanted = requiredSteps({ baseTotal, lines: order.lines, discountAuthority, floors }, settings);
  return routed(order, wanted, members, settings);
}
