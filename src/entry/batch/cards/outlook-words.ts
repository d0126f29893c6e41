import { wayWords } from '../../../approvals/rule-words.ts';
import { sees } from '../../../members/ability.ts';
import type { Viewer } from '../../../members/viewer.ts';
import { decimalText, priceScale, quantityScale } from '../../../money.ts';
import { hearsOfFloors } from '../../../orders/bulk/outlook.ts';
import { reasonWords } from '../../../orders/cards/words.ts';
import type { Seat } from '../../../orders/order.ts';
import { sourceWords } from '../../../prices/words.ts';
import { t } from '../../../text/index.ts';
import type { Plan } from '../plan.ts';
import type { PricedLine, RightOrder } from '../verdict.ts';

/** Lines of one order that are named; a card has fifty orders. */
const mostNamed = 3;

/** Whether somebody reads the prices of the orders that they file. */
export const readsPrices = ({ person }: Viewer): boolean => sees(person, 'commercial', { owner: person.id }) === 'full';

/** The delivery date that was read: that there is none is said, too, since its column may have been missed. */
export const dateWords = ({ locale }: Viewer, { input: { requestedDate: date } }: RightOrder): string =>
  date ? t(locale, 'batch.requested', { date }) : t(locale, 'batch.no_date');

function oneLine(viewer: Viewer, { sku, quantity, unitPrice, discount, priceSource }: PricedLine): string {
  const { locale } = viewer;
  const values = { sku, quantity: decimalText(quantity, quantityScale), price: decimalText(unitPrice, priceScale) };
  if (!readsPrices(viewer)) return t(locale, 'batch.line_plain', values);
  const source = priceSource ? sourceWords(locale, priceSource) : t(locale, 'price.source.list');
  const line = t(locale, 'batch.line', { ...values, source });
  return discount ? t(locale, 'batch.line_discount', { line, discount: decimalText(discount, 100) }) : line;
}

/** The lines with the unit price that counts and where it comes from; of many the first, and how many more there are. */
export function lineWords(viewer: Viewer, { lines }: RightOrder): string[] {
  const more = lines.length - mostNamed;
  const shown = lines.slice(0, more > 1 ? mostNamed : lines.length).map((line) => oneLine(viewer, line));
  return more > 1 ? [...shown, t(viewer.locale, 'batch.more_lines', { n: more })] : shown;
}

/** What the order would miss: so much of so much would be held for it. */
export const missWords = ({ locale }: Viewer, { misses }: RightOrder): string[] =>
  misses.map(({ sku, held, wanted }) =>
    t(locale, 'batch.short', {
      sku,
      held: decimalText(held, quantityScale),
      wanted: decimalText(wanted, quantityScale),
    }),
  );

/** A seat that is passed on is asked for as what it is passed on to. */
const asked = ({ fallback, ...seat }: Seat, owner: string): Seat => {
  if (!fallback) return seat;
  return fallback === 'owner' ? { person: owner } : { role: fallback };
};

/** Whether a price of these orders may need a step that the person does not hear of yet, whatever the floors are. */
export const hearsLater = (viewer: Viewer, orders: readonly Pick<RightOrder, 'lines'>[]): boolean =>
  readsPrices(viewer) &&
  !hearsOfFloors(viewer.person) &&
  orders.some(({ lines }) => lines.some((line) => line.discount > 0 || line.priceSource?.from === 'typed'));

/** Who must agree, and why for those who read prices. */
export function approvalWords(viewer: Viewer, order: RightOrder, { members }: Pick<Plan, 'members'>): string[] {
  const { locale, person } = viewer;
  const { steps } = order;
  if (steps.length === 0) return [];
  const seats = (step: (typeof steps)[number]) => step.seats.map((seat) => asked(seat, person.id ?? ''));
  const who = wayWords(
    locale,
    steps.map((step) => ({ ...step, seats: seats(step) })),
    members,
  );
  if (!readsPrices(viewer)) return [t(locale, 'batch.approval_plain', { who })];
  const reasons = reasonWords(locale, [...new Set(steps.flatMap((step) => step.reasons))]);
  return [t(locale, 'batch.approval', { who, reasons })];
}
