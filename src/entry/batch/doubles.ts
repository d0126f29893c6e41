import { DeskError } from '../../errors.ts';
import { mayRead } from '../../members/ability.ts';
import { type Member, personOf } from '../../members/member.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { linesText, poKey } from '../../orders/double-keys.ts';
import { type Compared, doublesOf } from '../../orders/doubles.ts';
import type { DraftInput } from '../../orders/draft-input.ts';
import { type Order, orderName } from '../../orders/order.ts';
import type { RightOrder } from './verdict.ts';

type Known = { member: Member; dayAgo: Date; rivals(input: Compared): readonly Order[] };
type Kind = 'po' | 'lines';

/** What an order may be a double by, each as a text: its customer with the PO number, or with the lines. */
const keysOf = ({ customer, poNo, lines }: Compared): string[] => [
  ...(poNo ? [`${customer} po ${poKey(poNo)}`] : []),
  `${customer} lines ${linesText(lines)}`,
];

/** Finds the few of many orders that a new one may be a double of. */
export function rivalsIn(orders: readonly Order[]): (input: Compared) => Order[] {
  const found = new Map<string, Set<Order>>();
  for (const order of orders) for (const key of keysOf(order)) found.set(key, (found.get(key) ?? new Set()).add(order));
  return (input) => [...new Set(keysOf(input).flatMap((key) => [...(found.get(key) ?? [])]))];
}

/** An order that is there, by its name for those who see it. */
function doubt(kind: Kind, order: Order, { member }: Known, po = ''): DeskError {
  if (!mayRead(personOf(member), 'Order', order))
    return new DeskError(`error.batch_${kind}_unseen`, { po, who: { text: 'entry.who.manager' } });
  return new DeskError(`error.batch_${kind}_there`, { po, order: orderName(order) });
}

/** The first line that stands in the order again, with the same quantity, price and discount: a row that was copied twice. */
function repeatedLine({ lines }: DraftInput): DeskError[] {
  const seen = new Set<string>();
  for (const { sku, quantity, unitPrice, discount } of lines) {
    const line = JSON.stringify([sku, quantity, unitPrice, discount]);
    if (seen.has(line))
      return [new DeskError('error.batch_line_twice', { sku, quantity: decimalText(quantity, quantityScale) })];
    seen.add(line);
  }
  return [];
}

/**
 * Why an order is to be looked at: it may be one that is there already (the same customer and PO number, or the same lines
 * within 24 hours), or one of its lines stands in it twice.
 */
export function doubts(input: DraftInput, known: Known): DeskError[] {
  const [double] = doublesOf(input, known.rivals(input), known.dayAgo);
  return [...(double ? [doubt(double.kind, double.order, known, input.poNo)] : []), ...repeatedLine(input)];
}

/**
 * The right orders of one table, with what they have in common with each other added to their doubts: the customer with the
 * PO number, or with the lines where one of the two has no PO number.
 */
export function withOwnDoubles(orders: readonly RightOrder[]): Map<RightOrder, DeskError[]> {
  const first = new Map<string, RightOrder>();
  const found = new Map<RightOrder, DeskError[]>();
  for (const order of orders) {
    const { poNo } = order.input;
    const keys = keysOf(order.input);
    const others = keys.flatMap((key) => first.get(key) ?? []);
    const samePo = poNo ? first.get(keys[0] as string) : undefined;
    const sameLines = others.find((other) => !(poNo && other.input.poNo));
    const row = ({ unit }: RightOrder) => String(unit.rows[0]?.row);
    if (samePo && poNo) found.set(order, [new DeskError('error.batch_po_twice', { po: poNo, row: row(samePo) })]);
    else if (sameLines) found.set(order, [new DeskError('error.batch_lines_twice', { row: row(sameLines) })]);
    for (const key of keys) if (!first.has(key)) first.set(key, order);
  }
  return found;
}
