import type { App } from '@slack/bolt';
import { typedCommand } from '../parse.ts';
import { hand, type ListenerKit } from '../talk.ts';

/** Slash commands: `/order …`, whatever name the company gave it. */
export function listenToCommands(app: App, kit: ListenerKit): void {
  app.command(/.*/, async ({ command, ack }) => {
    const said = {
      team: command.team_id,
      user: command.user_id,
      channel: command.channel_id,
      url: command.response_url,
      trigger: command.trigger_id,
    };
    await hand(kit, typedCommand(said, command.text ?? '', kit.clock()), () => void ack());
  });
}
