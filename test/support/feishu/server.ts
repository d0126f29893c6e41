import type { Stage } from './acts.ts';
import { createCore, type Options } from './core.ts';
import { createDeskLine, type DeskAt, type Seen, type Sending } from './desk-line.ts';
import { openDoors } from './doors.ts';
import { createEvents, type Delivered, type Delivery } from './events.ts';
import { createLink } from './link.ts';
import type { Chat, Json, Message } from './types.ts';
import { createUser, type NewUser, type User } from './user.ts';

export type { Call, Options } from './core.ts';
export type { LocalFeishu };

type LocalFeishu = Awaited<ReturnType<typeof startLocalFeishu>>;

/** A chat as a test names it: the bot is in it unless `withBot` says no. */
type NewChat = Partial<Omit<Chat, 'members'>> & { members?: Iterable<string> };

/**
 * A Feishu on this machine: the API over HTTP, and people who act with encrypted and signed events on a desk. What it
 * checks is Feishu's by its official pages; UNVERIFIED.md lists what is not certain.
 *
 *     const feishu = await startLocalFeishu();
 *     // the desk starts with feishu.url as FEISHU_DOMAIN, feishu.appId, appSecret, encryptKey, verificationToken
 *     feishu.connect({ url: `${desk.url}/feishu/events` });
 *     const anna = feishu.user({ id: 'ou_anna', name: 'Anna', email: 'anna@acme.example' });
 *     await anna.write('/order new');
 *     const form = anna.shown().direct.at(-1)!;
 *     anna.fill(form, { note: 'urgent' });
 *     await anna.click(form, 'Save');
 */
export async function startLocalFeishu(options: Options = {}) {
  const core = createCore(options);
  const link = createLink(core);
  const doors = await openDoors(core, link);
  const line = createDeskLine(core, link);
  const events = createEvents(core, line);
  const stage: Stage = { core, line, events };

  const groupEvent = (type: string, chat: Chat): Promise<Delivered> =>
    events.deliver(
      events.envelope(type, {
        chat_id: chat.id,
        operator_id: { open_id: [...chat.members][0] ?? 'ou_nobody' },
        external: chat.isExternal,
        operator_tenant_key: core.settings.tenantKey,
        name: chat.name,
        i18n_names: { zh_cn: chat.name, en_us: chat.name },
      }),
    );

  const chatBy = (id: string): Chat => {
    const chat = core.tenant.chat(id);
    if (!chat) throw new Error(`no chat ${id} in the local Feishu`);
    return chat;
  };

  /** Checks the desk's address: a challenge that comes back within a second. */
  async function verifyUrl(): Promise<Seen & { verified: boolean }> {
    const challenge = core.ids.random(8);
    const body = { challenge, token: core.settings.verificationToken, type: 'url_verification' };
    const seen = await line.send(body, { unsigned: true, patienceMs: 1_000 });
    return { ...seen, verified: !seen.failure && (seen.json as Json | undefined)?.challenge === challenge };
  }

  const { met: _met, delay: _delay, ...faults } = core.faults;

  return {
    /** For FEISHU_DOMAIN. */
    url: core.base,
    ...core.settings,
    clock: core.clock,
    faults: {
      ...faults,
      ...doors,
      /** All tokens given so far are refused from now on (99991663). */
      revokeToken: core.tokens.revoke,
      /** All tokens given so far end after so many seconds. */
      expireToken: (seconds = 0) => core.tokens.expire(seconds),
    },

    /** Where the desk is; it usually starts after its Feishu. */
    connect: (to: DeskAt) => line.connect(to),
    /** The desk's long connections. */
    long: { connections: link.connections, cut: link.cut, mend: link.mend, parts: link.inParts },
    user: (given: NewUser): User => createUser(stage, given),
    chat: (given: NewChat = {}): Chat => core.tenant.addChat(given),
    /** The bot comes into a group, goes, or the group ends: the desk is told. */
    addBot(id: string): Promise<Delivered> {
      chatBy(id).withBot = true;
      return groupEvent('im.chat.member.bot.added_v1', chatBy(id));
    },
    removeBot(id: string): Promise<Delivered> {
      chatBy(id).withBot = false;
      return groupEvent('im.chat.member.bot.deleted_v1', chatBy(id));
    },
    dissolve(id: string): Promise<Delivered> {
      chatBy(id).isDissolved = true;
      return groupEvent('im.chat.disbanded_v1', chatBy(id));
    },

    /** Everybody's messages in a chat as they are now, oldest first; with `thread`, those of one. */
    messages: (id: string, { thread }: { thread?: string } = {}): Message[] =>
      structuredClone(core.messages.of(id).filter((m) => !m.deleted && (!thread || m.thread_id === thread))),
    message: (id: string): Message | undefined => structuredClone(core.messages.find(id)),

    /** Tells the desk of an event that no person made here, in an envelope of its own. */
    deliverEvent: (type: string, event: Json, delivery?: Delivery): Promise<Delivered> =>
      events.deliver(events.envelope(type, event), delivery),
    /** Sends an envelope as it is: once more, or out of its order. */
    deliver: (envelope: Json, delivery?: Delivery): Promise<Delivered> => events.deliver(envelope, delivery),
    /** The same event under another event_id. */
    renamed: events.renamed,
    /** The bytes and headers of an envelope, for forging them; `post` sends any. */
    sealed: (envelope: Json) => line.sealed(envelope),
    post: (raw: NonNullable<Sending['raw']>): Promise<Seen> => line.send({}, { raw }),
    verifyUrl,

    /** Every call that came, oldest first (the last 10,000). */
    calls: core.calls,
    callsOf: (method: string) => core.calls.filter((c) => c.method === method),
    /** How often a token was asked for. */
    tokenRequests: (): number => core.calls.filter((c) => c.method === 'auth.token').length,
    /** What Feishu could tell nobody. A good desk leaves this empty. */
    complaints: core.complaints,

    /** Forgets all messages and calls: for tests of endurance, which look at memory. */
    forget(): void {
      core.messages.clear();
      core.updates.clear();
      core.calls.length = 0;
    },

    /** Waits until the desk has been told everything so far. */
    settled: events.settled,

    async close(): Promise<void> {
      events.close();
      core.clock.close();
      await doors.down();
      await events.settled();
    },
  };
}
