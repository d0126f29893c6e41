import type { LineValue } from '../../chat/form.ts';
import { isShort } from '../../chat/line-facts.ts';
import { sees } from '../../members/ability.ts';
import { decimalText, priceScale } from '../../money.ts';
import { type Line, type Order, orderName } from '../../orders/order.ts';
import { listed, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import type { NewOrderValues } from './new-order-form.ts';
import { offeredLines } from './offered.ts';

/** What has to be known before an order is filed again: from where it is, and what is not as it was. */
function noteOf(order: Order, lines: readonly LineValue[], { locale }: CommandContext): string {
  const name = { order: orderName(order) };
  const sentence = (key: 'discounts' | 'gone' | 'short', texts: readonly string[]): string[] =>
    texts.length > 0 ? [t(locale, `again.${key}`, { lines: listed(locale, [...new Set(texts)]) })] : [];
  const discounts = order.lines.flatMap(({ sku, discount }) =>
    discount ? [`${sku} ${decimalText(discount, 100)} %`] : [],
  );
  const gone = lines.flatMap(({ isGone, label, sku }) => (isGone ? [label ?? sku] : []));
  const short = lines
    .filter((line) => isShort(line, lines))
    .map(({ sku, quantity, available = '0' }) => t(locale, 'again.short_line', { sku, quantity, available }));
  return [
    order.orderDate
      ? t(locale, 'again.from', { ...name, date: order.orderDate })
      : t(locale, 'again.from_draft', { ...name }),
    ...sentence('gone', gone),
    ...sentence('short', short),
    ...sentence('discounts', discounts),
  ].join('\n');
}

/**
 * An order as the form of a new one shows it: its products and quantities. Prices are left to the desk, so that today's
 * rules of prices count; discounts, PO number, dates, terms and notes belong to the order of then.
 */
export async function againValues(order: Order, context: CommandContext): Promise<Omit<NewOrderValues, 'customer'>> {
  const { desk, person } = context;
  const { currency } = await desk.settings.get();
  const isPriced = sees(person, 'commercial') === 'full' && order.currency === currency;
  const wanted = order.lines.map(({ sku, name, quantity }) => ({ sku, name, quantity }));
  const last = ({ unitPrice }: Line) => (isPriced ? { lastPrice: decimalText(unitPrice, priceScale) } : {});
  const offered = await offeredLines(wanted, context);
  const lines = offered.map((line, i) => ({ ...line, ...last(order.lines[i] as Line) }));
  return { lines, note: noteOf(order, lines, context) };
}
