import type { Connection } from 'mongoose';
import { DeskError } from '../errors.ts';
import { newSecretId } from '../id.ts';
import { memberModel } from './model.ts';
import { hashOf, linkModel, sessionModel, signOutEverywhere } from './sessions.ts';

const minutes = 60_000;
const hours = 60 * minutes;
/** A link counts once, for this long. */
export const linkLife = 10 * minutes;
/** A session ends when it was not used for this long. */
export const sessionLife = 12 * hours;
/** Time that passes before a used session is prolonged again, so that not every request writes. */
const prolongAfter = hours / 2;

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

/** One-time links and sessions of the web console. Tokens and session ids are random (128 bits) and kept as hashes. */
export type SignIn = {
  /** A new token for a one-time link. */
  issue(member: string, now: Date): Promise<string>;
  /** Uses a token up and gives the member's id; throws `error.sign_in_used` when it is unknown, used or too old. */
  redeem(token: string, now: Date): Promise<string>;
  /** Opens a session and gives its id, for the cookie. */
  open(member: string, now: Date): Promise<string>;
  /** The member of a living session, and prolongs it; undefined when it is over or the member has left. */
  check(session: string, now: Date): Promise<string | undefined>;
  close(session: string): Promise<void>;
  /** Ends every session, link and token of a member. */
  revoke(member: string): Promise<void>;
};

export function createSignIn(connection: Connection): SignIn {
  const links = linkModel(connection);
  const sessions = sessionModel(connection);
  const isActive = async (id: string) => (await memberModel(connection).exists({ _id: id, active: true })) !== null;

  return {
    async issue(member, now) {
      const token = newSecretId();
      await links.create({ _id: hashOf(token), member, expiresAt: later(now, linkLife) });
      return token;
    },
    async redeem(token, now) {
      const unused = { _id: hashOf(token), usedAt: { $exists: false }, expiresAt: { $gt: now } };
      const link = await links.findOneAndUpdate(unused, { $set: { usedAt: now } }).lean();
      if (!link || !(await isActive(link.member))) throw new DeskError('error.sign_in_used', {}, { loudness: 'warn' });
      return link.member;
    },
    async open(member, now) {
      const id = newSecretId();
      await sessions.create({ _id: hashOf(id), member, createdAt: now, expiresAt: later(now, sessionLife) });
      return id;
    },
    async check(id, now) {
      const session = await sessions.findOne({ _id: hashOf(id), expiresAt: { $gt: now } }).lean();
      if (!session || !(await isActive(session.member))) return undefined;
      const end = later(now, sessionLife);
      if (end.getTime() - session.expiresAt.getTime() >= prolongAfter)
        await sessions.updateOne({ _id: session._id }, { $max: { expiresAt: end } });
      return session.member;
    },
    close: async (id) => {
      await sessions.deleteOne({ _id: hashOf(id) });
    },
    revoke: (member) => signOutEverywhere(connection, member),
  };
}
