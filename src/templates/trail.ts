import type { Customer } from '../customers/customer.ts';
import type { Recurrence } from './recurrence.ts';
import type { Template } from './template.ts';

const ruleOf = ({ schedule }: Template): Recurrence | undefined => {
  if (!schedule) return undefined;
  const { repeat, every, weekdays, day, from, until } = schedule;
  return { repeat, every, weekdays, ...(day && { day }), from, ...(until && { until }) };
};

/** What the trail keeps of a template for a customer: words and numbers that it puts into a reader's language. */
export function templateFacts(template: Template, customer: Pick<Customer, 'code' | 'name'> | undefined) {
  const { name, scope, team, lines, paymentDays, notes, schedule, active } = template;
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
