import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { openSlackDesk, type SlackDesk } from '../support/slack-desk.ts';
import { tellingIn } from '../support/slack-telling.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
beforeEach(async () => {
  on = await openSlackDesk();
});
afterEach(() => on.close());
const { submitted, approvals, shownIn, once, states } = tellingIn(() => on);

/** A fault's promise, and what keeps it. */
function held(): { answered: Promise<void>; answer: () => void } {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return { answered, answer };
}

/** Waits, while the outbox works, until all these orders are shown in all these conversations. */
const reach = (channels: readonly string[], numbers: readonly string[]) =>
  until('the others were told', 5_000, () => {
    void on.desk.desk.outbox.drain();
    on.later(50);
    return channels.every((c) => shownIn(c, numbers).every((n) => n === 1));
  });

describe('one channel answers only after ten seconds', () => {
  let slow: string;
  let others: string[];
  beforeEach(async () => {
    slow = await approvals('slow');
    others = [await approvals('quick'), on.users.bob.direct];
  });

  test('other orders are told of meanwhile, and what came after the desk had given up comes once', async () => {
    const { answered, answer } = held();
    on.slack.faults.slow({ method: 'chat.postMessage', channel: slow, until: answered });
    const first = await submitted(100);
    await until('a post hangs', 4_000, () => {
      void on.desk.desk.outbox.drain();
      return on.slack.faults.waiting().length === 0;
    });
    const more = [await submitted(110), await submitted(120)];
    await reach(others, more);
    expect(shownIn(slow, [first])).toEqual([0]);
    const row = () => outboxModel(on.desk.connection).findOne({ conversation: new RegExp(slow), error: /no answer/ });
    await until('the desk no longer waits', 12_000, async () => (await row().lean()) ?? undefined);
    answer();
    await on.settle();
    for (const c of [slow, ...others]) expect(shownIn(c, [first, ...more])).toEqual(once([first, ...more]));
    expect(await states()).toEqual(['sent']);
  });

  test('of the same order the others are told meanwhile, too', async () => {
    const { answered, answer } = held();
    on.slack.faults.slow({ method: 'chat.postMessage', channel: slow, until: answered });
    const numbers = [await submitted()];
    await reach(others, numbers).finally(answer);
    await on.settle();
    for (const c of [slow, ...others]) expect(shownIn(c, numbers)).toEqual(once(numbers));
  });

  test('however many posts wait for it, those to others go out', async () => {
    const { answered, answer } = held();
    on.slack.faults.slow({ method: 'chat.postMessage', channel: slow, until: answered, times: 9 });
    const numbers: string[] = [];
    for (let n = 0; n < 5; n += 1) numbers.push(await submitted(100 + n));
    await reach(others, numbers).finally(answer);
    await on.settle();
    for (const c of [slow, ...others]) expect(shownIn(c, numbers)).toEqual(once(numbers));
  });
});
