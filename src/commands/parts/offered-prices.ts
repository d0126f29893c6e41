import type { LineValue } from '../../chat/form.ts';
import { parseDecimal, quantityScale } from '../../money.ts';
import type { QuoteFor } from '../../prices/quote.ts';
import { offeredPrice } from '../../prices/words.ts';
import type { CommandContext } from '../command.ts';

/**
 * The lines of a form with the price that counts while none is typed, and where it comes from: what the customer pays today
 * for that quantity, or everybody where no customer is known yet. A line of an unknown product stays as it is.
 */
export async function withPrices(
  lines: readonly LineValue[],
  order: Omit<QuoteFor, 'today'>,
  { desk, person, today, locale }: CommandContext,
): Promise<LineValue[]> {
  const skus = lines.map((line) => line.sku);
  const priceOf = await desk.prices.quoted(person, skus, { ...order, today });
  return lines.map((line) => {
    const found = priceOf(line.sku, parseDecimal(line.quantity, quantityScale) ?? 0);
    if (!found) return line;
    const { price, source } = offeredPrice(locale, found);
    return { ...line, listPrice: price, ...(source && { listSource: source }) };
  });
}
