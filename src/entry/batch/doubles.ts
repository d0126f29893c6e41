import { DeskError } from '../../errors.ts';
import { mayRead } from '../../members/ability.ts';
import { type Member, personOf } from '../../members/member.ts';
import type { DraftInput } from '../../orders/draft-input.ts';
import type { LineInput } from '../../orders/lines.ts';
import { type Order, orderName } from '../../orders/order.ts';
import type { RightOrder } from './verdict.ts';

type Known = { member: Member; dayAgo: Date; others(customer: string): readonly Order[] };
type Kind = 'po' | 'lines';

const linesText = (lines: readonly Pick<LineInput, 'sku' | 'quantity'>[]): string =>
  lines
    .map((l) => `${l.sku} ${l.quantity}`)
    .sort()
    .join('\n');

const samePo = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a.toLowerCase() === b?.toLowerCase();

/** An order that is there, by its name for those who see it. */
function doubt(kind: Kind, order: Order, { member }: Known, po = ''): DeskError {
  if (!mayRead(personOf(member), 'Order', order))
    return new DeskError(`error.batch_${kind}_unseen`, { po, who: { text: 'entry.who.manager' } });
  return new DeskError(`error.batch_${kind}_there`, { po, order: orderName(order) });
}

/** Why an order may be one that is there already: the same customer and PO number, or the same lines within 24 hours. */
export function doubts(input: DraftInput, known: Known): DeskError[] {
  const others = known.others(input.customer);
  const byPo = others.find((o) => samePo(input.poNo, o.poNo));
  if (byPo) return [doubt('po', byPo, known, input.poNo)];
  const lines = linesText(input.lines);
  const isRecent = ({ submittedAt }: Order) => submittedAt !== undefined && submittedAt >= known.dayAgo;
  const same = others.find((o) => isRecent(o) && linesText(o.lines) === lines);
  return same ? [doubt('lines', same, known)] : [];
}

/** The right orders of one table, with what they have in common with each other added to their doubts. */
export function withOwnDoubles(orders: readonly RightOrder[]): Map<RightOrder, DeskError[]> {
  const first = new Map<string, RightOrder>();
  const found = new Map<RightOrder, DeskError[]>();
  for (const order of orders) {
    const { customer, poNo } = order.input;
    const key = poNo === undefined ? undefined : `${customer} ${poNo.toLowerCase()}`;
    const other = key === undefined ? undefined : first.get(key);
    if (other && poNo)
      found.set(order, [new DeskError('error.batch_po_twice', { po: poNo, row: String(other.unit.rows[0]?.row) })]);
    else if (key) first.set(key, order);
  }
  return found;
}
