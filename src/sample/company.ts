import type { Customer } from '../customers/customer.ts';
import { type CalendarDate, dateAt, startOfDate } from '../dates.ts';
import type { Team } from '../members/member.ts';
import type { StoredMember } from '../members/model.ts';
import { minorDigits } from '../money.ts';
import type { PriceEntry } from '../prices/entry.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import type { Supplier } from '../suppliers/supplier.ts';
import type { Template } from '../templates/template.ts';
import { createCalendar } from './calendar.ts';
import { sampleCustomers } from './customers.ts';
import { historyPlans } from './history.ts';
import { companyName, sampleChannels, sampleMembers, sampleTeams } from './people.ts';
import { samplePrices } from './prices.ts';
import { sampleProducts } from './products.ts';
import { type Replayed, replay } from './replay.ts';
import { showcasePlans } from './showcase.ts';
import { type Stocked, withStock } from './stock.ts';
import { sampleSuppliers } from './suppliers.ts';
import { sampleTemplates } from './templates.ts';

/** Everything that is loaded, ready to be stored. */
export type Company = Replayed &
  Stocked & {
    settings: Settings;
    teams: readonly Team[];
    members: StoredMember[];
    customers: Customer[];
    prices: PriceEntry[];
    suppliers: Supplier[];
    templates: Template[];
    /** How many numbers it uses. */
    drawn: { draft: number; order: number };
  };

/** Minor units of one unit of each product. */
const pricesOf = (products: readonly Product[], currency: string): ReadonlyMap<string, number> =>
  new Map(products.map((p) => [p.sku, (p.price / 10_000) * 10 ** minorDigits(currency)]));

/** Working days since which the present prices count: the past is priced by the list. */
const pricesAgo = 3;

/** The people and goods were there some days before the first order. */
function foundedOn(days: readonly CalendarDate[], zone: string): Date {
  return startOfDate(days[0]!, zone);
}

/**
 * The sample company as it is at an instant: the same for everybody on one date. `first` are the numbers that the next
 * draft and order get.
 */
export async function sampleCompany(
  rules: Settings,
  now: Date,
  first: { draft: number; order: number } = { draft: 1, order: 1 },
): Promise<Company> {
  const settings = { ...rules, company: companyName, channels: [...rules.channels, ...sampleChannels] };
  const calendar = createCalendar(dateAt(now, settings.timezone), settings.timezone, settings.workDays);
  const founded = foundedOn(calendar.days, settings.timezone);
  const members = sampleMembers(founded);
  const teamOf = (id: string) => members.find((m) => m._id === id)?.teams[0];
  const made = await sampleCustomers(founded, teamOf);
  const customers = new Map(made.map((c) => [c.code, c]));
  const products = await sampleProducts(settings.currency, founded);
  const plans = [...historyPlans(calendar, pricesOf(products, settings.currency)), ...showcasePlans(calendar)];
  const next = { ...first };
  const since = calendar.days[Math.max(calendar.first, calendar.last - pricesAgo)]!;
  const prices = samplePrices({ products, customers }, founded, since, settings.timezone);
  const bySku = new Map(products.map((p) => [p.sku, p]));
  const world = { settings, members, customers, prices, products: bySku, next };
  const morning = startOfDate(calendar.today, settings.timezone);
  const templates = await sampleTemplates({ products: bySku, customers, today: calendar.today, at: morning });
  const tonight = calendar.at(calendar.last, 23 * 60).at;
  const replayed = replay(world, plans, calendar.at, tonight);
  const drawn = { draft: next.draft - first.draft, order: next.order - first.order };
  const suppliers = await sampleSuppliers(products, founded);
  const people = { teams: sampleTeams, members, customers: [...customers.values()], prices, suppliers };
  return { ...replayed, ...withStock(replayed.orders, products, tonight), ...people, templates, settings, drawn };
}
