import { type Kind, one } from '../kind.ts';

/** A price that was agreed with a customer ends: its owner may want to agree on the next one. */
export const price: Kind<'price'> = {
  name: 'price',
  about: 'price',
  offsets: [-7, -1],
  dates: ({ price: it, customer }) => one(it.endedAt ? undefined : it.validTo, { member: customer.owner }),
};
