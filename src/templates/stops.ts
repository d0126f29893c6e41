import type { Customer } from '../customers/customer.ts';
import { manages, may, mayRead } from '../members/ability.ts';
import { type Member, personOf } from '../members/member.ts';
import { judged, type StopReason, type Template } from './template.ts';

/** Why nothing may be made for the owner of a template any more. */
export function stopOf(
  template: Template,
  owner: Member | undefined,
  customer: Customer | undefined,
): StopReason | undefined {
  if (!owner?.active) return 'member';
  const person = personOf(owner);
  if (!may(person, 'order.create') || !mayRead(person, 'Template', judged(template))) return 'rights';
  if (!customer || !mayRead(person, 'Customer', customer)) return 'customer';
  return undefined;
}

/** Who hears that a template makes nothing any more: the managers of its owner, else the admins; and the owner. */
export function toldOfStop({ owner: id }: Template, members: readonly Member[]): Member[] {
  const owner = members.find((m) => m._id === id);
  const others = members.filter((m) => m.active && m._id !== id);
  const row = { owner: id, team: owner?.teams[0] };
  const managers = others.filter((m) => m.roles.includes('manager') && manages(personOf(m), row));
  const admins = others.filter((m) => m.roles.includes('admin'));
  return [...(owner?.active ? [owner] : []), ...(managers.length > 0 ? managers : admins)];
}
