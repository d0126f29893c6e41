import type { LineValue } from '../../chat/form.ts';
import { isShort } from '../../chat/line-facts.ts';
import type { Known } from '../../templates/find.ts';
import { listed, t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { newOrderForm } from './new-order-form.ts';
import { offeredLines } from './offered.ts';

/** What has to be known before the form is sent: what is missing, short or to be filled in. */
function noteOf(name: string, all: readonly LineValue[], { locale }: CommandContext): string {
  const gone = all.filter((line) => line.isGone).map(({ sku }) => sku);
  const short = all
    .filter((line) => isShort(line, all))
    .map(({ sku, available: left = '0' }) => t(locale, 'template.short_of', { sku, left }));
  const open = all.filter((line) => !line.isGone && line.quantity === '').map(({ sku }) => sku);
  const join = (words: readonly string[]) => listed(locale, [...new Set(words)]);
  return [
    t(locale, 'template.form.use', { name }),
    ...(gone.length > 0 ? [t(locale, 'template.form.gone', { skus: join(gone) })] : []),
    ...(short.length > 0 ? [t(locale, 'template.short', { skus: join(short) })] : []),
    ...(open.length > 0 ? [t(locale, 'template.form.fill', { skus: join(open) })] : []),
  ].join(locale === 'zh' ? '' : ' ');
}

/** Opens the form of a new order, filled from a template; what is not sold any more is named, not filled in. */
export async function useTemplate({ template, customer }: Known, context: CommandContext): Promise<Reply> {
  const all = await offeredLines(template.lines, context);
  const { paymentDays, notes } = template;
  const lines = all.filter((line) => !line.isGone);
  const note = noteOf(template.name, all, context);
  return newOrderForm({ customer, lines, paymentDays, notes, note }, context);
}
