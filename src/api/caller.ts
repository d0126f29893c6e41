import type { FastifyRequest } from 'fastify';
import { dateAt } from '../dates.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import { personOf } from '../members/member.ts';
import type { TokenHolder } from '../members/tokens.ts';
import { createRateLimit } from '../rate.ts';
import type { Locale } from '../text/index.ts';
import type { ApiContext } from './resource.ts';

/** Calls of one token at once, and how many a second after that. */
const rate = { burst: 60, perSecond: 10 };

/** `Authorization: Bearer …` (RFC 6750, section 2.1). */
const bearer = /^Bearer +([\w~+/.=-]{1,200})$/i;

/** Says who calls: a member by a token, in the language that was asked for or the own one. */
export function createCallers(desk: Desk) {
  const mayCall = createRateLimit(rate, desk.clock);

  async function holderOf(request: FastifyRequest): Promise<TokenHolder> {
    const token = bearer.exec(request.headers.authorization ?? '')?.[1];
    const holder = token === undefined ? undefined : await desk.tokens.check(token, desk.clock());
    if (holder) return holder;
    throw new DeskError('error.api_token', {}, { loudness: 'warn' });
  }

  return async function contextOf(request: FastifyRequest, language: Locale | undefined): Promise<ApiContext> {
    const { token, member } = await holderOf(request);
    if (!mayCall(token)) throw new DeskError('error.api_too_fast');
    const now = desk.clock();
    const { timezone } = await desk.settings.get();
    return {
      desk,
      actor: { member, from: `api:${token}`, key: newId(), now },
      person: personOf(member),
      locale: language ?? member.locale,
      today: dateAt(now, timezone),
    };
  };
}
