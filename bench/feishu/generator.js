// Process: the load. So many people at a time ask for an order, in Feishu or in Slack, at most so many a second in all.
import * as slack from '../slack/signed.js';
import { listen, load } from '../support/asking.js';
import * as feishu from './signed.js';

let questions = [];
let slackUrl = '';

/** How a question is put: in Slack its answer comes to an address of its own, in Feishu to the person's conversation. */
const chats = {
  feishu({ id, asked, number, accounts }) {
    const user = accounts[asked % accounts.length];
    const body = feishu.showOrder({ id, user, number });
    return { body, headers: feishu.headersOf(body), place: user };
  },
  slack({ id, number, user }) {
    const body = slack.showOrder({ id, user, number, answers: slackUrl });
    return { body, headers: slack.headersOf(body), place: `C${id}` };
  },
};

process.on('message', async ({ listenTo, asks, chat, ...cell }) => {
  if (!listenTo) return process.send(await load(cell, questions, chats[chat]));
  questions = asks;
  slackUrl = listenTo.slack;
  await listen(listenTo.slack);
  await listen(listenTo.feishu);
  return process.send({ ready: true });
});
