import type { Connection } from 'mongoose';
import type { Order } from '../../orders/order.ts';
import { reviewFields } from '../../orders/review-fields.ts';

/** A step as it was kept before steps had seats. */
type OldStep = { role?: string; reason?: string; fallback?: string; decision?: string; by?: string; at?: Date };

/** A step with one seat in place of its role; what was decided was decided in that seat. */
function withSeat({ role, reason, fallback, ...rest }: OldStep): Record<string, unknown> {
  const said = rest.decision === 'approved' && rest.by ? { by: rest.by, at: rest.at } : {};
  const seat = { ...(role && { role }), ...(fallback && { fallback }), ...said };
  return { ...rest, seats: [seat], need: 'any', reasons: [reason === 'size' || !reason ? 'amount' : reason] };
}

/** Gives the steps of every review their seats, and stores whose turn it is. Steps that have seats stay as they are. */
export async function seatSteps(connection: Connection): Promise<void> {
  const orders = connection.collection('orders');
  const old = orders.find({ 'approval.steps.role': { $exists: true } }, { projection: { state: 1, approval: 1 } });
  for await (const { _id, state, approval } of old) {
    const steps = (approval.steps as OldStep[]).map((step) => ('seats' in step ? step : withSeat(step)));
    const after = { state, approval: { ...approval, steps } } as unknown as Order;
    const { turns, reviewAt } = reviewFields(after);
    const beside = turns ? { turns, reviewAt } : {};
    await orders.updateOne(
      { _id, 'approval.steps.role': { $exists: true } },
      { $set: { 'approval.steps': steps, ...beside } },
    );
  }
}
