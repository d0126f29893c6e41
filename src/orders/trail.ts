import type { Order } from './order.ts';

type Fields = Record<string, unknown>;
type Told = { before?: Fields; after: Fields };

const factsOf = ({ customer, total, currency, version }: Order): Fields => ({ customer, total, currency, version });

/** What the audit trail keeps of a draft that was made or edited: never a contact. */
export const draftTrail = (before: Order | undefined, after: Order): Told => ({
  ...(before && { before: factsOf(before) }),
  after: factsOf(after),
});

function movedFacts(order: Order, isNewVersion: boolean): Fields {
  const { state, version, total, requestedDate, promisedDate, paymentDays } = order;
  return { state, version, ...(isNewVersion && { total, requestedDate, promisedDate, paymentDays }) };
}

/** What it keeps of a move; of a new version, what it is about; of a stand-in, for whom it was made. */
export function moveTrail(before: Order, after: Order, standsFor?: string): Told {
  const isNewVersion = after.version !== before.version;
  return {
    before: movedFacts(before, isNewVersion),
    after: { ...movedFacts(after, isNewVersion), ...(standsFor && { for: standsFor }) },
  };
}

/** What it keeps of a payment: what was paid of the order so far, in minor units. */
export const paidTrail = (before: Pick<Order, 'paid'>, after: Pick<Order, 'paid'>): Told => ({
  before: { paid: before.paid },
  after: { paid: after.paid },
});
