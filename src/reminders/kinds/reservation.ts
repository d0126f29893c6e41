import { addDays, dateAt } from '../../dates.ts';
import { type OrderKind, one } from '../kind.ts';

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** What an undecided order holds is given back in time: its owner hears of it before. */
export const reservation: OrderKind = {
  name: 'reservation',
  about: 'order',
  // The day before, too: it may end before the hour of the digest.
  offsets: [-1, 0],
  // Half a day more on both sides: the dates of the span are those of some time zone.
  find: (owner, { $gte, $lte }) => [
    { owner, state: 'pending', reservedUntil: { $gte: utc(addDays($gte, -1)), $lt: utc(addDays($lte, 2)) } },
  ],
  dates: ({ state, reservedUntil }, zone) =>
    one(state === 'pending' && reservedUntil ? dateAt(reservedUntil, zone) : undefined),
};
