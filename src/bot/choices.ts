import type { AskedFor, Choice, ChoiceSource } from '../chat/form.ts';
import { dateAt } from '../dates.ts';
import type { Desk } from '../desk.ts';
import type { Viewer } from '../members/viewer.ts';

const most = 20;

async function members(desk: Desk, query: string): Promise<Choice[]> {
  const text = query.trim().toLowerCase();
  const active = (await desk.members.all()).filter((m) => m.active && m.name.toLowerCase().includes(text));
  return active.map((m) => ({ value: m._id, label: m.name }));
}

/** What a form proposes while the person fills it in, by the person's rights. */
export async function choicesFor(
  desk: Desk,
  viewer: Viewer,
  source: ChoiceSource,
  query: string,
  wanted?: AskedFor,
): Promise<Choice[]> {
  if (viewer.person.roles.length === 0) return [];
  const text = query.slice(0, 100);
  const today = dateAt(desk.clock(), (await desk.settings.get()).timezone);
  const looked = {
    customer: () => desk.offers.customers(viewer, text),
    product: () => desk.offers.products(viewer, text, today, wanted),
    usual: () => desk.offers.usualOf(viewer, text, today),
    member: () => members(desk, text),
  };
  return (await looked[source]()).slice(0, most);
}
