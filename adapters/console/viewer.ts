import type { FastifyRequest } from 'fastify';
import { type Address, nativeId, platformOf } from '../../src/chat/address.ts';
import type { Clock } from '../../src/clock.ts';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import type { ChannelView, Members, SignIn } from './deps.ts';
import { readCookie } from './verify.ts';

/** Who looks at the console, and through which session. */
export type Viewer = { member: Member; address: Address; direct: Address; session: string };

export const cookieName = 'orderdesk_session';

/** The address of a member who has no identity in the console. */
export const ownAddress = (memberId: string): Address => `console:${memberId}`;

/** A member's address in the console: the console identity, else one made of the member's id. */
export const consoleAddress = (member: Member): Address =>
  member.identities.find((identity) => platformOf(identity) === 'console') ?? ownAddress(member._id);

/** The conversation of a person with the desk. */
export const directOf = (person: Address): Address => `console:@${nativeId(person)}`;

export type Viewers = ReturnType<typeof createViewers>;

/** Finds out who calls, and what that person may read. */
export function createViewers(deps: {
  members: Pick<Members, 'byId'>;
  signIn: Pick<SignIn, 'check'>;
  channels: (member: Member) => Promise<ChannelView[]>;
  clock: Clock;
}) {
  /** The viewer of a session that is open, of a member who is active. */
  async function bySession(session: string | undefined): Promise<Viewer | undefined> {
    const id = session && (await deps.signIn.check(session, deps.clock()));
    const member = id ? await deps.members.byId(id) : undefined;
    if (!session || !member?.active) return undefined;
    const address = consoleAddress(member);
    return { member, address, direct: directOf(address), session };
  }

  const sessionOf = (request: FastifyRequest) => readCookie(request.headers.cookie, cookieName);

  /** The viewer of a request; refuses one without a session, or meant for the person of an older page. */
  async function ofRequest(request: FastifyRequest): Promise<Viewer> {
    const viewer = await bySession(sessionOf(request));
    if (!viewer) throw new DeskError('error.console_signed_out');
    const meant = request.headers['x-desk-member'];
    if (meant !== undefined && meant !== viewer.member._id) throw new DeskError('error.console_other_person');
    return viewer;
  }

  /** The conversations that a viewer may read: the direct one first. */
  async function conversations(viewer: Viewer): Promise<Set<Address>> {
    const channels = await deps.channels(viewer.member);
    return new Set<Address>([viewer.direct, ...channels.map((channel) => channel.address)]);
  }

  /** Refuses a conversation that the viewer may not read, in the same words as one that does not exist. */
  async function mayRead(viewer: Viewer, conversation: Address): Promise<void> {
    if (conversation === viewer.direct) return;
    const readable = await conversations(viewer);
    if (!readable.has(conversation)) throw new DeskError('error.console_conversation');
  }

  return { bySession, sessionOf, ofRequest, conversations, mayRead };
}
