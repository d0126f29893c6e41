import { isEnded } from '../../customers/follow-up.ts';
import { type Kind, one } from '../kind.ts';

/** What somebody noted to do on a day. It is the member's own note: it is not repeated, and no manager hears of it. */
export const followUp: Kind<'follow_up'> = {
  name: 'follow_up',
  about: 'follow_up',
  // The day after, too: one may be noted for today when the digest of today was told.
  offsets: [0, 1],
  dates: ({ followUp: it, order }) => (it.silentSince || isEnded(it, order) ? [] : one(it.on, { name: it.text })),
};
