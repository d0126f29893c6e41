// Process: the least Bolt app that keeps, reads and answers.
import bolt from '@slack/bolt';
import { signingSecret, workspace } from './signed.js';
import { openStore } from './stored.js';
import { wordsOf } from './words.js';

const { MONGODB_URI, SLACK_API_URL } = process.env;
const store = await openStore(MONGODB_URI, 'bolt');

const mrkdwn = (text) => ({ type: 'mrkdwn', text });
const section = (text) => ({ type: 'section', text: mrkdwn(text) });

function blocksOf({ title, fields, lines, timeline }) {
  return [
    { type: 'header', text: { type: 'plain_text', text: title } },
    { type: 'section', fields: fields.map(([label, value]) => mrkdwn(`*${label}*\n${value}`)) },
    section(lines.join('\n')),
    { type: 'context', elements: [mrkdwn(timeline.join('\n') || '—')] },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'refresh', text: { type: 'plain_text', text: 'Refresh' } }],
    },
  ];
}

const receiver = new bolt.HTTPReceiver({ signingSecret });
const app = new bolt.App({
  receiver,
  token: workspace.botToken,
  botId: workspace.botId,
  botUserId: workspace.botUser,
  tokenVerificationEnabled: false,
  convoStore: false,
  logLevel: 'error',
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
app.command('/order', async ({ command, ack, respond }) => {
  const { trigger_id: trigger, user_id: user, channel_id: channel, text, response_url: url } = command;
  const isNew = await store.keep({ trigger, user, channel, text, url });
  await ack();
  if (!isNew) return;
  const words = wordsOf(await store.read(user, text));
  await respond({ response_type: 'ephemeral', text: words.title, blocks: blocksOf(words) });
});

const server = await app.start({ port: 0, host: '127.0.0.1' });
process.send({ url: `http://127.0.0.1:${server.address().port}/slack/events` });
