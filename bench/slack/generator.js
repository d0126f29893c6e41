// Process: the load. So many people at a time type `/order show` in Slack.
import { listen, load } from '../support/asking.js';
import { headersOf, showOrder } from './signed.js';

let questions = [];
let answers = '';

/** `/order show` of a number, which is answered at an address of its own. */
function put({ id, user, number }) {
  const body = showOrder({ id, user, number, answers });
  return { body, headers: headersOf(body), place: `C${id}` };
}

process.on('message', async ({ slack, asks, ...cell }) => {
  if (!slack) return process.send(await load(cell, questions, put));
  questions = asks;
  answers = slack;
  await listen(slack);
  return process.send({ ready: true });
});
