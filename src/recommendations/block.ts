import type { Block } from '../chat/card.ts';
import type { Customer } from '../customers/customer.ts';
import { may } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, quantityScale } from '../money.ts';
import { type Locale, t } from '../text/index.ts';
import type { Recommendation } from './service.ts';

function reasonText(locale: Locale, reason: Recommendation['reason']): string {
  if (reason.kind === 'due') return t(locale, 'recommend.due', { days: reason.days, passed: reason.passed });
  if (reason.kind === 'together') return t(locale, 'recommend.together', { sku: reason.sku });
  if (reason.kind === 'popular') return t(locale, 'recommend.popular');
  return reason.times === 1 ? t(locale, 'recommend.once') : t(locale, 'recommend.usual', { times: reason.times });
}

/**
 * What a customer may want next, each with its reason, and for those who make orders a button that opens the form of a new
 * one with all of it. Nothing where there is nothing to recommend.
 */
export function recommendationBlocks(
  { locale, person }: Viewer,
  customer: Pick<Customer, 'code'>,
  recommended: readonly Recommendation[],
): Block[] {
  if (recommended.length === 0) return [];
  const items = recommended.map(({ sku, name, quantity, unit, reason }) => ({
    text: t(locale, 'recommend.item', { sku, name, quantity: decimalText(quantity, quantityScale), unit }),
    detail: reasonText(locale, reason),
  }));
  const lines = recommended.map(({ sku, quantity }) => ({ sku, quantity }));
  const intent = { command: 'new', input: { customer: customer.code, lines } };
  return [
    { kind: 'text', text: t(locale, 'recommend.title'), style: 'strong' },
    { kind: 'list', items },
    ...(may(person, 'order.create')
      ? [{ kind: 'buttons' as const, buttons: [{ label: t(locale, 'recommend.order'), intent }] }]
      : []),
  ];
}
