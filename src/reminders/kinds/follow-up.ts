import { isEnded } from '../../customers/follow-up.ts';
import { type Kind, one } from '../kind.ts';

/** What somebody noted to do on a day. It is the member's own note: it is not repeated, and no manager hears of it. */
export const followUp: Kind<'follow_up'> = {
  name: 'follow_up',
  about: 'follow_up',
  offsets: [0],
  again: [1],
  dates: ({ followUp: it, order }) => (it.silentSince || isEnded(it, order) ? [] : one(it.on, { name: it.text })),
};
