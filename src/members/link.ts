import type { Member } from './member.ts';

/** What a chat says about somebody whom the desk does not know yet. */
export type Newcomer = {
  email?: string;
  /** The chat vouches that the address is theirs. */
  emailVerified?: boolean;
  guest: boolean;
  /** From another company's workspace or tenant. */
  external: boolean;
  bot: boolean;
};

/** Link to a member at once, or ask an admin, and why. */
export type LinkVerdict =
  | { kind: 'link'; member: Member }
  | {
      kind: 'ask';
      why: 'bot' | 'guest' | 'external' | 'no_email' | 'domain' | 'no_match' | 'several' | 'role' | 'linked';
    };

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
const ask = (why: Extract<LinkVerdict, { kind: 'ask' }>['why']): LinkVerdict => ({ kind: 'ask', why });

/**
 * Whether an unknown identity is linked by its e-mail by itself: only for a full user of an allow-listed mail domain,
 * with exactly one match, who holds no role above `sales` and has no identity in that chat yet. Everything else is an
 * admin's decision. `matches` are the active members with the same address.
 */
export function linkVerdict(
  newcomer: Newcomer,
  matches: readonly Member[],
  rules: { platform: string; domains: readonly string[] },
): LinkVerdict {
  if (newcomer.bot) return ask('bot');
  if (newcomer.guest) return ask('guest');
  if (newcomer.external) return ask('external');
  if (!newcomer.email?.includes('@') || newcomer.emailVerified === false) return ask('no_email');
  if (!rules.domains.some((d) => d.toLowerCase() === domainOf(newcomer.email!))) return ask('domain');
  const [member, ...others] = matches.filter(
    (m) => m.active && m.email?.toLowerCase() === newcomer.email!.toLowerCase(),
  );
  if (!member) return ask('no_match');
  if (others.length > 0) return ask('several');
  if (member.roles.some((role) => role !== 'sales')) return ask('role');
  if (member.identities.some((i) => i.startsWith(`${rules.platform}:`))) return ask('linked');
  return { kind: 'link', member };
}
