import type { Customer } from '../customers/customer.ts';
import { newId } from '../id.ts';
import type { Actor } from '../members/actor.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf, toBase } from './currency.ts';
import { type DraftInput, searchOf, snapshotOf } from './draft-input.ts';
import { type PriceOf, priceLines, totalOf } from './lines.ts';
import type { Order, TimelineEntry } from './order.ts';

/** What was read for a draft; `offers` and what the price lists say are in the draft's currency. */
export type DraftFacts = {
  settings: Settings;
  customer: Customer;
  offers: ReadonlyMap<string, Product>;
  priceOf: PriceOf;
};

/** The fields of an order that follow from what was entered. Throws `FieldErrors`. */
export function enteredFields(input: DraftInput, { settings, customer, offers, priceOf }: DraftFacts) {
  const currency = input.currency ?? settings.currency;
  const rate = rateOf(currency, settings);
  const lines = priceLines(input.lines, offers, currency, priceOf);
  const total = totalOf(lines);
  return {
    customer: customer._id,
    customerSnapshot: snapshotOf(customer),
    lines,
    currency,
    rate,
    total,
    baseTotal: toBase(total, currency, rate, settings.currency),
    requestedDate: input.requestedDate,
    promisedDate: input.promisedDate,
    expectedDate: input.promisedDate ?? input.requestedDate,
    paymentDays: input.paymentDays ?? customer.paymentDays,
    poNo: input.poNo,
    notes: input.notes,
    shipTo: input.shipTo ?? customer.address,
  };
}

/** A line of the timeline about the entering of an order. */
export const enteredEntry = (actor: Actor, action: 'create' | 'edit'): TimelineEntry => ({
  at: actor.now,
  by: actor.member._id,
  action,
  key: actor.key,
});

/** What every draft begins with, under the key of the deed that makes it. */
export const emptyDraft = (draftNo: string, requestKey: string) => ({
  _id: newId(),
  draftNo,
  state: 'draft' as const,
  priority: 0,
  paid: 0,
  shipments: [],
  openComplaints: 0,
  requestKey,
  version: 1,
});

/** A draft as it is stored when it is made. */
export function newDraft(
  actor: Actor,
  fields: ReturnType<typeof enteredFields>,
  { customer, draftNo }: { customer: Customer; draftNo: string },
): Order {
  return {
    ...fields,
    ...emptyDraft(draftNo, actor.key),
    owner: actor.member._id,
    createdBy: actor.member._id,
    team: actor.member.teams[0],
    timeline: [{ ...enteredEntry(actor, 'create'), to: 'draft' }],
    search: searchOf(customer, fields.lines, [draftNo], fields.poNo),
  } as unknown as Order;
}
