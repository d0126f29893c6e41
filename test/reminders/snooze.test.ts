import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Post } from '../../src/chat/adapter.ts';
import type { SealedButton } from '../../src/chat/card.ts';
import { addDays } from '../../src/dates.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import { pauseModel } from '../../src/reminders/pauses.ts';
import { t } from '../../src/text/index.ts';
import { openThreeDesks } from '../endurance/support/three-desks.ts';
import type { Company } from '../support/company.ts';
import { noon, type TestDesk } from '../support/desk.ts';

/** Wednesday. */
const today = '2026-12-02';
const posts: Post[] = [];
let desks: TestDesk[];
let company: Company;
let first: TestDesk;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ desks, first, company, close } = await openThreeDesks('snooze', posts));
});
afterAll(() => close());

/** A salesperson with one order that is promised in three days: the desk reminds today, on Friday, and on the day. */
async function reminded(name: string): Promise<{ member: Member; order: string }> {
  const member = await first.member(name, ['sales']);
  const lines = [{ sku: 'A100', quantity: 1000, discount: 0 }];
  const order = await first.desk.drafts.create(first.actor(company.anna), { customer: company.acme._id, lines });
  await first.desk.move(first.actor(company.anna), order._id, 'submit');
  const set = { owner: member._id, promisedDate: addDays(today, 3) };
  await orderModel(first.connection).updateOne({ _id: order._id }, { $set: set });
  await hour(0);
  return { member, order: order._id };
}

/** The hour of the digest on all three desks at once, some days from now. */
async function hour(days: number): Promise<void> {
  const now = new Date(noon.getTime() + days * 86_400_000);
  for (const desk of desks) desk.clock.set(now);
  await Promise.all(desks.map((desk) => desk.reminders.tick(now)));
  await Promise.all(desks.map((desk) => desk.desk.outbox.drain()));
}

const digestsOf = (member: Member) => posts.filter((p) => p.key.startsWith(`digest:${member._id}`));
const buttonsOf = ({ card }: Post): SealedButton[] =>
  card.blocks.flatMap((b) => (b.kind === 'list' ? b.items.flatMap((i) => i.buttons ?? []) : []));

/** Presses a button of the member's last digest; gives the words of the answer. */
async function press(member: Member, label: string, by = member, post = digestsOf(member).at(-1)!): Promise<string> {
  const button = buttonsOf(post).find((b) => b.label === label);
  if (!button) throw new Error(`no button “${label}”`);
  const from = `console:${by._id}` as const;
  const click = { kind: 'click' as const, from, conversation: from, key: newId(), button: button.id };
  return JSON.stringify(await first.bot(click));
}
/** What a member reads who types this. */
async function say(member: Member, text: string): Promise<string> {
  const from = `console:${member._id}` as const;
  return JSON.stringify(await first.bot({ kind: 'command', from, conversation: from, key: newId(), text }));
}
const later = (n: number) => t('en', 'reminder.snooze', { n });

