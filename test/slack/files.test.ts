import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formModel } from '../../adapters/slack/model.ts';
import { inboxModel } from '../../src/chat/inbox.ts';
import { orderModel } from '../../src/orders/model.ts';
import { t } from '../../src/text/index.ts';
import type { Message } from '../support/slack/types.ts';
import { openSlackDesk, type SlackDesk, wordsIn } from '../support/slack-desk.ts';
import { tellingIn } from '../support/slack-telling.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
beforeEach(async () => {
  on = await openSlackDesk();
  const order = await orderModel(on.desk.connection).findOne({ number: await submitted() });
  await on.desk.desk.move(on.desk.actor(on.company.bob), order?._id ?? '', 'approve');
  await on.settle();
});
afterEach(() => on.close());
const { submitted } = tellingIn(() => on);

const complete = 'files.completeUploadExternal';
const uploads = () => on.slack.callsOf('upload').length;

/** What was asked and neither answered nor given up for now. */
const inWork = () => inboxModel(on.desk.connection).countDocuments({ open: true, tries: { $exists: false } });

/** Looks; time passes where there is nothing to see, and the desk brings what it could not bring. */
const brought = (what: string, look: () => Message | undefined): Promise<Message> =>
  until(what, 20_000, async () => {
    // What is still in work is waited for: a clock that runs ahead would have it done once more.
    await until('nothing is in work', 20_000, async () => look() !== undefined || (await inWork()) === 0);
    const found = look();
    if (found) return found;
    on.later(10_000);
    await on.desk.recover();
    return undefined;
  });
const directOfAda = () => on.users.ada.shown().direct;
const report = async () => {
  await on.users.ada.message('/order report this month');
  return brought('the report', () => directOfAda().findLast((m) => JSON.stringify(m.blocks).includes('slack_file')));
};

describe('a chart', () => {
  test('whose upload Slack took without saying so is not uploaded again', async () => {
    on.slack.faults.loseAnswer({ method: complete });
    await report();
    expect(uploads()).toBe(1);
  });

  test('whose upload never arrived is uploaded again', async () => {
    on.slack.faults.fail({ method: complete });
    await report();
    expect(uploads()).toBe(2);
  });
});

describe('a file beside an answer', () => {
  const files = () => directOfAda().filter((m) => JSON.stringify(m).includes('.csv') && m.files !== undefined);
  const pressExport = async () => {
    await on.users.ada.click(await report(), t('en', 'export.button'));
    await brought('the export', () => {
      const { direct, ephemeral } = on.users.ada.shown();
      return [...direct, ...ephemeral].findLast((m) => wordsIn(m.blocks).includes('.csv'));
    });
  };

  test('that Slack shared without saying so is not shared again', async () => {
    await report();
    on.slack.faults.loseAnswer({ method: complete, channel: on.users.ada.direct });
    await pressExport();
    expect(files()).toHaveLength(1);
  });

  test('that Slack lost is shared again', async () => {
    await report();
    on.slack.faults.fail({ method: complete, channel: on.users.ada.direct });
    await pressExport();
    expect(files()).toHaveLength(1);
  });
});

test('a form that was kept too long says so when it is to be opened', async () => {
  const { anna } = on.users;
  const channel = on.slack.channel({ name: 'sales', members: [anna.id] }).id;
  on.slack.faults.refuse({ method: 'views.open', error: 'expired_trigger_id' });
  await anna.command('/order new Acme A100x1', { channel });
  const words = t('en', 'slack.form_open');
  const ready = await until('the button', 8_000, () =>
    anna.shown().ephemeral.findLast((m) => wordsIn(m.blocks).includes(words)),
  );
  await formModel(on.desk.connection).deleteMany({});
  await anna.click(ready, words);
  await until('the sentence', 8_000, () =>
    anna.shown().ephemeral.some((m) => [m.text, wordsIn(m.blocks)].join().includes(t('en', 'chat.form_gone'))),
  );
});
