import fc from 'fast-check';
import { DeskError } from '../../../src/errors.ts';
import type { Member } from '../../../src/members/member.ts';
import type { MoveInput } from '../../../src/orders/deeds/deed.ts';
import { type Action, actions, canStart, moveOf } from '../../../src/orders/moves.ts';
import type { Order } from '../../../src/orders/order.ts';
import type { Company } from '../../support/company.ts';
import type { TestDesk } from '../../support/desk.ts';

/** What somebody does next, drawn at random. */
export type Step = { action: Action | 'edit' | 'pay' | 'copy' | 'wait'; who: number; a: number; b: number };

export const step: fc.Arbitrary<Step> = fc.record({
  action: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...actions.filter((action) => !moveOf(action).apart)) },
    { weight: 2, arbitrary: fc.constantFrom('edit' as const, 'pay' as const, 'copy' as const, 'wait' as const) },
  ),
  who: fc.nat(100),
  a: fc.nat(30_000),
  b: fc.nat(30_000),
});

/** What somebody would do next, if it can be done at all; else whatever the step says. */
function likely(order: Order, { action, a }: Step): Step['action'] {
  const possible = actions.filter((x) => canStart(x, order) && x !== 'cancel' && x !== 'urge' && !moveOf(x).apart);
  return a % 4 > 0 && possible.length > 0 ? (possible[a % possible.length] as Action) : action;
}

/** Lines of any size: small enough to need nobody, or worth a manager's look, or an admin's, with any discount. */
export const lines = ({ a, b }: Pick<Step, 'a' | 'b'>) => [
  { sku: 'A100', quantity: 1 + (a % 900) * (b % 7 === 0 ? 1_000 : 10), discount: b % 12_000 > 10_000 ? 0 : b % 1_300 },
  { sku: 'B200', quantity: 1 + b },
];

/** A change of an agreed order: other quantities, a line less, other prices, terms or dates. */
function changeOf(order: Order, { a, b }: Step): MoveInput['change'] {
  const kept = order.lines.filter((_, i) => b % 5 > 0 || i !== a % order.lines.length);
  const changed = kept.map((l, i) => ({
    sku: l.sku,
    quantity: i === a % 2 ? Math.max(1, Math.round(l.quantity * (0.5 + (b % 100) / 100))) : l.quantity,
    unitPrice: b % 4 === 0 && i === 0 ? l.unitPrice + (a % 3) - 1 : l.unitPrice,
    discount: l.discount,
  }));
  if (a % 6 === 0) return { paymentDays: b % 90 };
  return { lines: changed.length > 0 ? changed : undefined, ...(a % 7 === 0 && { promisedDate: '2026-12-24' }) };
}

/** Plays one step as somebody of the company; what the desk refuses changes nothing. */
export async function play(desk: TestDesk, company: Company, people: readonly Member[], order: Order, s: Step) {
  const action = likely(order, s);
  const who = people[s.who % people.length] as Member;
  const actor = () => desk.actor(who);
  const sold = { customer: order.customer, lines: lines(s) };
  try {
    if (action === 'wait') desk.clock.set(new Date(desk.clock().getTime() + 60_000 * (1 + (s.a % 3_000))));
    else if (action === 'edit') await desk.desk.drafts.edit(desk.actor(company.anna), order, sold);
    else if (action === 'copy') return await desk.desk.drafts.create(desk.actor(company.anna), sold);
    else if (action === 'pay') await desk.desk.payments.record(actor(), { order, amount: 1 + s.a });
    else
      await desk.desk.move(actor(), order._id, action, {
        reason: s.b % 5 ? 'because' : undefined,
        text: s.b % 6 ? 'can it be Friday?' : undefined,
        person: people[s.a % people.length]?._id,
        lines: s.b % 3 ? undefined : [{ index: s.a % 2, quantity: s.b }],
        change: changeOf(order, s),
        shortage: (['backorder', 'split', 'date'] as const)[s.b % 3],
      });
  } catch (error) {
    if (!(error instanceof DeskError) && !(error instanceof Error && error.name === 'FieldErrors')) throw error;
  }
  return undefined;
}
