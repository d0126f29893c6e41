import type { Member } from '../../src/members/member.ts';
import type { TestDesk } from './desk.ts';

/** The people of the company, by their first names. */
export const names = ['anna', 'bob', 'fiona', 'otto', 'ada'] as const;
export type Name = (typeof names)[number];

/** How somebody of the company is called. */
export const nameOf = (name: Name): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** What else is said of somebody when they come into the company. */
type More = (name: Name) => Partial<Member>;

/** A small company on an empty desk: a team with a salesperson and a manager, finance, operations, an admin; goods. */
export async function foundCompany(desk: TestDesk, more: More = () => ({})) {
  const cause = { from: 'cli:test' as const, key: 'team-east', now: desk.clock() };
  const team = await desk.desk.members.createTeam(cause, { name: 'East' });
  const anna = await desk.member(nameOf('anna'), ['sales'], { teams: [team._id], ...more('anna') });
  const bob = await desk.member(nameOf('bob'), ['manager'], { teams: [team._id], ...more('bob') });
  const fiona = await desk.member(nameOf('fiona'), ['finance'], more('fiona'));
  const otto = await desk.member(nameOf('otto'), ['operations'], more('otto'));
  const ada = await desk.member(nameOf('ada'), ['admin'], more('ada'));
  const acme = await desk.desk.customers.create(desk.actor(anna), {
    code: 'ACME',
    name: 'Acme Ltd',
    address: '1 Secret Street',
    contacts: [{ name: 'Carl', phone: '555-0100', email: 'carl@acme.example' }],
  });
  for (const [sku, name, price] of [
    ['A100', 'Widget', 120_0000],
    ['B200', 'Gadget', 10_0000],
  ] as const)
    await desk.desk.products.create(desk.actor(ada), { sku, name, price });
  return { team, anna, bob, fiona, otto, ada, acme };
}
export type Company = Awaited<ReturnType<typeof foundCompany>>;
