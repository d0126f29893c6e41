// A slash command as Slack sends it, signed.
import { createHmac } from 'node:crypto';

/** What everybody in the benchmark agrees on. */
export const workspace = { team: 'T0BENCH', botToken: 'xoxb-bench', botId: 'B0BENCH', botUser: 'U0BOT' };
export const signingSecret = 'the signing secret of the benchmark';

/**
 * The body of `/order show`. The conversation is named after the request, so that an answer is known by its one-time
 * address as well as by where it was posted.
 */
export const showOrder = ({ id, user, number, answers }) =>
  new URLSearchParams({
    token: 'unused',
    team_id: workspace.team,
    team_domain: 'bench',
    channel_id: `C${id}`,
    channel_name: 'orders',
    user_id: user,
    user_name: user.toLowerCase(),
    command: '/order',
    text: `show ${number}`,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: `${answers}/answers/C${id}`,
    trigger_id: `trigger.${id}`,
  }).toString();

/** The headers that make a body Slack's. */
export function headersOf(body) {
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${time}:`).update(body).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': time,
    'x-slack-signature': `v0=${signature}`,
  };
}
