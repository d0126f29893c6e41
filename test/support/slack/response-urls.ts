import { isObject } from './blocks/rule.ts';
import { dropOldest } from './bounded.ts';
import { contentOf } from './check-message.ts';
import type { Core } from './core.ts';
import { Refusal } from './refusal.ts';
import type { Channel, Json, Message } from './types.ts';

export type ResponseUrls = ReturnType<typeof createResponseUrls>;

/** Where an answer goes: the conversation and the person of an interaction, and the message that it came from. */
export type Origin = {
  kind: 'commands' | 'actions';
  teamId: string;
  channel: Channel;
  userId: string;
  message?: Message;
};

/** docs.slack.dev/interactivity/handling-user-interaction: 5 uses within 30 minutes. */
const [uses, lifeMs] = [5, 30 * 60_000];
/** How many addresses are remembered: older ones are unknown. */
const remembered = 20_000;

/** What a response_url says: a text, with a status that is 200 when it took effect. */
export type Said = { status: number; text: string; error?: string };

export function createResponseUrls(core: Core) {
  const given = new Map<string, Origin & { at: number; used: number }>();

  /** The message that the interaction came from, as it stands now. */
  const original = ({ message }: Origin) =>
    message && (message.to ? core.messages.whisperedAt(message.ts) : core.messages.find(message.channel, message.ts));

  /** Posts, replaces or deletes, as the answer asks. Ephemeral unless it says otherwise. */
  function apply(origin: Origin, answer: Json): void {
    const target = original(origin);
    if (answer.delete_original === true) {
      if (target) core.messages.remove(target);
      return;
    }
    const team = core.workspace.team(origin.teamId);
    const content = contentOf(answer, 'response_url', (ref) => core.files.canBeShown(ref, team.id));
    if (answer.replace_original === true && target) {
      core.messages.change(target, content);
      return;
    }
    const thread = typeof answer.thread_ts === 'string' ? { thread_ts: answer.thread_ts } : {};
    const message = { ...content, ...thread, user: team.botUserId, bot_id: team.botId };
    if (answer.response_type === 'in_channel') core.messages.post(origin.channel, message);
    else core.messages.whisper(origin.channel, origin.userId, message);
  }

  function parsed(body: string): Json {
    try {
      const value = JSON.parse(body);
      if (isObject(value)) return value;
    } catch {}
    throw new Refusal('invalid_payload');
  }

  return {
    issue(origin: Origin): string {
      const path = `${origin.kind}/${origin.teamId}/${core.ids.secret()}`;
      given.set(path, { ...origin, at: core.clock.now(), used: 0 });
      dropOldest(given, remembered);
      return `${core.base}/hooks/${path}`;
    },

    /** The conversation that a url answers into. */
    channelOf: (path: string): string | undefined => given.get(path)?.channel.id,

    /** One use of a url. */
    use(path: string, body: string): Said {
      const origin = given.get(path);
      if (!origin) return { status: 404, text: 'no_service', error: 'no_service' };
      if (core.clock.now() - origin.at > lifeMs) return { status: 404, text: 'expired_url', error: 'expired_url' };
      if (origin.used >= uses) return { status: 404, text: 'used_url', error: 'used_url' };
      try {
        apply(origin, parsed(body));
        origin.used += 1;
        return { status: 200, text: 'ok' };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        core.complaints.push(`response_url: ${error.code} ${JSON.stringify(error.more)}`);
        return { status: 400, text: error.code, error: error.code };
      }
    },

    /** What an app says in its acknowledgement of a command: as if by the url, without using it up. */
    acknowledged: (origin: Origin, answer: Json): void => apply(origin, answer),
  };
}
