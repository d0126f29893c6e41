import { addDays, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { mayRead } from '../members/ability.ts';
import { drawDigest } from '../notices/digest.ts';
import { snoozeDays, upcomingCard } from '../reminders/card.ts';
import { kinds, type Occurrence } from '../reminders/occurrences.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { inputOrder, splitOrder, typedOrder } from './parts/order-argument.ts';

/** The reminder that a button stands for. */
function occurrenceOf({ occurrence }: Input): Occurrence {
  const given = occurrence as Occurrence | undefined;
  if (!given || !kinds.includes(given.kind)) throw new DeskError('error.button_gone');
  return given;
}

/** The card that was clicked, as it is now. */
async function sameDigest(digest: string, { desk, viewer, locale }: CommandContext): Promise<Reply> {
  const row = await desk.outbox.find(digest);
  const card = row && (await drawDigest(desk, viewer, row));
  if (card) return { card, replace: true };
  const title = t(locale, 'reminder.all_said');
  return { card: { title, tone: 'good', blocks: [], summary: title } };
}

/** The next reminders; a reminder is ticked off, or put off for some days. */
export const remind: Command = {
  name: 'remind',
  words: { en: ['remind', 'reminders'], zh: ['提醒'] },
  does: 'does.remind',
  usage: { en: '[SO-000042]', zh: '[SO-000042]' },
  may: () => true,
  async typed(words, context) {
    const { desk, actor, viewer, person } = context;
    const today = dateAt(actor.now, actor.member.timezone);
    const all = await desk.reminders.upcoming(actor.member, today);
    const { name, id } = splitOrder(words, context);
    const only = name || id ? (await typedOrder(words, context, '/order remind SO-000042')).order : undefined;
    const shown = all.filter(({ order }) => mayRead(person, 'Order', order) && (!only || order._id === only._id));
    return { card: upcomingCard(viewer, shown) };
  },
  async pressed(input, context) {
    const { desk, actor } = context;
    const occurrence = occurrenceOf(input);
    await inputOrder({ order: occurrence.order }, context);
    const days = Number(input.days);
    const today = dateAt(actor.now, actor.member.timezone);
    if ((snoozeDays as readonly number[]).includes(days))
      await desk.pauses.snooze(actor.member._id, occurrence, addDays(today, days), actor.now);
    else await desk.pauses.done(actor.member._id, occurrence, actor.now);
    return sameDigest(String(input.digest), context);
  },
};
