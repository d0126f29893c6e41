import { expect } from '@jest/globals';
import { type Action, actions, canStart, targetsOf } from '../../../src/orders/moves.ts';
import type { Order } from '../../../src/orders/order.ts';

const medium = 10_000_00;
/** Basis points that a salesperson may give, and by which an amount may move without a new decision. */
const authority = 1000;
const tolerance = 200;

/** What people agree to when they approve an order, in the test's own words. */
export const contentText = (o: Order): string =>
  JSON.stringify([
    o.customer,
    o.shipTo,
    o.currency,
    o.paymentDays,
    o.requestedDate,
    o.promisedDate,
    o.lines.map((l) => [l.sku, l.quantity, l.unitPrice, l.discount, l.amount]),
  ]);

/** The rules of the company, again, in the plainest words: nobody need look at a small order without a flag. */
const needsNobody = (o: Order): boolean => o.total < medium && o.lines.every((l) => l.discount <= authority);

const net = (l: Order['lines'][number]) => l.unitPrice * (10_000 - l.discount);
function isTolerable(before: Order, after: Order): boolean {
  const base = before.decidedTotal ?? before.total;
  const cheaper = after.lines.some((l) => !before.lines.some((p) => p.sku === l.sku && net(p) <= net(l)));
  const amountOf = (o: Order, sku: string) => o.lines.reduce((sum, l) => sum + (l.sku === sku ? l.amount : 0), 0);
  const skus = [...new Set([...before.lines, ...after.lines].map((l) => l.sku))];
  const moved = skus.reduce((sum, sku) => sum + Math.abs(amountOf(after, sku) - amountOf(before, sku)), 0);
  return (
    Math.abs(after.total - base) * 10_000 <= base * tolerance &&
    moved * 10_000 <= base * tolerance &&
    after.paymentDays <= before.paymentDays &&
    after.promisedDate === before.promisedDate &&
    !cheaper
  );
}

/** Every content of every order that somebody with the right agreed to, or that needed nobody. */
export function createOracle() {
  const agreed = new Map<string, Set<string>>();
  const numbers = new Map<string, string>();
  const versions = new Map<string, Map<number, string>>();
  const agree = (o: Order) => agreed.set(o._id, (agreed.get(o._id) ?? new Set()).add(contentText(o)));

  /** Nobody decided about an order of their own, and no person twice. */
  function checkDeciders(o: Order, review: Order['approval'], last?: string): void {
    const deciders = (review?.steps ?? []).flatMap((s) => s.seats.flatMap((seat) => (seat.by ? [seat.by] : [])));
    const all = last ? [...deciders, last] : deciders;
    expect(all).not.toContain(o.owner);
    expect(all).not.toContain(o.createdBy);
    expect(new Set(all).size).toBe(all.length);
  }

  /** What each deed must have been, to make a content that counts as agreed. */
  const lawful: Record<string, (before: Order, after: Order, by?: string) => boolean> = {
    submit(_before, after) {
      if (after.state === 'approved') expect(needsNobody(after)).toBe(true);
      return after.state === 'approved';
    },
    approve(before, after, by) {
      const isFirst = before.state === 'pending' && after.state === 'approved';
      const isChange = before.change !== undefined && after.version !== before.version;
      if (isFirst) expect(after.approval?.steps.every((s) => s.decision === 'approved')).toBe(true);
      if (isFirst) checkDeciders(after, after.approval);
      if (isChange) checkDeciders(after, before.change?.approval, by);
      return isFirst || isChange;
    },
    change(before, after) {
      const isDirect = after.version !== before.version;
      if (isDirect) expect(needsNobody(after) || isTolerable(before, after)).toBe(true);
      return isDirect;
    },
    close_short: () => true,
  };

  /** What the timeline says was decided is what may have been decided. */
  function follow(before: Order, after: Order): void {
    const entry = after.timeline[before.timeline.length];
    if (entry && lawful[entry.action]?.(before, after, entry.by)) agree(after);
    const isOver = after.version !== before.version || after.state === 'draft';
    if (before.approvedAt && isOver)
      versions.set(before._id, new Map(versions.get(before._id)).set(before.version, contentText(before)));
  }

  function checkGoods(o: Order): void {
    const sent = (index: number) =>
      o.shipments
        .flatMap((s) => s.lines)
        .filter((l) => l.index === index)
        .reduce((n, l) => n + l.quantity, 0);
    expect(o.lines.map((l) => l.shipped)).toEqual(o.lines.map((_, i) => sent(i)));
    for (const l of o.lines) {
      expect(l.shipped).toBeLessThanOrEqual(l.quantity);
      expect(l.delivered).toBeLessThanOrEqual(l.shipped);
    }
    expect(o.total).toBe(o.lines.reduce((sum, l) => sum + l.amount, 0));
    expect(o.paid).toBe(o.timeline.reduce((sum, e) => sum + (e.amount ?? 0), 0));
  }

  function checkMove(before: Order, after: Order): void {
    const [entry, ...also] = after.timeline.slice(before.timeline.length);
    // What the desk itself did because of it.
    expect(also.filter((e) => e.action !== 'change_lapsed' && e.action !== 'expected')).toEqual([]);
    if (entry && actions.includes(entry.action as Action)) {
      const action = entry.action as Action;
      expect([entry.from, entry.to]).toEqual([before.state, after.state]);
      expect(canStart(action, before)).toBe(true);
      const isOfChange = before.state !== 'pending' && ['approve', 'reject', 'return', 'withdraw'].includes(action);
      const ends = isOfChange ? [before.state, ...targetsOf('change', before.state)] : targetsOf(action, before.state);
      expect(ends).toContain(after.state);
      if (action === 'resume') expect(after.state).toBe(before.heldFrom);
    } else expect(after.state).toBe(before.state);
  }

  /** What holds for an order at every moment, and what led from the moment before to it. */
  function check(before: Order, after: Order): void {
    checkMove(before, after);
    follow(before, after);
    checkGoods(after);
    const isAgreed = ['approved', 'in_production', 'ready', 'part_shipped', 'shipped', 'delivered'].includes(
      after.state,
    );
    // Nothing leaves the warehouse, and nothing counts as approved, that nobody agreed to.
    if (isAgreed || after.shipments.length > 0) expect(agreed.get(after._id)?.has(contentText(after))).toBe(true);
    if (isAgreed) expect(after.approvedAt).toBeDefined();
    if (['draft', 'pending', 'rejected'].includes(after.state))
      expect([after.approvedAt, after.shipments, after.change]).toEqual([undefined, [], undefined]);
    if (after.change) expect(['approved', 'in_production', 'ready', 'part_shipped', 'on_hold']).toContain(after.state);
    expect(after.turns !== undefined).toBe(after.state === 'pending' || after.change !== undefined);
    if (before.number) expect(after.number).toBe(before.number);
    expect(after.number !== undefined).toBe(after.timeline.some((e) => e.action === 'submit'));
    if (after.number) expect(numbers.get(after.number) ?? after._id).toBe(after._id);
    if (after.number) numbers.set(after.number, after._id);
  }

  return { check, versionsOf: (id: string): string[] => [...(versions.get(id)?.values() ?? [])] };
}
