import type { Block } from '../../chat/card.ts';
import { complaintsByProduct, type Feedback, sumsOf } from '../../feedback/feedback.ts';
import { sumsText } from '../../feedback/words.ts';
import { type Locale, listed, t } from '../../text/index.ts';

/** Products of which complaints are named. */
const mostProducts = 5;

/** What customers said in a week: how many, the average score, complaints by product; nothing where nobody said anything. */
export function feedbackBlocks(all: readonly Feedback[], locale: Locale): Block[] {
  const sums = sumsOf(all);
  if (sums.count === 0) return [];
  const products = complaintsByProduct(all)
    .slice(0, mostProducts)
    .map(({ sku, name, count }) => `${sku} ${name} (${count})`);
  return [
    { kind: 'text', text: t(locale, 'feedback.recap'), style: 'strong' },
    { kind: 'text', text: sumsText(locale, sums) },
    ...(products.length > 0
      ? [{ kind: 'text' as const, text: t(locale, 'feedback.recap_products', { list: listed(locale, products) }) }]
      : []),
  ];
}
