import type { Customer } from '../customers/customer.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { searchWords } from '../entry/find/words.ts';
import { plain } from '../entry/plain.ts';
import type { Product } from '../products/product.ts';
import { lastDay } from '../templates/recurrence.ts';
import { holderOf, type Schedule, type Template } from '../templates/template.ts';
import { sampleId } from './id.ts';
import { personId, sampleTeams } from './people.ts';

/** Days ahead from which the recurring one of the sample makes drafts. */
const quietDays = 14;

type World = {
  products: ReadonlyMap<string, Product>;
  customers: ReadonlyMap<string, Customer>;
  today: CalendarDate;
  /** When they were made: the same for everybody on one date. */
  at: Date;
};

/** The templates of the sample company: a team's with quantities to fill in, and one that makes a draft each month. */
export async function sampleTemplates({ products, customers, today, at }: World): Promise<Template[]> {
  const line = (sku: string, pieces?: number) => ({
    product: products.get(sku)!._id,
    sku,
    ...(pieces && { quantity: pieces * 1000 }),
  });
  const schedule: Schedule = {
    repeat: 'monthly',
    every: 1,
    weekdays: [],
    day: lastDay,
    from: addDays(today, quietDays),
    since: at,
    done: [],
    skipped: [],
    nextAt: at,
  };
  const made = async (more: Pick<Template, 'name' | 'scope' | 'lines'> & Partial<Template>): Promise<Template> => {
    const whole = { owner: personId('anna'), ...more };
    return {
      ...whole,
      _id: sampleId(`template:${more.name}`, at),
      search: await searchWords('', more.name),
      holder: holderOf(whole),
      nameKey: plain(more.name),
      active: true,
      sample: true,
      revision: 0,
      createdAt: at,
      updatedAt: at,
    };
  };
  return [
    await made({
      name: 'Starter kit 入门套装',
      scope: 'team',
      team: sampleTeams[0]!._id,
      lines: [line('A100'), line('B200'), line('C100', 2)],
    }),
    await made({
      name: 'Monthly Huaxin 华信月单',
      scope: 'own',
      customer: customers.get('HUAXIN')!._id,
      lines: [line('A100', 10), line('V100', 20)],
      schedule,
    }),
  ];
}
