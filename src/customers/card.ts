import type { Block, Card, Field } from '../chat/card.ts';
import type { CalendarDate } from '../dates.ts';
import { may, redact, sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, moneyText, quantityScale } from '../money.ts';
import { orderItem } from '../orders/cards/list-card.ts';
import { paymentBlocks } from '../payments/cards.ts';
import { type Locale, t } from '../text/index.ts';
import type { Customer } from './customer.ts';
import type { CustomerProfile } from './profile.ts';

type About = { currency: string; today: CalendarDate };

/** A field where there is something to say. */
const field = (label: string, value: string | number | undefined, tone?: Field['tone']): Field[] =>
  value === undefined || value === '' ? [] : [{ label, value: String(value), ...(tone && { tone }) }];

const termsText = (locale: Locale, days: number): string =>
  days === 0 ? t(locale, 'customer.prepaid') : t(locale, 'customer.days', { days });

function profileFields(viewer: Viewer, customer: Customer, owner: string | undefined): Field[] {
  const { locale } = viewer;
  const seen = redact(viewer.person, 'Customer', customer);
  const contacts = seen.contacts.map((c) => [c.name, c.phone, c.email].filter(Boolean).join(' · ')).filter(Boolean);
  return [
    ...field(t(locale, 'field.code'), customer.code),
    ...field(t(locale, 'field.owner'), owner),
    ...field(t(locale, 'field.industry'), customer.industry),
    ...field(t(locale, 'field.tier'), customer.tier),
    ...field(t(locale, 'field.region'), customer.region),
    ...field(t(locale, 'field.address'), seen.address),
    ...field(t(locale, 'field.contacts'), contacts.join('\n')),
    ...field(t(locale, 'customer.terms'), termsText(locale, customer.paymentDays)),
  ];
}

/** Figures for those who may read them, "within / over the limit" for sales, nothing for others. */
function creditFields(viewer: Viewer, customer: Customer, profile: CustomerProfile, currency: string): Field[] {
  const { locale } = viewer;
  const sight = sees(viewer.person, 'credit', customer);
  if (sight === 'none') return [];
  const { creditLimit: limit } = customer;
  const over = limit !== undefined && profile.exposure > limit;
  const verdict = limit === undefined ? 'customer.no_limit' : over ? 'customer.over_limit' : 'customer.within_limit';
  if (sight !== 'full') return field(t(locale, 'customer.credit'), t(locale, verdict), over ? 'bad' : 'neutral');
  const used = moneyText(profile.exposure, currency);
  const text =
    limit === undefined
      ? t(locale, 'customer.used_only', { used })
      : t(locale, 'customer.credit_used', { used, limit: moneyText(limit, currency) });
  return [
    ...field(t(locale, 'customer.credit'), text, over ? 'bad' : 'neutral'),
    ...(profile.overdue > 0 ? field(t(locale, 'customer.overdue'), moneyText(profile.overdue, currency), 'bad') : []),
  ];
}

function trendText(locale: Locale, trend: number): string {
  if (Math.abs(trend) < 10) return t(locale, 'customer.trend_flat');
  return t(locale, trend > 0 ? 'customer.trend_up' : 'customer.trend_down', { percent: Math.abs(trend) });
}

function habitFields(viewer: Viewer, { habits }: CustomerProfile, currency: string): Field[] {
  const { locale, person } = viewer;
  const commercial = sees(person, 'commercial') === 'full';
  const usual = habits.usual.map(({ sku, name, quantity, times }) =>
    t(locale, 'customer.usual_item', { sku, name, quantity: decimalText(quantity, quantityScale), times }),
  );
  const { interval, average, trend } = habits;
  return [
    ...field(t(locale, 'customer.usual'), usual.join('\n')),
    ...field(
      t(locale, 'customer.interval'),
      interval === undefined ? undefined : t(locale, 'customer.days', { days: interval }),
    ),
    ...(commercial
      ? field(t(locale, 'customer.average'), average === undefined ? undefined : moneyText(average, currency))
      : []),
    ...(commercial
      ? field(t(locale, 'customer.trend'), trend === undefined ? undefined : trendText(locale, trend))
      : []),
  ];
}

/** A customer as a viewer may see it: profile, credit, habits, last orders. The row must be the viewer's to read. */
export function customerCard(viewer: Viewer, customer: Customer, profile: CustomerProfile, about: About): Card {
  const { locale } = viewer;
  const fields = [
    ...profileFields(viewer, customer, profile.owner),
    ...creditFields(viewer, customer, profile, about.currency),
  ];
  const habits = habitFields(viewer, profile, about.currency);
  const items = profile.lastOrders.map((order) => orderItem(viewer, order, about.today));
  const title = (text: string): Block => ({ kind: 'text', text, style: 'strong' });
  return {
    title: customer.name,
    blocks: [
      { kind: 'fields', fields },
      ...(habits.length ? [title(t(locale, 'customer.habits')), { kind: 'fields' as const, fields: habits }] : []),
      title(t(locale, 'customer.last_orders')),
      { kind: 'list', items, empty: t(locale, 'customer.no_orders') },
      ...buttons(viewer, customer, profile),
      ...paymentBlocks(viewer, customer, profile.free ?? 0, about.currency),
    ],
    summary: t(locale, 'customer.summary', { name: customer.name, code: customer.code }),
  };
}

/** A new order for this customer, or the last one again, for those who may make orders. */
function buttons({ locale, person }: Viewer, customer: Customer, { habits }: CustomerProfile): Block[] {
  if (!may(person, 'order.create')) return [];
  const intent = { command: 'new', input: { customer: customer.code } };
  const again = { command: 'again', input: { customer: customer.code } };
  return [
    {
      kind: 'buttons',
      buttons: [
        { label: t(locale, 'customer.new_order'), intent, style: 'primary' },
        ...(habits.orders > 0 ? [{ label: t(locale, 'again.button'), intent: again }] : []),
      ],
    },
  ];
}
