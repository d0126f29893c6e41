import type { ClientSession } from 'mongoose';
import { sampleSource } from '../audit/entry.ts';
import { transact } from '../database/transact.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Cause } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import { markRemoved } from './marker.ts';
import { removePeople, removeTeams, samplePeople } from './remove-people.ts';
import { removeRecords } from './remove-records.ts';
import { disconnectSample, removeTalk } from './remove-talk.ts';

/** What went, by kind; `kept` are orders of real members on sample customers; `left` is who waits to be removed last. */
export type Removed = {
  orders: number;
  payments: number;
  customers: number;
  products: number;
  members: number;
  teams: number;
  /** Messages of the console, cards and rows that waited to be sent. */
  messages: number;
  kept: number;
  left?: Member;
};

type Options = {
  /** Who asks; without, the desk itself. */
  cause?: Cause;
  /** The sample person who asks stays, signed in, until this is called again without it. */
  keep?: string;
};

async function work(desk: Desk, cause: Cause, keep: string | undefined, session: ClientSession): Promise<Removed> {
  const { connection, audit } = desk;
  const people = await samplePeople(connection, session);
  const left = people.find((m) => m._id === keep);
  const going = people.filter((m) => m !== left);
  const { goneOrders, ...records } = await removeRecords(connection, people, cause.now, session);
  const teams = await removeTeams(connection, people, session);
  const members = await removePeople(connection, going, session);
  await disconnectSample(connection, session);
  const messages = await removeTalk(connection, going, goneOrders, session);
  await markRemoved(connection, cause.now, left?._id, session);
  const counts = { ...records, members, teams, messages };
  if (Object.entries(counts).some(([name, n]) => name !== 'kept' && n > 0)) {
    const line = { at: cause.now, by: cause.member?._id, from: cause.from, action: 'sample.remove', after: counts };
    await audit.record({ ...line, subject: { kind: 'Settings', id: 'desk' } }, session);
  }
  return { ...counts, left };
}

/**
 * Removes the sample company in one transaction: its records, what its people made, their conversations and sessions,
 * and its channels. What real members made stays: an order on a sample customer keeps the customer's name as it was.
 * Again, it finds nothing. The company is never loaded again. Throws `error.not_allowed` for whoever is no admin.
 */
export async function removeSample(desk: Desk, { cause, keep }: Options = {}): Promise<Removed> {
  const by = cause ?? { from: sampleSource, key: 'sample.remove', now: desk.clock() };
  if (by.member && !may(personOf(by.member), 'settings'))
    throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
  return transact(desk.connection, (session) => work(desk, by, keep, session));
}
