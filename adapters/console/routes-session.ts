import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../src/clock.ts';
import { DeskError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Member } from '../../src/members/member.ts';
import { createRateLimit } from '../../src/rate.ts';
import type { Locale } from '../../src/text/index.ts';
import type { Members, SignIn } from './deps.ts';
import { limits } from './limits.ts';
import { bodies, parseBody } from './parse.ts';
import { isLocal, sessionCookie } from './verify.ts';
import { cookieName, type Viewer, type Viewers } from './viewer.ts';

/** Signing in and out, who I am, and my language. */
export function sessionRoutes(
  server: FastifyInstance,
  deps: {
    config: { publicUrl: string; personas: boolean; locale: Locale };
    members: Members;
    signIn: SignIn;
    setLocale: (member: Member, locale: Locale) => Promise<void>;
    viewers: Viewers;
    clock: Clock;
    log: Log;
  },
): void {
  const { config, members, signIn, viewers, clock } = deps;
  const attempt = createRateLimit(limits.signIn, clock);
  const personaAttempt = createRateLimit(limits.act, clock);
  const secure = config.publicUrl.startsWith('https:');

  const cookie = (reply: FastifyReply, value: string) =>
    reply.header('set-cookie', sessionCookie(cookieName, value, { secure, seconds: limits.cookieLife }));

  const personas = async (request: FastifyRequest) =>
    config.personas && isLocal(request) ? await members.personas() : [];

  async function memberOf(request: FastifyRequest, body: { token: string } | { persona: string }): Promise<string> {
    const allow = 'token' in body ? attempt : personaAttempt;
    if (!allow(request.raw.socket.remoteAddress ?? '')) throw new DeskError('error.console_too_fast');
    if ('token' in body) return signIn.redeem(body.token, clock());
    const found = (await personas(request)).find((persona) => persona.id === body.persona);
    if (!found) throw new DeskError('error.console_personas_off', {}, { loudness: 'warn' });
    return found.id;
  }

  async function about(request: FastifyRequest, viewer: Viewer) {
    const { member, address } = viewer;
    const { locale } = member;
    const offered = await personas(request);
    return {
      id: member._id,
      name: member.name,
      address,
      locale,
      timezone: member.timezone,
      roles: members.roleWords(member, locale),
      sample: config.personas,
      personas: offered.map(({ id, name, role }) => ({ id, name, role: role[locale] })),
    };
  }

  /** The language that was chosen before signing in becomes the member's; the sign-in stands even where that fails. */
  async function speak(id: string, locale: Locale | undefined): Promise<void> {
    try {
      const member = locale && (await members.byId(id));
      if (member && member.locale !== locale) await deps.setLocale(member, locale);
    } catch (error) {
      deps.log.warn({ err: error }, 'the language chosen while signing in could not be kept');
    }
  }

  server.post('/api/session', async (request, reply) => {
    const body = parseBody(bodies.session, request.body);
    const member = await memberOf(request, body);
    const old = viewers.sessionOf(request);
    const session = await signIn.open(member, clock());
    if (old) await signIn.close(old);
    await speak(member, body.locale);
    cookie(reply, session);
    return { member };
  });

  /** Open to all: who I am, or nobody. What a page asks first, since a refusal would be a red line in its log. */
  server.get('/api/session', async (request) => {
    const viewer = await viewers.bySession(viewers.sessionOf(request));
    return { me: viewer ? await about(request, viewer) : null };
  });

  server.delete('/api/session', async (request, reply) => {
    const old = viewers.sessionOf(request);
    if (old) await signIn.close(old);
    cookie(reply, '');
    return {};
  });

  /** Open to all: how one can sign in here. Names are told only where the personas may be used. */
  server.get('/api/sign-in', async (request) => {
    const offered = await personas(request);
    return { locale: config.locale, personas: offered.map(({ id, name, role }) => ({ id, name, role })) };
  });

  server.get('/api/me', async (request) => about(request, await viewers.ofRequest(request)));

  server.post('/api/locale', async (request) => {
    const viewer = await viewers.ofRequest(request);
    const { locale } = parseBody(bodies.locale, request.body);
    await deps.setLocale(viewer.member, locale);
    return about(request, await viewers.ofRequest(request));
  });
}
