import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Cause } from '../members/actor.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from './recipients.ts';

/** What happened to an absence. */
export type AbsenceEvent = 'planned' | 'cancelled' | 'begun' | 'over' | 'back' | 'alone';

type Told = { to: string; event: AbsenceEvent; data: Record<string, unknown> };

/** Whom an absence that began, was changed or is over is told to; members do not hear what they said themselves. */
function told({ away: before }: Member, { _id, away, active }: Member, isOwn: boolean): Told[] {
  const [old, now] = [before, away].map(
    (a) => a && { standIn: a.standIn, until: a.until, since: a.since.toISOString() },
  );
  const isBegun = now && (!old || old.standIn !== now.standIn || old.until !== now.until);
  return [
    ...(isBegun ? [{ to: now.standIn, event: 'begun' as const, data: now }] : []),
    ...(isBegun && !isOwn ? [{ to: _id, event: 'begun' as const, data: now }] : []),
    ...(old && old.standIn !== now?.standIn ? [{ to: old.standIn, event: 'over' as const, data: old }] : []),
    ...(old && !now && active && !isOwn ? [{ to: _id, event: 'back' as const, data: old }] : []),
  ];
}

/** The same of what is planned; what begins as it was planned is told as begun. */
function foretold(before: Member, { _id, planned, away, active }: Member, isOwn: boolean): Told[] {
  const [old, now] = [before.planned, planned].map((p) => p && { standIn: p.standIn, from: p.from, until: p.until });
  const isSame = old?.standIn === now?.standIn && old?.from === now?.from && old?.until === now?.until;
  const hasBegun = old !== undefined && away?.standIn === old.standIn && away.until === old.until;
  if (isSame) return [];
  const people = (standIn: string) => (isOwn || !active ? [standIn] : [standIn, _id]);
  return [
    ...(old && old.standIn !== now?.standIn && !hasBegun
      ? people(old.standIn).map((to) => ({ to, event: 'cancelled' as const, data: old }))
      : []),
    ...(now ? people(now.standIn).map((to) => ({ to, event: 'planned' as const, data: now })) : []),
  ];
}

/** What goes out when an absence changes: to the stand-in, and to the member where somebody else, or the day, did it. */
export function absenceRows(
  before: Member,
  after: Member,
  cause: Cause,
  world: { members: readonly Member[]; directOf: DirectOf },
): NewOutboxRow[] {
  const isOwn = cause.member?._id === after._id;
  return [...told(before, after, isOwn), ...foretold(before, after, isOwn)].flatMap(({ to, event, data }) => {
    const member = world.members.find((m) => m._id === to && (m.active || m._id === after._id));
    return (member ? toMember(member, world.directOf) : []).map((recipient) => ({
      _id: `absence:${event}:${after._id}:${cause.key}:${recipient.conversation}`,
      job: 'absence' as const,
      ...recipient,
      data: { event, member: after._id, ...data },
    }));
  });
}
