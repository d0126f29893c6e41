import { isEnded } from '../../customers/follow-up.ts';
import { type Kind, one } from '../kind.ts';

/** Nothing has happened to an open order for some days: its owner is asked to follow up, until something does. */
export const silent: Kind<'follow_up'> = {
  name: 'silent',
  about: 'follow_up',
  offsets: [0],
  every: 3,
  dates: ({ followUp: it, order }) =>
    it.silentSince && order && !isEnded(it, order) ? one(it.on, { name: it.silentSince }) : [],
};
