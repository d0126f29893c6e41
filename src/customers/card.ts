import type { Block, Button, Card } from '../chat/card.ts';
import type { CalendarDate } from '../dates.ts';
import { may } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { orderItem } from '../orders/cards/list-card.ts';
import { paymentBlocks } from '../payments/cards.ts';
import { recommendationBlocks } from '../recommendations/block.ts';
import { type TextKey, t } from '../text/index.ts';
import { creditFields, habitFields, paymentFields, profileFields, serviceFields } from './card-fields.ts';
import type { Customer } from './customer.ts';
import type { CustomerProfile } from './profile.ts';

type About = { currency: string; today: CalendarDate };

/** A customer as a viewer may see it: profile, credit, habits, last orders. The row must be the viewer's to read. */
export function customerCard(
  viewer: Viewer,
  customer: Customer,
  profile: CustomerProfile,
  about: About,
  note?: string,
): Card {
  const { locale } = viewer;
  const fields = [
    ...profileFields(viewer, customer, profile),
    ...creditFields(viewer, customer, profile, about.currency),
    ...paymentFields(viewer, customer, profile),
    ...serviceFields(viewer, profile, about.today),
  ];
  const habits = habitFields(viewer, profile, about.currency);
  const items = profile.lastOrders.map((order) => orderItem(viewer, order, about.today));
  const title = (text: string): Block => ({ kind: 'text', text, style: 'strong' });
  return {
    title: customer.name,
    blocks: [
      ...(note ? [{ kind: 'text' as const, text: note, tone: 'good' as const }] : []),
      { kind: 'fields', fields },
      ...(habits.length ? [title(t(locale, 'customer.habits')), { kind: 'fields' as const, fields: habits }] : []),
      ...recommendationBlocks(viewer, customer, profile.recommended),
      title(t(locale, 'customer.last_orders')),
      { kind: 'list', items, empty: t(locale, 'customer.no_orders') },
      ...buttons(viewer, customer, profile),
      ...paymentBlocks(viewer, customer, profile.free ?? 0, about.currency),
    ],
    summary: t(locale, 'customer.summary', { name: customer.name, code: customer.code }),
  };
}

/** What the viewer may do with the customer from here. */
function buttons({ locale, person }: Viewer, customer: Customer, { habits, followUp }: CustomerProfile): Block[] {
  const { code } = customer;
  const button = (label: TextKey, command: string, input: object): Button => ({
    label: t(locale, label),
    intent: { command, input: { ...input } },
  });
  const step = (label: TextKey, name: string, more: object = {}) =>
    button(label, 'customer', { code, step: name, ...more });
  const sells = may(person, 'order.create');
  const edits = may(person, 'customer.edit', customer) || may(person, 'customer.credit', customer);
  const all: Button[] = [
    ...(sells ? [{ ...button('customer.new_order', 'new', { customer: code }), style: 'primary' as const }] : []),
    ...(sells && habits.orders > 0 ? [button('again.button', 'again', { customer: code })] : []),
    ...(edits ? [step('customer.edit', 'edit')] : []),
    ...(may(person, 'customer.assign', customer) ? [step('customer.hand_over', 'assign')] : []),
    ...(may(person, 'customer.follow', customer) ? [step('customer.follow', 'follow')] : []),
    ...(followUp && may(person, 'customer.follow', customer)
      ? [step('customer.done', 'done', { followUp: followUp._id })]
      : []),
    ...(may(person, 'feedback.customer', customer)
      ? [button('feedback.record', 'feedback', { customer: code, step: 'give' })]
      : []),
    button('customer.orders', 'list', { customer: customer._id, all: true, skip: 0, beside: true }),
    ...(may(person, 'customer.merge', customer) ? [step('customer.merge', 'merge')] : []),
  ];
  return all.length > 0 ? [{ kind: 'buttons', buttons: all }] : [];
}
