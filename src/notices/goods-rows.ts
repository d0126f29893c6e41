import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { isOperations, type Member } from '../members/member.ts';
import { isDelay } from '../orders/goods.ts';
import type { TimelineEntry } from '../orders/order.ts';
import type { MoveMade, World } from './after-move.ts';
import { toMember } from './recipients.ts';
import { row } from './row.ts';

/** What the timeline says of the move, and of the expected date because of it. */
const saidIn = ({ after, actor }: MoveMade): TimelineEntry[] => after.timeline.filter((e) => e.key === actor.key);

/** The expected date got later than it was, and than was promised. */
const isDelayed = (made: MoveMade): boolean =>
  saidIn(made).some((e) => e.action === 'expected' && e.goods !== undefined && isDelay(e.goods));

/** Something went wrong with a parcel, or less arrived than was sent. */
const isException = (made: MoveMade): boolean =>
  saidIn(made).some((e) => e.goods?.event === 'exception' || !!e.goods?.missing);

/**
 * News that are written down and shown in the order's thread, without a message of their own: parcels that move, and what
 * production does. What is late or wrong is told.
 */
export const isQuiet = (made: MoveMade): boolean =>
  (made.action === 'track' || made.action === 'milestone') && made.before.state === made.after.state;

/** Whether a warning of its own says to the owner what happened. */
export const isTroubleFor = (owner: Member, made: MoveMade): boolean =>
  isDelayed(made) || (isException(made) && made.actor.member._id !== owner._id);

/** The owner is warned, once a change, that the goods are expected later than promised. */
function delayRows(made: MoveMade, { members, directOf }: World): NewOutboxRow[] {
  const { after, actor } = made;
  const owner = members.find((m) => m._id === after.owner && m.active);
  if (!owner || !isDelayed(made)) return [];
  const data = { key: actor.key };
  return toMember(owner, directOf).map((to) => row('delayed', `${after._id}:${after.revision}`, to, after, data));
}

/** The owner and operations hear at once of trouble with a parcel; not who said so. */
function exceptionRows(made: MoveMade, { members, directOf }: World): NewOutboxRow[] {
  if (!isException(made)) return [];
  const { after, actor } = made;
  const told = members.filter((m) => m.active && (m._id === after.owner || isOperations(m)));
  const data = { key: actor.key };
  return told
    .filter((m) => m._id !== actor.member._id)
    .flatMap((m) => toMember(m, directOf))
    .map((to) => row('exception', `${after._id}:${after.revision}`, to, after, data));
}

/** Who becomes responsible for a milestone hears of it. */
function milestoneRows(made: MoveMade, { members, directOf }: World): NewOutboxRow[] {
  const { before, after, actor } = made;
  if (made.action !== 'milestone') return [];
  return (after.milestones ?? []).flatMap(({ id, responsible }) => {
    const had = before.milestones?.find((m) => m.id === id)?.responsible;
    const member = members.find((m) => m._id === responsible && m.active);
    if (!member || responsible === had || responsible === actor.member._id) return [];
    const data = { milestone: id, by: actor.member._id };
    return toMember(member, directOf).map((to) => row('milestone', `${after._id}:${after.revision}`, to, after, data));
  });
}

/** Who is told of late dates, of trouble with parcels, and of what production and purchasing have to do. */
export const goodsRows = (made: MoveMade, world: World): NewOutboxRow[] =>
  [delayRows, exceptionRows, milestoneRows].flatMap((rows) => rows(made, world));
