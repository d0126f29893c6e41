import type { ClientSession, Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { keptCustomer, keptCustomers } from '../customers/kept.ts';
import { type Ranked, rank } from '../entry/find/rank.ts';
import { DeskError } from '../errors.ts';
import { mayRead, readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { templateModel } from './model.ts';
import { judged, type Template } from './template.ts';

/** A template that somebody may read, with its customer. */
export type Known = { template: Template; customer?: Customer };

/** What a text found, as with customers: the one that it can only mean, else all that match, else the nearest. */
export type FoundTemplates = { exact?: Known; several: Known[]; nearest: Known[] };

/** More than a person reads; who manages every team sees the first ones by name. */
const mostRead = 1000;
const mostFound = 20;
const mostNearest = 5;

const named = (known: Known) => ({
  code: known.template.name,
  name: known.template.name,
  search: known.template.search,
  known,
});

/** The one that is meant: the only match, or the only one of exactly this name. */
function theOne(ranked: readonly Ranked<{ known: Known }>[]): Known | undefined {
  const same = ranked.filter((r) => r.match === 'code' || r.match === 'name');
  const clear = same.length > 0 ? same : ranked;
  return clear.length === 1 ? clear[0]?.item.known : undefined;
}

/**
 * Reads of templates. Two rights decide, both of the one ability: that to the template, and, where it is for a customer,
 * that to the customer. What is not seen does not exist.
 */
export function createTemplateFinder(connection: Connection) {
  const templates = templateModel(connection);

  async function withCustomers(person: Person, found: Template[], session?: ClientSession): Promise<Known[]> {
    const ids = [...new Set(found.flatMap((t) => t.customer ?? []))];
    const read = await keptCustomers(connection, ids, session);
    const seen = new Map([...read].filter(([, customer]) => mayRead(person, 'Customer', customer)));
    return found.flatMap((template) => {
      const customer = template.customer === undefined ? undefined : seen.get(template.customer);
      return template.customer !== undefined && !customer ? [] : [{ template, customer }];
    });
  }

  const finder = {
    /** All that the person may read, by name. */
    async all(person: Person): Promise<Known[]> {
      const filter = { $and: [{ active: true }, readFilter(person, 'Template')] };
      const found = await templates.find(filter).sort({ name: 1, _id: 1 }).limit(mostRead).lean<Template[]>();
      return withCustomers(person, found);
    },
    /** One by id. Throws `error.template_gone`, also for what the person may not see. */
    async byId(person: Person, id: string, session?: ClientSession): Promise<Known> {
      const found = await templates.findById(id, null, { session }).lean<Template>();
      const seen = found?.active && mayRead(person, 'Template', judged(found)) ? [found] : [];
      const [known] = await withCustomers(person, seen, session);
      if (!known) throw new DeskError('error.template_gone');
      return known;
    },
    /** Throws `error.customer_not_found` where the person may not see the customer. */
    async customer(person: Person, id: string, session?: ClientSession): Promise<Customer> {
      const found = await keptCustomer(connection, id, session);
      if (!found || !mayRead(person, 'Customer', found))
        throw new DeskError('error.customer_not_found', { text: id, nearest: '' }, { field: 'customer' });
      return found;
    },
    /** Those that a text can mean, best first. */
    async find(person: Person, text: string): Promise<FoundTemplates> {
      const ranked = rank(text, (await finder.all(person)).map(named));
      const matching = ranked.filter((r) => r.match !== 'typo');
      const known = (some: typeof ranked) => some.map((r) => r.item.known);
      if (matching.length === 0) return { several: [], nearest: known(ranked).slice(0, mostNearest) };
      return { exact: theOne(matching), several: known(matching).slice(0, mostFound), nearest: [] };
    },
  };
  return finder;
}
export type TemplateFinder = ReturnType<typeof createTemplateFinder>;