describe('a reminder that is put off', () => {
  test('comes again on the later day, once, though three desks look', async () => {
    const { member } = await reminded('Later');
    expect(await press(member, later(1))).toContain('again on 2026-12-03');
    await hour(0);
    expect(digestsOf(member)).toHaveLength(1);
    await hour(1);
    await hour(1);
    expect(digestsOf(member)).toHaveLength(2);
    expect(JSON.stringify(digestsOf(member)[1]?.card)).toContain('in 2 days');
  });

  test('over a weekend comes on the Monday after', async () => {
    const { member, order } = await reminded('Weekend');
    await press(member, later(3));
    await orderModel(first.connection).updateOne({ _id: order }, { $set: { promisedDate: '2026-12-30' } });
    for (const day of [1, 2, 3, 4]) await hour(day);
    expect(digestsOf(member)).toHaveLength(1);
    await hour(5);
    expect(digestsOf(member)).toHaveLength(2);
  });

  test('twice counts as it was said last, and a second click of the same is the same', async () => {
    const { member } = await reminded('Twice');
    await press(member, later(7));
    await press(member, later(1));
    await press(member, later(1));
    await hour(1);
    expect(digestsOf(member)).toHaveLength(2);
  });

  test('is told once where the timetable says the same on that day', async () => {
    const { member } = await reminded('Both');
    await press(member, later(1));
    await hour(2);
    const last = digestsOf(member).at(-1)!;
    // One line for Friday's, and that of the Saturday on which nobody works.
    const details = last.card.blocks.flatMap((b) => (b.kind === 'list' ? b.items.map((i) => i.detail) : []));
    expect(details.map((d) => /tomorrow|today/.exec(d ?? '')?.[0])).toEqual(['tomorrow']);
  });

  test('does not come when the goods were delivered meanwhile', async () => {
    const { member, order } = await reminded('Delivered');
    await press(member, later(1));
    await orderModel(first.connection).updateOne({ _id: order }, { $set: { state: 'completed' } });
    await hour(1);
    expect(digestsOf(member)).toHaveLength(1);
  });

  test('is listed with its later day', async () => {
    const { member } = await reminded('Lister');
    await press(member, later(7));
    const words = await say(member, '/order remind');
    expect(words).toContain('2026-12-09 ·');
    expect(words).not.toContain('2026-12-02 ·');
  });

  test('is one however often the button is clicked at once', async () => {
    const { member } = await reminded('Hasty');
    const words = await Promise.all(Array.from({ length: 20 }, () => press(member, later(1))));
    expect(words.filter((w) => !w.includes('again on 2026-12-03'))).toEqual([]);
    await hour(1);
    expect(digestsOf(member)).toHaveLength(2);
  });

  test('answers truly when the goods were delivered before the click, and notes nothing', async () => {
    const { member, order } = await reminded('Quick');
    await orderModel(first.connection).updateOne({ _id: order }, { $set: { state: 'completed' } });
    expect(await press(member, later(1))).toContain('Nothing is left of these reminders');
    expect(await pauseModel(first.connection).countDocuments({ member: member._id })).toBe(0);
  });

  test('of an order that was handed over says so', async () => {
    const { member, order } = await reminded('Handed');
    await orderModel(first.connection).updateOne({ _id: order }, { $set: { owner: company.bob._id } });
    const words = await press(member, later(1));
    expect(words).toContain(t('en', 'error.reminder_order_gone'));
    expect(words).not.toContain(order);
  });
});

describe('the list of reminders', () => {
  test('leaves out what was answered before its day, being told early for a weekend', async () => {
    const { member } = await reminded('Friday');
    await hour(2);
    expect(await say(member, '/order remind')).toContain('2026-12-05 ·');
    await press(member, t('en', 'reminder.done'));
    expect(await say(member, '/order remind')).not.toContain('2026-12-05 ·');
  });

  test('can be narrowed to an order, and takes no words without a day', async () => {
    const { member, order } = await reminded('Narrow');
    const { number } = (await orderModel(first.connection).findById(order).lean())!;
    expect(await say(member, `/order remind ${number}`)).toContain('2026-12-04 ·');
    expect(await say(member, `/order remind ${number} call them`)).toContain(
      t('en', 'error.follow_up_date', { example: '/order remind SO-000042 Friday call about packaging' }),
    );
  });
});

describe('a reminder that is ticked off', () => {
  test('however often at once, is not told again, and the next one of the timetable comes', async () => {
    const { member } = await reminded('Done');
    const words = await Promise.all(Array.from({ length: 20 }, () => press(member, t('en', 'reminder.done'))));
    expect(words.filter((w) => !w.includes('ticked off'))).toEqual([]);
    await hour(1);
    expect(digestsOf(member)).toHaveLength(1);
    await hour(2);
    expect(digestsOf(member)).toHaveLength(2);
  });

  test('ends an earlier one of the same order that was put off', async () => {
    const { member } = await reminded('Earlier');
    await press(member, later(7));
    await hour(5);
    expect(digestsOf(member)).toHaveLength(2);
    await press(member, t('en', 'reminder.done'));
    await hour(7);
    expect(digestsOf(member)).toHaveLength(2);
  });

  test('by somebody else is refused', async () => {
    const { member } = await reminded('Mine');
    const other = await first.member('Other', ['sales']);
    const words = await press(member, t('en', 'reminder.done'), other);
    expect(words).not.toContain('ticked off');
    expect(await press(member, later(1))).toContain('again on 2026-12-03');
  });
});
