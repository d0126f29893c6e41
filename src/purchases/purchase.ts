import type { CalendarDate } from '../dates.ts';

/** `cancelled`: what was still to come comes no more. */
export const purchaseStates = ['open', 'received', 'cancelled'] as const;
export type PurchaseState = (typeof purchaseStates)[number];

/** A part of a purchase that came. */
export type Received = {
  on: CalendarDate;
  /** Thousandths. */
  quantity: number;
  /** Member id. */
  by: string;
  /** The deed that booked it: the same one again books nothing. */
  key: string;
};

/** One product ordered from a supplier. Quantities in thousandths, prices in 1/10,000 of the major unit of the base currency. */
export type Purchase = {
  _id: string;
  supplier: string;
  product: string;
  /** As they were called when it was ordered. */
  sku: string;
  supplierName: string;
  quantity: number;
  /** What a unit costs. Cost class. */
  unitCost?: number;
  orderedOn: CalendarDate;
  /** The first date that the supplier promised: on time is measured against it. */
  promisedOn: CalendarDate;
  /** Today's best knowledge; moves freely. */
  expectedOn: CalendarDate;
  received: Received[];
  state: PurchaseState;
  /** When the last of it came, or when it was cancelled. */
  endedOn?: CalendarDate;
  note?: string;
  by: string;
  at: Date;
  sample?: boolean;
};

/** What came of a purchase, in thousandths. */
export const receivedOf = ({ received }: Pick<Purchase, 'received'>): number =>
  received.reduce((sum, { quantity }) => sum + quantity, 0);

/** What an open purchase still has to bring, in thousandths; nothing of one that is over. */
export const restOf = (purchase: Pick<Purchase, 'quantity' | 'received' | 'state'>): number =>
  purchase.state === 'open' ? Math.max(0, purchase.quantity - receivedOf(purchase)) : 0;

/** What is on order of a product: what its purchases still have to bring, in thousandths. */
export const onOrderOf = (purchases: Iterable<Pick<Purchase, 'quantity' | 'received' | 'state'>>): number =>
  [...purchases].reduce((sum, purchase) => sum + restOf(purchase), 0);

/** When what an open purchase still has to bring is there: what is late comes today at the earliest. */
export const arrivalOf = ({ expectedOn }: Pick<Purchase, 'expectedOn'>, today: CalendarDate): CalendarDate =>
  expectedOn < today ? today : expectedOn;
