import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import { t } from '../../src/text/index.ts';
import { noon } from '../support/desk.ts';
import { openSlackDesk, type SlackDesk, wordsIn } from '../support/slack-desk.ts';
import { tellingIn } from '../support/slack-telling.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
const { submitted } = tellingIn(() => on);
beforeAll(async () => {
  on = await openSlackDesk();
});
afterAll(() => on.close());

/** The hour of the digest, some days after Wednesday, 2 December. */
async function hour(days: number): Promise<void> {
  const { desk } = on;
  desk.clock.set(new Date(Math.max(desk.clock().getTime(), noon.getTime() + days * 86_400_000)));
  await desk.reminders.tick(desk.clock());
  await on.settle();
}

const promise = (number: string, promisedDate: string) => {
  const timeline = { at: on.desk.clock(), action: 'edit', key: promisedDate };
  const change = { $set: { state: 'approved', promisedDate }, $push: { timeline } };
  return orderModel(on.desk.connection).updateOne({ number }, change as never);
};
const title = t('en', 'reminder.title').split('(')[0] ?? '';
const digests = () => on.users.anna.shown().direct.filter((m) => wordsIn(m.blocks).includes(title));

test('a salesperson puts a reminder off for three days: the message says so in place, and it comes again then, not before', async () => {
  const number = await submitted();
  await promise(number, '2026-12-10');
  await hour(5);
  expect(digests()).toHaveLength(1);
  const [message] = digests();
  const act = await on.users.anna.click(message as never, t('en', 'reminder.snooze', { n: 3 }));
  expect(act.status).toBe(200);
  await until('the message says it', 8_000, () => wordsIn(digests()[0]?.blocks).includes('again on 2026-12-10'));
  expect(digests().map((m) => m.ts)).toEqual([message?.ts]);

  await promise(number, '2026-12-30');
  await hour(6);
  await hour(7);
  expect(digests()).toHaveLength(1);
  await hour(8);
  expect(digests()).toHaveLength(2);
  expect(wordsIn(digests()[1]?.blocks)).toContain(number);
  expect(on.slack.complaints).toEqual([]);
});
