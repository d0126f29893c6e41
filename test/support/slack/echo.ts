import type { Stage } from './acts.ts';
import { type Change, messageShape } from './messages.ts';
import type { Json } from './types.ts';

/**
 * Slack tells an app that listens to direct messages of its own ones too, and of what becomes of them: a desk that does
 * not look at `bot_id` and `subtype` answers itself. docs.slack.dev/reference/events/message.
 */
export function createEcho({ core, line, events }: Stage) {
  const telling = new Set<Promise<unknown>>();

  function eventOf({ what, message, before }: Change): Json {
    const own = messageShape(message, { allMetadata: true });
    const place = { type: 'message', channel: message.channel, channel_type: 'im' };
    if (what === 'posted') return { ...own, ...place, app_id: core.settings.appId };
    const hidden = { ...place, hidden: true, ts: core.ids.ts() };
    if (what === 'deleted')
      return { ...hidden, subtype: 'message_deleted', deleted_ts: message.ts, previous_message: own };
    return { ...hidden, subtype: 'message_changed', message: own, previous_message: before && messageShape(before) };
  }

  return {
    heard(change: Change): void {
      const channel = core.workspace.channel(change.message.channel);
      if (!change.message.bot_id || channel?.kind !== 'im' || !line.connected()) return;
      const team = core.workspace.team(channel.teamId);
      const told = events.deliver(events.envelope(team, eventOf(change)));
      telling.add(told);
      void told.then(() => telling.delete(told));
    },
    /** Waits until the desk has been told everything. */
    settled: async (): Promise<void> => {
      await Promise.allSettled(telling);
    },
  };
}
