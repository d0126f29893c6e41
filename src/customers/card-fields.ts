import type { Field } from '../chat/card.ts';
import type { CalendarDate } from '../dates.ts';
import { kindText, sumsText } from '../feedback/words.ts';
import { redact, sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, moneyText, quantityScale } from '../money.ts';
import { paysOnTime } from '../payments/habit.ts';
import { type Locale, listed, t } from '../text/index.ts';
import type { Customer } from './customer.ts';
import type { CustomerProfile } from './profile.ts';

/** A field where there is something to say. */
export const field = (label: string, value: string | number | undefined, tone?: Field['tone']): Field[] =>
  value === undefined || value === '' ? [] : [{ label, value: String(value), ...(tone && { tone }) }];

/** Terms of payment in words. */
export const termsText = (locale: Locale, days: number): string =>
  days === 0 ? t(locale, 'customer.prepaid') : t(locale, 'customer.days', { days });

/** Who the customer is, contacts as the viewer may read them. */
export function profileFields(viewer: Viewer, customer: Customer, { owner, also = [] }: CustomerProfile): Field[] {
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
    ...field(
      t(locale, 'customer.also'),
      listed(
        locale,
        also.map(({ code, name }) => `${name} (${code})`),
      ),
    ),
  ];
}

/** Figures for those who may read them, "within / over the limit" for sales, nothing for others. */
export function creditFields(viewer: Viewer, customer: Customer, profile: CustomerProfile, currency: string): Field[] {
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

/** Letter and figures for those who read credit, "pays on time / pays late" for sales, nothing where too little is known. */
export function paymentFields({ person, locale }: Viewer, customer: Customer, { payment }: CustomerProfile): Field[] {
  const sight = sees(person, 'credit', customer);
  if (!payment?.rating || sight === 'none') return [];
  const isOnTime = paysOnTime(payment) === true;
  const tone = isOnTime ? ('neutral' as const) : ('warn' as const);
  const label = t(locale, 'customer.payment');
  if (sight !== 'full') return field(label, t(locale, isOnTime ? 'customer.pays_on_time' : 'customer.pays_late'), tone);
  const { rating, onTime = 0, daysLate: days = 0, settled } = payment;
  return [
    ...field(label, t(locale, 'customer.rating', { rating, onTime, days }), tone),
    ...field(t(locale, 'customer.settled'), settled),
  ];
}

function trendText(locale: Locale, trend: number): string {
  if (Math.abs(trend) < 10) return t(locale, 'customer.trend_flat');
  return t(locale, trend > 0 ? 'customer.trend_up' : 'customer.trend_down', { percent: Math.abs(trend) });
}

/** How the customer buys. */
export function habitFields(viewer: Viewer, { habits }: CustomerProfile, currency: string): Field[] {
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

/** What is going on with the customer: cases, what was said, and what comes next. */
export function serviceFields({ locale }: Viewer, profile: CustomerProfile, today: CalendarDate): Field[] {
  const { cases = [], feedback, followUp } = profile;
  const isLate = cases.some(({ dueDate }) => dueDate < today);
  const open = cases.map(({ number, kind, dueDate }) =>
    t(locale, 'case.in_line', { case: number, kind: { text: `case.kind.${kind}` }, date: dueDate }),
  );
  const last = feedback?.last;
  const words = last && [kindText(locale, last), last.text];
  const next =
    followUp &&
    t(locale, 'customer.follow_up_on', { date: followUp.on, text: followUp.text, who: followUp.who ?? '—' });
  return [
    ...field(t(locale, 'customer.cases'), open.join('\n'), isLate ? 'bad' : 'warn'),
    ...field(t(locale, 'customer.feedback'), feedback && sumsText(locale, feedback)),
    ...field(t(locale, 'customer.last_words'), words?.filter(Boolean).join(' · ')),
    ...field(t(locale, 'customer.follow_up'), next, followUp && followUp.on <= today ? 'warn' : undefined),
  ];
}
