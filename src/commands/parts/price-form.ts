import type { Form, FormField, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import type { CalendarDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { redact } from '../../members/ability.ts';
import { decimalText, priceScale, priceWithCurrency, quantityScale } from '../../money.ts';
import { isListPrice, type PriceEntry, tierKey } from '../../prices/entry.ts';
import type { PriceInput } from '../../prices/input.ts';
import { entryWords, whomWords } from '../../prices/words.ts';
import { marginText } from '../../products/card.ts';
import type { Product } from '../../products/product.ts';
import { listed, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collectAll } from './collect.ts';
import { customerIn } from './customer-field.ts';
import { dateOf, numberOf, textOf } from './values.ts';

/** What is known of a price that is to be set. */
export type WantedPrice = {
  customer?: Customer;
  tier?: string;
  price?: number;
  from?: number;
  validFrom?: CalendarDate;
  validTo?: CalendarDate;
};

/** A price that is to be set, in exact units. */
export const inputOf = (product: Product, wanted: WantedPrice & { price: number }): PriceInput => ({
  product: product._id,
  customer: wanted.customer?._id,
  tier: wanted.tier,
  from: wanted.from ?? 0,
  price: wanted.price,
  validFrom: wanted.validFrom,
  validTo: wanted.validTo,
});

/** What is to be looked at about a price: under cost or floor, for those who read them, or for a tier that nobody knows. */
export async function priceWarnings(
  product: Product,
  { price, tier }: WantedPrice,
  context: CommandContext,
): Promise<string[]> {
  const { locale, person, desk } = context;
  const { currency, tiers } = await desk.settings.get();
  const { floorPrice, cost } = redact(person, 'Product', product);
  const isUnder = (limit: number | undefined): limit is number =>
    price !== undefined && limit !== undefined && price < limit;
  const isKnown = tier === undefined || tiers.some((known) => tierKey(known) === tierKey(tier));
  return [
    ...(isUnder(floorPrice)
      ? [t(locale, 'form.price.under_floor', { floor: priceWithCurrency(floorPrice, currency) })]
      : []),
    ...(isUnder(cost) ? [t(locale, 'form.price.under_cost', { cost: priceWithCurrency(cost, currency) })] : []),
    ...(isKnown ? [] : [t(locale, 'form.price.tier_unknown', { tier: tier ?? '', known: listed(locale, tiers) })]),
  ];
}

/** What the same people pay now for that much. */
async function presentPrice(
  product: Product,
  { customer, tier, from = 0 }: WantedPrice,
  { desk, today }: CommandContext,
) {
  const whom = customer ? { customer: customer._id, tier: customer.tier } : { tier };
  const steps = await desk.prices.steps(product, whom, today);
  return steps.findLast((step) => step.from <= from)?.price ?? product.price;
}

/** What a price would change: for whom, the margin, which prices it ends, and how many drafts it leaves alone. */
async function effects(
  product: Product,
  wanted: WantedPrice & { price: number },
  context: CommandContext,
): Promise<string[]> {
  const { locale, person, desk } = context;
  const { currency } = await desk.settings.get();
  const { price, customer } = wanted;
  const present = isListPrice(wanted) ? product.price : await presentPrice(product, wanted, context);
  const { cost } = redact(person, 'Product', product);
  const input = inputOf(product, wanted);
  const { ended, beside } = isListPrice(wanted) ? { ended: [], beside: [] } : await desk.prices.clashes(input);
  const drafts = await desk.prices.openDrafts(person, product, input);
  const money = (value: number) => priceWithCurrency(value, currency);
  const margins = { before: marginText(present, cost ?? 0) ?? '—', after: marginText(price, cost ?? 0) ?? '—' };
  const said = (entry: PriceEntry) => entryWords(locale, { ...entry, buyer: customer }, currency);
  const who = whomWords(locale, { ...input, buyer: customer });
  return [
    t(locale, 'form.price.now', { who, before: money(present), after: money(price) }),
    ...(cost === undefined ? [] : [t(locale, 'form.price.margin', margins)]),
    ...ended.map((entry) => t(locale, 'form.price.replaces', { price: said(entry) })),
    ...beside.map((entry) => t(locale, 'form.price.beside', { price: said(entry) })),
    ...(drafts > 0 ? [t(locale, 'form.price.drafts', { n: drafts })] : []),
  ];
}

function fieldsOf(
  wanted: WantedPrice,
  tiers: readonly string[],
  currency: string,
  { locale }: CommandContext,
): FormField[] {
  const { customer, tier, price, from, validFrom, validTo } = wanted;
  const known = tier && !tiers.some((one) => tierKey(one) === tierKey(tier)) ? [...tiers, tier] : tiers;
  const meant = tier && known.find((one) => tierKey(one) === tierKey(tier));
  return [
    {
      kind: 'number',
      name: 'price',
      label: t(locale, 'form.price.price', { currency }),
      required: true,
      value: price === undefined ? undefined : decimalText(price, priceScale),
    },
    {
      kind: 'search',
      name: 'customer',
      label: t(locale, 'form.price.customer'),
      source: 'customer',
      value: customer?.code,
      valueLabel: customer?.name,
    },
    {
      kind: 'text',
      name: 'tier',
      label: t(locale, 'form.price.tier'),
      value: meant || undefined,
      hint: known.join(' · '),
      maxLength: 40,
    },
    {
      kind: 'number',
      name: 'from',
      label: t(locale, 'form.price.from'),
      hint: t(locale, 'form.price.hint'),
      value: from ? decimalText(from, quantityScale) : undefined,
    },
    { kind: 'date', name: 'validFrom', label: t(locale, 'field.valid_from'), value: validFrom },
    { kind: 'date', name: 'validTo', label: t(locale, 'field.valid_to'), value: validTo },
  ];
}

/** The form that sets a price, filled with what was typed, and what that would change above it. */
export async function priceForm(product: Product, wanted: WantedPrice, context: CommandContext): Promise<Form> {
  const { locale, desk } = context;
  const { currency, tiers } = await desk.settings.get();
  const { price } = wanted;
  const present = t(locale, 'form.price.present', { price: priceWithCurrency(product.price, currency) });
  const note =
    price === undefined
      ? [present]
      : [
          ...(await effects(product, { ...wanted, price }, context)),
          ...(await priceWarnings(product, wanted, context)),
        ];
  return {
    title: t(locale, 'form.price.title', { sku: product.sku }),
    submit: t(locale, 'form.price.submit'),
    note: note.join('\n'),
    intent: { command: 'price', input: { sku: product.sku } },
    fields: fieldsOf(wanted, tiers, currency, context),
  };
}

/** Reads the form that sets a price. Throws `FieldErrors` with every mistake at its field. */
export async function readPriceForm(
  values: FormValues,
  context: CommandContext,
): Promise<WantedPrice & { price: number }> {
  const { locale, today } = context;
  const missing = () => new DeskError('error.required', { field: t(locale, 'label.price') }, { field: 'price' });
  return collectAll({
    customer: () => customerIn(values, context),
    price: () => {
      const given = numberOf(values, 'price', priceScale, '9.50');
      if (given === undefined) throw missing();
      if (given < 0) throw new DeskError('error.price_amount', {}, { field: 'price' });
      return given;
    },
    tier: () => textOf(values, 'tier'),
    from: () => numberOf(values, 'from', quantityScale, '100'),
    validFrom: () => dateOf(values, 'validFrom', today),
    validTo: () => dateOf(values, 'validTo', today),
  });
}
