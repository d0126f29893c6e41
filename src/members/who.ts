import type { ChatAdapter } from '../chat/adapter.ts';
import { type Address, platformOf } from '../chat/address.ts';
import type { Log } from '../log.ts';
import type { Member } from './member.ts';
import type { Newcomers } from './newcomers.ts';

type Deps = {
  members: { find(identity: Address): Promise<Member | undefined>; all(): Promise<Member[]> };
  adapter(platform: string): ChatAdapter | undefined;
  newcomers: Pick<Newcomers, 'meet'>;
  log: Pick<Log, 'warn'>;
};

/** Says who is behind a chat identity. */
export function createWho({ members, adapter, newcomers, log }: Deps) {
  /** The member behind an identity, if one is known. */
  async function memberOf(identity: Address): Promise<Member | undefined> {
    const linked = await members.find(identity);
    const own = adapter(platformOf(identity))?.ownAddress;
    if (linked || !own) return linked;
    return (await members.all()).find((m) => m.active && own(m._id) === identity);
  }

  return {
    memberOf,
    /** Who writes for the first time is looked up in the chat: linked by the address, or the admins are asked. */
    async meet(identity: Address): Promise<Member | undefined> {
      const known = await memberOf(identity);
      const look = adapter(platformOf(identity))?.newcomer;
      if (known || !look) return known;
      return newcomers.meet(identity, look).catch((error) => {
        log.warn({ err: error }, 'a chat did not say who somebody is');
        return undefined;
      });
    },
  };
}
