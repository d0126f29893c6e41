import { judged } from '../aftersales/case.ts';
import { addDays, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { mayRead } from '../members/ability.ts';
import { drawDigest } from '../notices/digest.ts';
import type { Order } from '../orders/order.ts';
import { overCard, snoozeDays, upcomingCard } from '../reminders/card.ts';
import { type About, dateOf, type Occurrence, reminderKinds } from '../reminders/occurrences.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input } from './command.ts';
import { exampleOf, typedOrder } from './parts/order-argument.ts';

/** How it is typed. */
const typedAs: Pick<Command, 'words' | 'usage'> = {
  words: { en: ['remind', 'reminders'], zh: ['提醒'] },
  usage: { en: '[SO-000042]', zh: '[SO-000042]' },
};

/** The reminder that a button stands for. */
function occurrenceOf({ occurrence }: Input): Occurrence {
  const given = occurrence as Occurrence | undefined;
  if (!given || !reminderKinds.includes(given.kind)) throw new DeskError('error.button_gone');
  return given;
}

/** The order that the list is narrowed to. Further words are refused, so that nobody takes them for understood. */
async function onlyOrder(words: string, context: CommandContext): Promise<Order> {
  const { order, rest } = await typedOrder(words, context, typedAs);
  const text = rest.trim();
  if (text === '') return order;
  throw new DeskError('error.words_left', {
    text,
    usage: t(context.locale, 'usage.hint', { example: exampleOf(typedAs, context.locale) }),
  });
}

/** What a reminder is about; undefined when it is gone or not to be seen. */
async function aboutOf(occurrence: Occurrence, { desk, person }: CommandContext): Promise<About | undefined> {
  if (occurrence.followUp) return desk.customers.followUps.byId(person, occurrence.followUp);
  if (occurrence.case) {
    const it = await desk.cases.byId(person, occurrence.case);
    return it && { case: it };
  }
  const order = await desk.orders.byId(person, occurrence.order);
  return order && { order };
}

/** Notes what was said; nothing, where it was paid, delivered or closed meanwhile. */
async function note(
  days: number,
  occurrence: Occurrence,
  beside: readonly Occurrence[],
  { desk, actor }: CommandContext,
) {
  const { _id, timezone } = actor.member;
  if (days === 0) return desk.pauses.done(_id, occurrence, beside, actor.now);
  if (!(snoozeDays as readonly number[]).includes(days)) throw new DeskError('error.button_gone');
  return desk.pauses.snooze(_id, occurrence, addDays(dateAt(actor.now, timezone), days), actor.now);
}

/** The next reminders; a reminder is ticked off, or put off for some days. */
export const remind: Command = {
  name: 'remind',
  ...typedAs,
  does: 'does.remind',
  may: () => true,
  async typed(words, context) {
    const { desk, actor, viewer, person } = context;
    const today = dateAt(actor.now, actor.member.timezone);
    const all = await desk.reminders.upcoming(actor.member, today);
    const only = words.trim() === '' && !context.threadOrder ? undefined : await onlyOrder(words, context);
    const isRead = (one: About) =>
      one.followUp
        ? mayRead(person, 'Customer', one.customer)
        : one.case
          ? mayRead(person, 'Case', judged(one.case))
          : mayRead(person, 'Order', one.order);
    const shown = all.filter((one) => isRead(one) && (!only || one.occurrence.order === only._id));
    return { card: upcomingCard(viewer, shown) };
  },
  async pressed(input, context) {
    const { desk, viewer } = context;
    const occurrence = occurrenceOf(input);
    const about = await aboutOf(occurrence, context);
    if (!about) throw new DeskError('error.reminder_order_gone');
    const row = await desk.outbox.find(String(input.digest));
    // A row is kept for less long than a button: then this reminder alone is shown, below the card.
    const digest = row ?? { _id: String(input.digest), data: { occurrences: [occurrence] } };
    const beside = (digest.data?.occurrences ?? []) as Occurrence[];
    // What is done for the member is done for the customer, too.
    if (Number(input.days) === 0 && about.followUp)
      await desk.customers.followUps.done(context.actor, about.followUp._id);
    if (dateOf(occurrence, about)) await note(Number(input.days), occurrence, beside, context);
    return { card: (await drawDigest(desk, viewer, digest)) ?? overCard(viewer), replace: row !== undefined };
  },
};
