import { addDays, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { drawDigest } from '../notices/digest.ts';
import { overCard, snoozeDays, upcomingCard } from '../reminders/card.ts';
import type { About } from '../reminders/kind.ts';
import { kindNames } from '../reminders/kind-names.ts';
import { dateOf, type Occurrence } from '../reminders/occurrences.ts';
import { readsAbout } from '../reminders/reads.ts';
import type { Command, CommandContext, Input } from './command.ts';
import { filledReminder, pressedReminder, typedAs, typedReminder } from './parts/remind-order.ts';

/** The reminder that a button stands for. */
function occurrenceOf({ occurrence }: Input): Occurrence {
  const given = occurrence as Occurrence | undefined;
  if (!given || !kindNames.includes(given.kind)) throw new DeskError('error.button_gone');
  return given;
}

/** What a reminder is about; undefined when it is gone or not to be seen. */
async function aboutOf(occurrence: Occurrence, { desk, person, actor }: CommandContext): Promise<About | undefined> {
  const about = (await desk.reminders.about(actor.member, [occurrence]))(occurrence);
  return about && readsAbout(person, about) ? about : undefined;
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

/** Ticks a reminder off, or puts it off, by a button below it. */
async function answered(input: Input, context: CommandContext) {
  const { desk, viewer, actor } = context;
  const occurrence = occurrenceOf(input);
  const about = await aboutOf(occurrence, context);
  if (!about) throw new DeskError('error.reminder_order_gone');
  const row = await desk.outbox.find(String(input.digest));
  // A row is kept for less long than a button: then this reminder alone is shown, below the card.
  const digest = row ?? { _id: String(input.digest), data: { occurrences: [occurrence] } };
  const beside = (digest.data?.occurrences ?? []) as Occurrence[];
  // What is done for the member is done for the customer, too.
  if (Number(input.days) === 0 && about.followUp) await desk.customers.followUps.done(actor, about.followUp._id);
  if (dateOf(occurrence, about, actor.member.timezone)) await note(Number(input.days), occurrence, beside, context);
  return { card: (await drawDigest(desk, viewer, digest)) ?? overCard(viewer), replace: row !== undefined };
}

/** The next reminders; what is to be done for an order on a day; a reminder is ticked off, or put off for some days. */
export const remind: Command = {
  name: 'remind',
  ...typedAs,
  does: 'does.remind',
  may: () => true,
  opensForm: (input) => input !== 'typed' && input.order !== undefined,
  async typed(words, context) {
    const { desk, actor, viewer, person, threadOrder } = context;
    const asked = words.trim() === '' && !threadOrder ? undefined : await typedReminder(words, context);
    if (asked && 'reply' in asked) return asked.reply;
    const today = dateAt(actor.now, actor.member.timezone);
    const all = await desk.reminders.upcoming(actor.member, today);
    const shown = all.filter((it) => readsAbout(person, it) && (!asked || it.occurrence.order === asked.order._id));
    return { card: upcomingCard(viewer, shown, asked?.order) };
  },
  pressed: (input, context) => (input.order === undefined ? answered(input, context) : pressedReminder(input, context)),
  filled: filledReminder,
};
