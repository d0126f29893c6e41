import { DeskError } from '../../errors.ts';
import type { Product } from '../../products/product.ts';
import type { CommandContext } from '../command.ts';
import { nearestText } from './nearest.ts';

/** The product that a text can only mean. Throws `error.product_not_found`, at a field where one is named. */
export async function productMeant(text: string, context: CommandContext, field?: string): Promise<Product> {
  const found = await context.desk.findProduct.find(context.person, text);
  if (found.exact) return found.exact;
  throw new DeskError('error.product_not_found', { text, nearest: nearestText(found, context) }, { field });
}
