import { waitingFor } from '../../approvals/waiting.ts';
import type { Block } from '../../chat/card.ts';
import { mayDecide } from '../../members/ability.ts';
import { type Member, personOf, type Role } from '../../members/member.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';

/** Roles that are asked to decide. */
const deciding: readonly Role[] = ['manager', 'finance', 'admin'];

/** How many of the waiting decisions are looked at: one that may be made is enough. */
const looked = 8;

/** What to know about a stand-in who may not do much: said, and not refused. */
export async function warningsOf(
  member: Member,
  standIn: Member,
  { desk, locale }: Pick<CommandContext, 'desk' | 'locale'>,
): Promise<Block[]> {
  const own = personOf({ ...member, standsInFor: undefined });
  const waiting = await waitingFor(desk.orders, own, looked);
  const inPlace = { ...personOf({ ...standIn, standsInFor: undefined }), standsInFor: [own] };
  const warn = (text: string): Block => ({ kind: 'text', text, tone: 'warn' });
  if (waiting.length > 0 && !waiting.some((order) => mayDecide(inPlace, order)))
    return [warn(t(locale, 'card.away.warn_own', { name: standIn.name }))];
  const roles = member.roles.filter((role) => deciding.includes(role));
  if (roles.length === 0 || roles.some((role) => standIn.roles.includes(role)) || standIn.roles.includes('admin'))
    return [];
  const words = { list: roles.map((role) => `role.${role}`) };
  return [warn(t(locale, 'card.away.warn_roles', { name: standIn.name, member: member.name, roles: words }))];
}
