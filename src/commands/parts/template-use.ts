import type { LineValue } from '../../chat/form.ts';
import { decimalText, priceScale, quantityScale } from '../../money.ts';
import type { Product } from '../../products/product.ts';
import type { Known } from '../../templates/find.ts';
import type { TemplateLine } from '../../templates/template.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { newOrderForm } from './new-order-form.ts';

type Offered = { line: TemplateLine; product?: Product };

/** A line of the form: at the price of the day, but where a price was kept. */
function lineOf({ line, product }: Offered): LineValue {
  const { sku, quantity, unitPrice, discount } = line;
  return {
    sku,
    quantity: quantity === undefined ? '' : decimalText(quantity, quantityScale),
    price: unitPrice === undefined ? undefined : decimalText(unitPrice, priceScale),
    discount: discount ? decimalText(discount, 100) : undefined,
    ...(product && { label: `${sku} · ${product.name}`, listPrice: decimalText(product.price, priceScale) }),
  };
}

/** What is there of a product; null where the line asks for no more, or for nothing yet. */
function shortOf({ line, product }: Offered): number | undefined {
  const left = Math.max(0, (product?.onHand ?? 0) - (product?.reserved ?? 0));
  return product && line.quantity !== undefined && left < line.quantity ? left : undefined;
}

/** What has to be known before the form is sent: what is missing, short or to be filled in. */
function noteOf(name: string, all: readonly Offered[], { locale }: CommandContext): string {
  const gone = all.filter((one) => !one.product).map(({ line }) => line.sku);
  const short = all.flatMap((one) => {
    const left = shortOf(one);
    const values = { sku: one.line.sku, left: decimalText(left ?? 0, quantityScale) };
    return left === undefined ? [] : [t(locale, 'template.short_of', values)];
  });
  const open = all.filter((one) => one.product && one.line.quantity === undefined).map(({ line }) => line.sku);
  const join = (words: readonly string[]) => words.join(locale === 'zh' ? '、' : ', ');
  return [
    t(locale, 'template.form.use', { name }),
    ...(gone.length > 0 ? [t(locale, 'template.form.gone', { skus: join(gone) })] : []),
    ...(short.length > 0 ? [t(locale, 'template.form.short', { skus: join(short) })] : []),
    ...(open.length > 0 ? [t(locale, 'template.form.fill', { skus: join(open) })] : []),
  ].join(locale === 'zh' ? '' : ' ');
}

/** Opens the form of a new order, filled from a template; what is not sold any more is named, not filled in. */
export async function useTemplate({ template, customer }: Known, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const skus = template.lines.map((l) => l.sku);
  const found = await desk.findProduct.exactly(person, skus);
  const all = template.lines.map(
    (line): Offered => ({ line, product: found.get(line.sku)?.find((p) => p.sku === line.sku) }),
  );
  const { paymentDays, notes } = template;
  const lines = all.filter((one) => one.product).map(lineOf);
  const note = noteOf(template.name, all, context);
  return newOrderForm({ customer, lines, paymentDays, notes, note }, context);
}
