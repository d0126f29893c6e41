import type { ClientSession, Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import type { Recurrence } from './recurrence.ts';
import type { Template } from './template.ts';

const ruleOf = ({ schedule }: Template): Recurrence | undefined => {
  if (!schedule) return undefined;
  const { repeat, every, weekdays, day, from, until } = schedule;
  return { repeat, every, weekdays, ...(day && { day }), from, ...(until && { until }) };
};

/** What the trail keeps of a template: words and numbers that it puts into a reader's language. */
export async function templateFacts(connection: Connection, template: Template, session?: ClientSession) {
  const { name, scope, team, customer: id, lines, paymentDays, notes, schedule, active } = template;
  const customer = id && (await customerModel(connection).findById(id, 'code name', { session }).lean<Customer>());
  return {
    name,
    scope,
    team,
    customerSnapshot: customer ? { code: customer.code, name: customer.name } : undefined,
    lines: lines.map(({ product: _, ...line }) => line),
    paymentDays,
    notes,
    repeats: ruleOf(template),
    paused: schedule?.paused || undefined,
    stopped: schedule?.stopped?.why,
    skipped: schedule?.skipped ?? [],
    deleted: active ? undefined : true,
  };
}
