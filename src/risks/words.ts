import { type CalendarDate, daysBetween } from '../dates.ts';
import { sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, moneyText, priceText, quantityScale } from '../money.ts';
import type { Order } from '../orders/order.ts';
import { type Locale, t } from '../text/index.ts';
import type { Risk } from './risk.ts';

/** What words about risks need of the order. */
export type RiskOrder = Pick<Order, 'owner' | 'team' | 'currency'> & { state?: Order['state'] };

/** What goes wrong with the goods. */
function goodsWords(locale: Locale, { cause, goods = {} }: Risk, today: CalendarDate): string {
  const { sku = '', short = 0, leadTimeDays: lead, by = today, comes: date } = goods;
  const daysLeft = daysBetween(today, by);
  if (cause === 'milestone')
    return t(locale, 'risk.milestone', {
      milestone: goods.milestone ?? '',
      from: goods.from ?? '',
      to: goods.to ?? '',
    });
  if (cause === 'supplier') {
    const [rate, asked] = [goods.rate ?? 0, goods.asked ?? 0].map((share) => decimalText(share, 100));
    return t(locale, 'risk.supplier', { sku, supplier: goods.supplier ?? '', rate: rate!, asked: asked! });
  }
  const quantity = decimalText(short, quantityScale);
  if (date) return t(locale, 'risk.comes', { sku, quantity, date });
  if (lead === undefined) return t(locale, 'risk.unknown', { sku, quantity });
  return t(locale, lead > daysLeft ? 'risk.late' : 'risk.in_time', {
    ...{ sku, quantity, lead },
    days: Math.max(0, daysLeft),
  });
}

/** What the customer owes: in figures for who reads those. */
function creditWords(
  { locale, person }: Viewer,
  { cause, credit }: Risk,
  order: RiskOrder,
  today: CalendarDate,
): string {
  const isFull = sees(person, 'credit', order) === 'full' && credit !== undefined;
  const money = (amount: number) => moneyText(amount, credit?.currency ?? '');
  const { until } = credit ?? {};
  if (cause === 'overdue')
    return isFull
      ? t(locale, 'risk.overdue', {
          amount: money(credit.overdue),
          days: daysBetween(credit.overdueSince ?? today, today),
        })
      : t(locale, 'risk.overdue.plain');
  if (!isFull)
    return [
      t(locale, 'risk.over_limit.plain'),
      ...(until ? [t(locale, 'risk.agreed.plain', { date: until })] : []),
    ].join(' · ');
  const figures = { used: money(credit.exposure), limit: money(credit.limit ?? 0), excess: money(credit.excess) };
  const agreed = until ? [t(locale, 'risk.agreed', { amount: money(credit.agreed ?? 0), date: until })] : [];
  return [t(locale, 'risk.over_limit', figures), ...agreed].join(' · ');
}

/** How a price moved: in figures for who reads cost. */
function marketWords({ locale, person }: Viewer, { cause, about = '', market }: Risk, order: RiskOrder): string {
  const key = cause === 'reference' ? 'risk.reference' : 'risk.cost';
  if (!market || sees(person, 'cost', order) !== 'full') return t(locale, `${key}.plain`, { sku: about });
  const { from, to, atStake } = market;
  const [before, after] = [from, to].map((price) => priceText(price, order.currency));
  const amount = moneyText(atStake, order.currency);
  return t(locale, key, { sku: about, from: before!, to: after!, amount });
}

/** A risk in words, with figures as far as the viewer may read them. */
export function riskWords(viewer: Viewer, risk: Risk, order: RiskOrder, today: CalendarDate): string {
  if (risk.kind === 'credit') return creditWords(viewer, risk, order, today);
  return risk.kind === 'market' ? marketWords(viewer, risk, order) : goodsWords(viewer.locale, risk, today);
}

/** Whether a viewer reads of a risk at all: of money who reads amounts or credit, of goods everybody. */
export function mayReadRisk(
  { person }: Pick<Viewer, 'person'>,
  { kind }: Pick<Risk, 'kind'>,
  order: RiskOrder,
): boolean {
  if (kind === 'supply') return true;
  if (kind === 'credit') return sees(person, 'credit', order) !== 'none';
  return sees(person, 'commercial', order) === 'full';
}
