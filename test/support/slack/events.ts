import type { Core } from './core.ts';
import type { DeskLine, Seen } from './desk-line.ts';
import type { Json, Team } from './types.ts';

export type Events = ReturnType<typeof createEvents>;

/** docs.slack.dev/apis/events-api: three retries, nearly at once, after a minute, after five. */
const retryAfterMs = [0, 60_000, 300_000];

export type Delivery = {
  /** Sends again what was not taken, by Slack's clock. */
  retries?: boolean;
  /** Does not wait between the retries. */
  hurry?: boolean;
};

/** Tells the desk what happened in the workspace. */
export function createEvents(core: Core, line: DeskLine) {
  /** The envelope of an event. */
  function envelope(team: Team, event: Json): Json {
    return {
      token: 'deprecated-verification-token',
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: core.settings.appId,
      event: { ...event, event_ts: event.event_ts ?? event.ts ?? core.ids.ts() },
      type: 'event_callback',
      event_id: core.ids.id('Ev'),
      event_time: Math.floor(core.clock.now() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: team.botUserId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: core.ids.id('EC'),
    };
  }

  /** Sends a body until it is taken, at most four times; what each attempt saw, in order. */
  async function deliver(body: Json, { retries = false, hurry = false }: Delivery = {}): Promise<Seen[]> {
    const text = JSON.stringify(body);
    let sentAt = core.clock.now();
    const seen = [await line.send('events', text)];
    for (const [i, wait] of (retries ? retryAfterMs : []).entries()) {
      const last = seen.at(-1)!;
      if (!last.failure || last.headers.get('x-slack-no-retry') === '1') break;
      if (!hurry) await core.clock.sleepUntil(sentAt + wait);
      sentAt = core.clock.now();
      const why = { 'x-slack-retry-num': String(i + 1), 'x-slack-retry-reason': last.failure };
      seen.push(await line.send('events', text, why));
    }
    return seen;
  }

  return { envelope, deliver };
}
