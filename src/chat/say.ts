import type { Clock } from '../clock.ts';
import { DeskError } from '../errors.ts';
import type { ChatAdapter } from './adapter.ts';
import { type Address, platformOf } from './address.ts';
import type { Card } from './card.ts';
import type { Sealer } from './sealed.ts';

/** Posts a card in a conversation at once. Throws `DeliveryError`, or `error.chat_not_connected`. */
export type Say = (conversation: Address, card: Card, key: string) => Promise<void>;

export function createSay(deps: {
  adapter(platform: string): ChatAdapter | undefined;
  sealer: Pick<Sealer, 'card'>;
  clock: Clock;
}): Say {
  return async (conversation, card, key) => {
    const platform = platformOf(conversation);
    const chat = deps.adapter(platform);
    if (!chat) throw new DeskError('error.chat_not_connected', { text: platform }, { field: 'address' });
    await chat.post({ conversation, card: await deps.sealer.card(card, deps.clock()), key });
  };
}
