import type { PostRef } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { Answer, Bot, Incoming } from '../../src/chat/incoming.ts';
import type { Clock } from '../../src/clock.ts';
import { t } from '../../src/text/index.ts';
import { feishuAddress } from './address.ts';
import type { Answers } from './answers.ts';
import type { Directs } from './directs.ts';
import type { FormDesk } from './form-desk.ts';
import type { Place } from './place.ts';
import type { FeishuPosts } from './posts.ts';
import { type Acted, clicked } from './receive.ts';
import { deedOf, formButtonId, ticksIn } from './render/index.ts';
import type { TalkKit } from './talk.ts';
import { hasFiles, isSaid, type Reply, raw, toast, toastOf } from './toast.ts';
import { askWaiting } from './wait.ts';

/** A click; `since` is when it came, by the clock that measures only. */
export type Clicked = { event: Acted; eventId: string; place: Place; from: Address; since: number };

type Deps = {
  bot: Bot;
  answers: Answers;
  posts: FeishuPosts;
  directs: Directs;
  clock: Clock;
  formDesk: FormDesk;
  localeOf: TalkKit['localeOf'];
  isMember(person: Address): Promise<boolean>;
  track(ref: PostRef, card: SealedCard, reader: Address): Promise<void>;
};

const textOf = (value: unknown, name: string): string => {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return typeof given[name] === 'string' ? given[name] : '';
};

/** Clicks on cards: Feishu waits for the answer, and shows it at once; what takes longer comes as a message. */
export function createCallbacks(deps: Deps) {
  const { bot, answers, posts, directs, clock, formDesk, localeOf, isMember, track } = deps;

  async function placeOf({ operator, context }: Acted): Promise<Place> {
    const [user, chat] = [operator.open_id, context?.open_chat_id];
    const isOwn = await directs.isOwn(user, chat);
    const place: Place = { via: 'click', user, at: String(clock().getTime()) };
    return {
      ...place,
      ...(chat && { chat }),
      ...(context?.open_message_id && { message: context.open_message_id }),
      ...(!isOwn && { shared: 'yes' }),
    };
  }

  async function page({ event, from }: Clicked): Promise<Reply> {
    const locale = await localeOf({ from });
    const wanted = { key: textOf(event.action.value, 'key'), page: Number(textOf(event.action.value, 'page')) };
    const drawn = (await isMember(from)) ? await posts.page({ ...wanted, reader: from }, locale) : undefined;
    return drawn ? { card: raw(drawn.card) } : { toast: toast('info', t(locale, 'chat.page_gone')) };
  }

  /** The answer in the place of the card that was clicked, where nobody else reads that. */
  async function inPlace(incoming: Incoming, card: SealedCard, message: string): Promise<Reply> {
    const drawn = await posts.draw(card, await localeOf(incoming), { reader: incoming.from });
    await track({ conversation: incoming.from, message }, card, incoming.from);
    return { toast: toastOf(card), card: raw(drawn.card) };
  }

  /** What Feishu shows at once of an answer; undefined where it has to come as a message, too. */
  async function inTime(incoming: Incoming, { message, shared }: Place, answer: Answer): Promise<Reply | undefined> {
    if (answer.kind !== 'card') return undefined;
    const { card, replace } = answer;
    if (isSaid(card) || (replace && shared)) return { toast: toastOf(card) };
    return replace && message && !hasFiles(card) ? inPlace(incoming, card, message) : undefined;
  }

  async function button(id: string, at: Clicked, stored: () => void): Promise<Reply> {
    const incoming = clicked(at.place, { button: id, checked: ticksIn(at.event.action.form_value) }, at.eventId);
    const locale = await localeOf(incoming);
    const working = { toast: toast('info', t(locale, 'feishu.working')) };
    return askWaiting(
      { bot, bring: answers.bring },
      incoming,
      { since: at.since, working, stored },
      {
        inTime: (answer) => inTime(incoming, at.place, answer),
        brought: (answer) => ({ toast: answer.kind === 'card' ? toastOf(answer.card) : undefined }),
      },
    );
  }

  return {
    /** Answers a click. Throws when nothing could be kept of it. */
    async answer(event: Acted, eventId: string, stored: () => void): Promise<Reply> {
      const since = performance.now();
      const from = feishuAddress(event.operator.open_id);
      const at: Clicked = { event, eventId, from, place: await placeOf(event), since };
      const { action } = event;
      const deed = deedOf(action.name ?? '') ?? deedOf(textOf(action.value, 'form'));
      if (deed) return formDesk.act(deed, at, stored);
      if (textOf(action.value, 'page')) return page(at);
      const id = formButtonId(action.name) ?? textOf(action.value, 'button');
      return id ? button(id, at, stored) : {};
    },
  };
}
export type Callbacks = ReturnType<typeof createCallbacks>;
