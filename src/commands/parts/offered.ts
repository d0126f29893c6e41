import type { LineValue } from '../../chat/form.ts';
import { factsOf } from '../../chat/line-facts.ts';
import { offerOf, soldBySku } from '../../products/offer.ts';
import type { CommandContext } from '../command.ts';
import { lineValueOf, type OpenLine } from './order-form.ts';

/** Lines of an order as a form shows them, each with what is true of its product now; one that is not sold any more says so. */
export async function offeredLines(
  lines: readonly (OpenLine & { name?: string })[],
  { desk, person }: Pick<CommandContext, 'desk' | 'person'>,
): Promise<LineValue[]> {
  const skus = lines.map((l) => l.sku);
  const products = await soldBySku(desk.findProduct, person, skus);
  return lines.map((line) => {
    const product = products.get(line.sku);
    if (!product)
      return { ...lineValueOf(line), label: [line.sku, line.name].filter(Boolean).join(' · '), isGone: true };
    return { ...lineValueOf(line), ...factsOf(offerOf(person, product)) };
  });
}
