import type { CalendarDate } from '../../../dates.ts';
import { DeskError } from '../../../errors.ts';
import { mayKeep, mayRead } from '../../../members/ability.ts';
import { type Member, personOf } from '../../../members/member.ts';
import { futureDate } from '../../draft-input.ts';
import { type Milestone, openMilestones } from '../../goods.ts';
import { type Order, orderName } from '../../order.ts';
import type { Change, Circumstances, Deed, MilestoneInput } from '../deed.ts';

/** Milestones that an order takes. */
const mostMilestones = 30;

/** The milestone that is meant, by its id or by the name of one that is open. Throws where an id is nobody's. */
function milestoneMeant(order: Order, { id, name }: MilestoneInput): Milestone | undefined {
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
  const all = order.milestones ?? [];
  if (!id) return openMilestones(order).find((m) => name !== undefined && same(m.name, name));
  const found = all.find((m) => same(m.id, id));
  if (found) return found;
  const milestones = all.map((m) => `${m.id} ${m.name}`).join(', ') || '—';
  throw new DeskError('error.milestone_unknown', { text: id, order: orderName(order), milestones }, { field: 'name' });
}

/** The member who is to see to it: active, and somebody who may read the order. */
function responsibleOf(order: Order, { input, members }: Circumstances): Member | undefined {
  if (!input.person) return undefined;
  const member = members.find((m) => m._id === input.person && m.active);
  if (!member) throw new DeskError('error.member_not_found', { text: input.person }, { field: 'person' });
  if (!mayRead(personOf(member), 'Order', order))
    throw new DeskError('error.milestone_person', { name: member.name, order: orderName(order) }, { field: 'person' });
  return member;
}

/** The day on which it was done: not to come. */
function doneOn({ today }: Circumstances, { done }: MilestoneInput): CalendarDate | undefined {
  if (done === undefined) return undefined;
  const on = done === true ? today : done;
  if (on > today) throw new DeskError('error.milestone_future', { date: on, today }, { field: 'planned' });
  return on;
}

/** One more milestone. */
function added(order: Order, given: MilestoneInput, at: Circumstances): Milestone {
  const all = order.milestones ?? [];
  const name = given.name?.trim() ?? '';
  if (name === '') throw new DeskError('error.milestone_name', {}, { field: 'name' });
  if (all.length >= mostMilestones) throw new DeskError('error.milestone_many', { most: mostMilestones });
  const done = doneOn(at, given);
  const planned = given.planned === undefined ? done : futureDate(given.planned, at.today, 'planned');
  if (!planned) throw new DeskError('error.milestone_date', {}, { field: 'planned' });
  const responsible = responsibleOf(order, at)?._id;
  return {
    id: `M${all.length + 1}`,
    name,
    kind: given.kind ?? 'production',
    planned,
    original: planned,
    ...(done && { actual: done }),
    ...(at.input.note && { note: at.input.note }),
    ...(responsible && { responsible }),
  };
}

/** A milestone that is done, moved, or somebody else's now. What is done stays as it was. */
function altered(order: Order, before: Milestone, given: MilestoneInput, at: Circumstances): Milestone {
  const name = `${before.id} ${before.name}`;
  if (before.actual)
    throw new DeskError('error.milestone_done', { milestone: name, date: before.actual }, { field: 'name' });
  const actual = doneOn(at, given);
  const isMoved = given.planned !== undefined && given.planned !== before.planned;
  const planned = isMoved ? futureDate(given.planned, at.today, 'planned') : undefined;
  const responsible = responsibleOf(order, at)?._id;
  const { note } = at.input;
  if (!actual && !planned && !note && (!responsible || responsible === before.responsible))
    throw new DeskError('error.milestone_nothing', { milestone: name }, { field: 'planned' });
  return {
    ...before,
    ...(planned && { planned }),
    ...(actual && { actual }),
    ...(note && { note }),
    ...(responsible && { responsible }),
  };
}

/** What the timeline says of a milestone. */
function newsOf(before: Milestone | undefined, after: Milestone, { members }: Circumstances): Change['goods'] {
  const isTheirs = after.responsible && after.responsible !== before?.responsible;
  const person = isTheirs ? members.find((m) => m._id === after.responsible)?.name : undefined;
  return {
    milestone: after.id,
    name: after.name,
    ...(after.planned !== before?.planned && !after.actual && { planned: after.planned }),
    ...(after.actual && { done: after.actual }),
    ...(person && { person }),
  };
}

/** Who may not plan all of them keeps the own ones. Throws with what is the person's. */
function checkKeeps(order: Order, before: Milestone | undefined, { actor }: Circumstances): void {
  if (mayKeep(personOf(actor.member), order, before)) return;
  const own = openMilestones(order).filter((m) => m.responsible === actor.member._id);
  const milestones = own.map((m) => `${m.id} ${m.name}`).join(', ') || '—';
  throw new DeskError('error.milestone_not_yours', { order: orderName(order), milestones }, { loudness: 'warn' });
}

/** Adds a milestone of production or purchasing, moves it, gives it to somebody, or says that it is done. */
export const milestone: Deed = (order, at) => {
  const given = at.input.milestone ?? {};
  const before = milestoneMeant(order, given);
  checkKeeps(order, before, at);
  const after = before ? altered(order, before, given, at) : added(order, given, at);
  const all = order.milestones ?? [];
  return {
    state: order.state,
    set: { milestones: before ? all.map((m) => (m === before ? after : m)) : [...all, after] },
    note: at.input.note,
    goods: newsOf(before, after, at),
  };
};
