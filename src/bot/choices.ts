import type { Choice, ChoiceSource } from '../chat/form.ts';
import type { Desk } from '../desk.ts';
import { customerChoice, productChoice } from '../entry/find/choices.ts';
import type { Person } from '../members/member.ts';

const most = 20;

async function customers(desk: Desk, person: Person, query: string): Promise<Choice[]> {
  const found = await desk.findCustomer.find(person, query);
  return [...found.several, ...found.nearest].map(customerChoice);
}

async function products(desk: Desk, person: Person, query: string): Promise<Choice[]> {
  const found = await desk.findProduct.find(person, query);
  return [...found.several, ...found.nearest].map((p) => productChoice(person, p));
}

async function members(desk: Desk, query: string): Promise<Choice[]> {
  const text = query.trim().toLowerCase();
  const active = (await desk.members.all()).filter((m) => m.active && m.name.toLowerCase().includes(text));
  return active.map((m) => ({ value: m._id, label: m.name }));
}

/** What the customer usually takes whom a text can only mean. */
async function usual(desk: Desk, person: Person, query: string): Promise<Choice[]> {
  const [customer, ...more] = (await desk.findCustomer.exactly(person, [query])).get(query) ?? [];
  return customer && more.length === 0 ? desk.offers.usual(person, customer) : [];
}

/** What a form proposes while the person fills it in, by the person's rights. */
export async function choicesFor(desk: Desk, person: Person, source: ChoiceSource, query: string): Promise<Choice[]> {
  if (person.roles.length === 0) return [];
  const text = query.slice(0, 100);
  const looked = { customer: customers, product: products, usual };
  const all = source === 'member' ? members(desk, text) : looked[source](desk, person, text);
  return (await all).slice(0, most);
}
