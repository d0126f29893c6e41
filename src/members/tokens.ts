import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import { newId, newSecretId } from '../id.ts';
import { may } from './ability.ts';
import type { Actor } from './actor.ts';
import type { Guard } from './guard.ts';
import { type Member, type Person, personOf } from './member.ts';
import { hashOf } from './sessions.ts';
import { type Token, tokenModel } from './token-model.ts';

/** How long the code holds with which a token is collected, ms. */
const codeLife = 10 * 60_000;
/** Time that passes before the use of a token is noted again, ms, so that not every request writes. */
const notedEvery = 3_600_000;
/** How tokens begin, so that one that got lost is known for what it is. */
const prefix = 'odk_';
/** Anything else is no token or code, and is not looked for. Both have so many random bits (256, 128) that guesses need no limit. */
const forms = { token: /^odk_[\w-]{44}$/, code: /^[\w-]{22}$/ };
/** Signs of a token's name. */
export const longestTokenName = 80;

/** A token as lists show it: without what opens it. */
export type TokenView = Pick<Token, '_id' | 'member' | 'name' | 'createdAt' | 'usedAt'> & { collected: boolean };

/** Whose token a call came with. */
export type TokenHolder = { token: string; member: Member };

/**
 * Tokens of the API. A chat keeps what is said in it, so a token itself is never shown there: an admin gets a code, and
 * whoever calls the API with the code within ten minutes gets the token, once.
 */
export type Tokens = {
  /** Makes a token of a member and gives the code for it. Throws `error.not_allowed` for who is no admin. */
  issue(actor: Actor, member: Member, name: string): Promise<string>;
  /** Uses a code up and gives the token; throws `error.token_code` when it is unknown, used or too old. */
  collect(code: string, now: Date): Promise<string>;
  /** Whose token it is; undefined when it is unknown or revoked, or the member has left. */
  check(token: string, now: Date): Promise<TokenHolder | undefined>;
  /** All tokens, newest first, for an admin; nobody else has any. */
  list(person: Person): Promise<TokenView[]>;
  /** Ends a token at once; one that is gone already is left alone. Throws `error.not_allowed` for who is no admin. */
  revoke(actor: Actor, id: string): Promise<void>;
};

export type TokensDeps = {
  connection: Connection;
  audit: Pick<Audit, 'record'>;
  guard: Guard;
  members: { get(id: string): Promise<Member | undefined> };
};

export function createTokens({ connection, audit, guard, members }: TokensDeps): Tokens {
  const tokens = tokenModel(connection);

  type Told = Pick<Token, '_id' | 'member' | 'name'>;

  async function noted(actor: Actor, action: string, { member, name, _id }: Told, session: ClientSession) {
    const subject = { kind: 'Member' as const, id: member };
    const line = { at: actor.now, by: actor.member._id, from: actor.from, action, subject, after: { what: name } };
    await audit.record({ ...line, key: `${action}:${_id}` }, session);
  }

  const mayManage = (actor: Actor, action: string, member: string) =>
    guard(actor, may(personOf(actor.member), 'token'), action, { kind: 'Member', id: member });

  return {
    async issue(actor, member, name) {
      await mayManage(actor, 'token.issue', member._id);
      if (!member.active) throw new DeskError('error.member_inactive', { name: member.name });
      const code = newSecretId();
      const token = { _id: newId(), member: member._id, name, createdBy: actor.member._id, createdAt: actor.now };
      await transact(connection, async (session) => {
        const row = { ...token, code: hashOf(code), codeUntil: new Date(actor.now.getTime() + codeLife) };
        await tokens.create([row], { session });
        await noted(actor, 'token.issue', token, session);
      });
      return code;
    },
    async collect(code, now) {
      const secret = `${prefix}${newSecretId()}${newSecretId()}`;
      const open = { code: hashOf(code), codeUntil: { $gt: now } };
      const taken = { $set: { secret: hashOf(secret) }, $unset: { code: 1 as const, codeUntil: 1 as const } };
      const refused = () => new DeskError('error.token_code', {}, { loudness: 'warn' });
      if (!forms.code.test(code)) throw refused();
      await transact(connection, async (session) => {
        const token = await tokens.findOneAndUpdate(open, taken, { session }).lean<Token>();
        const member = token ? await members.get(token.member) : undefined;
        // Of who has left nothing is taken, so that the token goes with its code.
        if (!token || !member?.active) throw refused();
        await noted({ member, from: `api:${token._id}`, key: token._id, now }, 'token.collect', token, session);
      });
      return secret;
    },
    async check(secret, now) {
      const found = forms.token.test(secret) ? await tokens.findOne({ secret: hashOf(secret) }).lean() : null;
      const member = found ? await members.get(found.member) : undefined;
      if (!found || !member?.active) return undefined;
      if (now.getTime() - (found.usedAt?.getTime() ?? 0) >= notedEvery)
        await tokens.updateOne({ _id: found._id }, { $max: { usedAt: now } });
      return { token: found._id, member };
    },
    async list(person) {
      if (!may(person, 'token')) return [];
      const all = await tokens.find({}, { code: 0, codeUntil: 0 }).sort({ _id: -1 }).lean<Token[]>();
      return all.map(({ _id, member, name, createdAt, usedAt, secret }) => {
        return { _id, member, name, createdAt, usedAt, collected: secret !== undefined };
      });
    },
    async revoke(actor, id) {
      const found = await tokens.findOne({ _id: id }).lean();
      await mayManage(actor, 'token.revoke', found?.member ?? actor.member._id);
      if (!found) return;
      await transact(connection, async (session) => {
        const { deletedCount } = await tokens.deleteOne({ _id: id }, { session });
        if (deletedCount === 1) await noted(actor, 'token.revoke', found, session);
      });
    },
  };
}
