import type { AdapterKit } from '../../../src/app.ts';
import type { ChatAdapter, Post, PostRef } from '../../../src/chat/adapter.ts';
import type { Address } from '../../../src/chat/address.ts';
import type { SealedCard } from '../../../src/chat/card.ts';

/** A card that went out to a conversation. */
export type Sent = { conversation: Address; card: SealedCard };

/** A chat that only remembers what it was given, and gives its kit to the test. */
export function createRecorder() {
  const sent: Sent[] = [];
  let kit: AdapterKit | undefined;
  const adapter = (given: AdapterKit): ChatAdapter => {
    kit = given;
    return {
      platform: 'rec',
      routes() {},
      async post({ conversation, card }: Post): Promise<PostRef> {
        sent.push({ conversation, card });
        return { conversation, message: String(sent.length) };
      },
      async update({ conversation }: PostRef, card: SealedCard) {
        sent.push({ conversation, card });
      },
      direct: (person) => `rec:@${person.slice('rec:'.length)}`,
      ownAddress: (id) => `rec:${id}`,
    };
  };
  return {
    adapter,
    kit: () => kit as AdapterKit,
    /** What went out since the last call. */
    take: (): Sent[] => sent.splice(0),
  };
}
