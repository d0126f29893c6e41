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
import { type FeishuCard, sentence } from './render/index.ts';

/** Messages of people that have no words the desk could read: im-v1/message/events/message_content. A sticker asks nothing. */
const wordless = ['merge_forward', 'share_chat', 'share_user', 'location', 'folder', 'interactive', 'todo', 'vote'];

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
  /** Whether somebody is an active member. */
  isMember(person: Address): Promise<boolean>;
  /** The order whose thread a message stands in. */
  orderOf(conversation: Address, message: string): Promise<string | undefined>;
};

/** Words and deeds outside cards: stored first, which acknowledges them; answered when they are done. */
export function createTalk(kit: TalkKit) {
  const { bot, me, answers, posts, directs, clock, log, localeOf, isMember, orderOf } = kit;
  const hand = (incoming: Incoming, stored: () => void): Promise<Answer> =>
    bot(incoming, { stored, deliver: (answer) => answers.bring(incoming, answer) });

  async function written(event: Written, stored: () => void): Promise<void> {
    const { sender, message } = event;
    const user = sender.sender_id.open_id;
    const isDirect = message.chat_type === 'p2p';
    if (isDirect) await directs.learn(user, message.chat_id);
    const file = sentFile(event, clock());
    if (file) return void (await hand(file, stored));
    // Somebody who shares that waits for an answer.
    if (isDirect && wordless.includes(message.message_type))
      return say(user, 'feishu.words_only', `words:${message.message_id}`);
    // Who the desk is matters only where somebody is mentioned: a Feishu that does not say it keeps nobody from asking.
    const openId = message.mentions?.length ? (await me.get()).openId : '';
    const conversation = feishuAddress(isDirect ? user : message.chat_id);
    const order = message.root_id ? await orderOf(conversation, message.root_id) : undefined;
    const incoming = typedMessage(event, openId, order, clock());
    if (incoming) await hand(incoming, stored);
  }

  /** A sentence that answers no command. What may come right is told when Feishu sends the event again. */
  async function tell(user: string, card: FeishuCard, key: string): Promise<void> {
    await posts.send(user, { card, attachments: [] }, key).catch((error) => {
      if (error instanceof DeliveryError && error.retry) throw error;
      log.warn({ error: String(error), key: key.split(':')[0] }, 'somebody could not be told something');
    });
  }
  const localeOfUser = (user: string) => localeOf({ from: feishuAddress(user) });

  /** A sentence of the desk about itself. */
  async function say(user: string, words: 'feishu.words_only' | 'feishu.welcome', key: string): Promise<void> {
    const locale = await localeOfUser(user);
    await tell(user, sentence(t(locale, 'console.product'), t(locale, words)), key);
  }

  /** The desk was added to a group: who did it reads how the group is connected. Nothing is posted in it before. */
  async function joined({ user, chat, name, eventId }: Extract<Told, { kind: 'joined' }>): Promise<void> {
    const locale = await localeOfUser(user);
    const title = t(locale, 'feishu.joined_title', { name: name ?? '' });
    const card = sentence(title, t(locale, 'feishu.joined', { address: feishuAddress(chat) }));
    await tell(user, card, `joined:${eventId}`);
  }

  /**
   * Only the first time: afterwards nobody asks for My day by opening a conversation. Who is no member has asked for
   * nothing yet, and no admin is asked about somebody who only looks.
   */
  async function entered(user: string, chat: string, stored: () => void): Promise<void> {
    if (await directs.isOwn(user, chat)) return;
    if (await isMember(feishuAddress(user))) await hand(openedMenu(user, 'order', `first:${chat}`, clock()), stored);
    else await say(user, 'feishu.welcome', `first:${chat}`);
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
          return joined(told);
        default:
          return;
      }
    },
  };
}
export type Talk = ReturnType<typeof createTalk>;
