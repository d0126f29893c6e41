import { judged } from '../aftersales/case.ts';
import { readsFollowUp } from '../customers/follow-ups.ts';
import { mayRead } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import type { About } from './kind.ts';

/** Whether a person may read what a reminder is about. */
export function readsAbout(person: Person, about: About): boolean {
  if (about.followUp) return readsFollowUp(person, about);
  if (about.price) return mayRead(person, 'Customer', about.customer);
  return about.case ? mayRead(person, 'Case', judged(about.case)) : mayRead(person, 'Order', about.order);
}
