import { DeliveryError } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { Answer, Bot, Incoming } from '../../src/chat/incoming.ts';
import type { Clock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { feishuAddress } from './address.ts';
import type { Answers } from './answers.ts';
import type { Directs } from './directs.ts';
import type { Me } from './me.ts';
import type { FeishuPosts } from './posts.ts';
import { openedMenu, sentFile, type Told, typedMessage, type Written } from './receive.ts';
import { sentence } from './render/index.ts';

/** What those who listen use. */
export type TalkKit = {
  bot: Bot;
  me: Me;
  answers: Answers;
  posts: FeishuPosts;
  directs: Directs;
  clock: Clock;
  log: Log;
  localeOf(incoming: Pick<Incoming, 'from'>): Promise<Locale>;
  /** The order whose thread a message stands in. */
  orderOf(conversation: Address, message: string): Promise<string | undefined>;
};

/** Words and deeds outside cards: stored first, which acknowledges them; answered when they are done. */
export function createTalk({ bot, me, answers, posts, directs, clock, log, localeOf, orderOf }: TalkKit) {
  const hand = (incoming: Incoming, stored: () => void): Promise<Answer> =>
    bot(incoming, { stored, deliver: (answer) => answers.bring(incoming, answer) });

  async function written(event: Written, stored: () => void): Promise<void> {
    const { sender, message } = event;
    if (message.chat_type === 'p2p') await directs.learn(sender.sender_id.open_id, message.chat_id);
    const file = sentFile(event, clock());
    if (file) return void (await hand(file, stored));
    // Who the desk is matters only where somebody is mentioned: a Feishu that does not say it keeps nobody from asking.
    const openId = message.mentions?.length ? (await me.get()).openId : '';
    const order = message.root_id ? await orderOf(feishuAddress(message.chat_id), message.root_id) : undefined;
    const incoming = typedMessage(event, openId, order, clock());
    if (incoming) await hand(incoming, stored);
  }

  /** The desk was added to a group: who did it reads how the group is connected. Nothing is posted in it before. */
  async function joined(user: string, chat: string, eventId: string): Promise<void> {
    const locale = await localeOf({ from: feishuAddress(user) });
    const words = { address: feishuAddress(chat) };
    const card = sentence(t(locale, 'feishu.joined_title'), t(locale, 'feishu.joined', words));
    await posts.send(user, { card, attachments: [] }, `joined:${eventId}`).catch((error) => {
      // What may come right is told when Feishu sends the event again.
      if (error instanceof DeliveryError && error.retry) throw error;
      log.warn({ error: String(error) }, 'nobody was told how the group is connected');
    });
  }

  /** Only the first time: afterwards nobody asks for My day by opening a conversation. */
  async function entered(user: string, chat: string, stored: () => void): Promise<void> {
    if (await directs.isOwn(user, chat)) return;
    await hand(openedMenu(user, 'order', `first:${chat}`, clock()), stored);
    await directs.learn(user, chat);
  }

  return {
    hand,
    /** Takes what Feishu tells; `stored` is called when it is kept, and nothing that is kept is lost. */
    async take(told: Told, stored: () => void): Promise<void> {
      switch (told.kind) {
        case 'written':
          return written(told.event, stored);
        case 'menu':
          await hand(openedMenu(told.user, told.key, told.eventId, clock()), stored);
          return;
        case 'entered':
          return entered(told.user, told.chat, stored);
        case 'joined':
          return joined(told.user, told.chat, told.eventId);
        default:
          return;
      }
    },
  };
}
export type Talk = ReturnType<typeof createTalk>;
