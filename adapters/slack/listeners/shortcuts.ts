import type { App, MessageShortcut } from '@slack/bolt';
import { orderFromMessage } from '../parse.ts';
import { hand, type ListenerKit } from '../talk.ts';

/** “Order from this message”, in the menu of every message. */
export function listenToShortcuts(app: App, kit: ListenerKit): void {
  app.shortcut<MessageShortcut>(
    { callback_id: 'order_from_message', type: 'message_action' },
    async ({ shortcut, ack }) => {
      const { team, user, channel, message, trigger_id: trigger, response_url: url } = shortcut;
      const said = { team: team?.id ?? '', user: user.id, channel: channel.id, trigger, url };
      await hand(kit, orderFromMessage(said, String(message.text ?? ''), kit.clock()), () => void ack());
    },
  );
  app.shortcut(/^(?!order_from_message$)/, async ({ ack }) => ack());
}
