import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installModel } from '../../adapters/slack/model.ts';
import { openSlackDesk, type SlackDesk, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
beforeAll(async () => {
  on = await openSlackDesk({
    env: {
      SLACK_CLIENT_ID: '1234567890.0987654321',
      SLACK_CLIENT_SECRET: 'local-slack-client-secret',
      SLACK_STATE_SECRET: 'a state secret of the tests',
      PUBLIC_URL: 'https://desk.example.com',
    },
  });
});
afterAll(() => on.close());

/** Begins an installation in a browser: where it is sent, and what it keeps. */
async function begin() {
  const response = await fetch(`${on.desk.url}/slack/install`, { redirect: 'manual' });
  const to = new URL(response.headers.get('location') ?? '');
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { status: response.status, to, state: to.searchParams.get('state') ?? '', cookie };
}

async function comeBack(code: string, state: string, cookie: string) {
  const query = new URLSearchParams({ code, state });
  const response = await fetch(`${on.desk.url}/slack/oauth_redirect?${query}`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
}

const allow = (workspaces: string[]) =>
  on.desk.desk.settings.change(on.desk.actor(on.company.ada), { slackWorkspaces: workspaces });
const installed = () => installModel(on.desk.connection).find({}).lean();

describe('a further workspace of the company', () => {
  test('is sent to Slack with the scopes of the manifest and the way back', async () => {
    const { status, to } = await begin();
    expect([status, to.host, to.pathname]).toEqual([302, 'slack.com', '/oauth/v2/authorize']);
    expect(to.searchParams.get('redirect_uri')).toBe('https://desk.example.com/slack/oauth_redirect');
    expect(to.searchParams.get('scope')).toContain('chat:write');
  });

  test('that no admin allowed is sent away, and nothing of it is kept', async () => {
    const { state, cookie } = await begin();
    const answer = await comeBack(on.slack.install({ id: 'T0STRANGER' }), state, cookie);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('T0STRANGER')]);
    expect(await installed()).toEqual([]);
  });

  test('that was allowed is installed; its token is not readable where it is kept', async () => {
    await allow(['T0SECOND']);
    const { state, cookie } = await begin();
    const answer = await comeBack(on.slack.install({ id: 'T0SECOND', botToken: 'xoxb-second-secret' }), state, cookie);
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('/order')]);
    expect(await installed()).toMatchObject([{ _id: 'T0SECOND' }]);
    expect(JSON.stringify(await installed())).not.toContain('xoxb-second-secret');
    expect(on.desk.logged.join()).not.toContain('xoxb-second-secret');
  });

  test('is served with its own token', async () => {
    const sam = on.slack.user({ id: 'U0SAM', name: 'Sam', teamId: 'T0SECOND' });
    const channel = on.slack.channel({ name: 'sales', teamId: 'T0SECOND', members: [sam.id] }).id;
    const { company, desk } = on;
    await desk.desk.members.link(desk.actor(company.ada), company.anna._id, 'slack:T0SECOND:U0SAM');
    expect((await sam.command('/order help', { channel })).status).toBe(200);
    await until('help', 8_000, () => sam.shown().ephemeral.some((m) => wordsIn(m.blocks).includes('/order new')));
    await sam.message('/order list');
    await until('the list', 8_000, () => sam.shown().direct.some((m) => m.bot_id !== undefined));
  });

  test('that removed the desk before it installed it again stays, though Slack says so late', async () => {
    const late = on.slack.envelope({ type: 'app_uninstalled' }, 'T0SECOND');
    await on.slack.deliver({ ...late, event_time: Number(late.event_time) - 300 });
    expect(await installed()).toMatchObject([{ _id: 'T0SECOND' }]);
  });

  test('that removed the desk is forgotten at once', async () => {
    await on.slack.uninstall('T0SECOND');
    await until('it is forgotten', 8_000, async () => (await installed()).length === 0);
    const sam = on.slack.user({ id: 'U0SAM', name: 'Sam', teamId: 'T0SECOND' });
    const answersOf = () => sam.shown().direct.filter((m) => m.bot_id !== undefined).length;
    const before = answersOf();
    await sam.message('/order list');
    expect(answersOf()).toBe(before);
    expect((await sam.command('/order help', { channel: sam.direct })).status).toBe(403);
  });

  test('with another’s state, or none, is refused', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const code = () => on.slack.install({ id: 'T0SECOND' });
    expect((await comeBack(code(), theirs.state, mine.cookie)).status).toBe(400);
    expect((await comeBack(code(), 'forged', mine.cookie)).status).toBe(400);
    expect(await installed()).toEqual([]);
  });
});
