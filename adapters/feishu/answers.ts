import { DeliveryError, type PostRef } from '../../src/chat/adapter.ts';
import { type Address, nativeId } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { inboxKey } from '../../src/chat/inbox.ts';
import type { Answer, Incoming } from '../../src/chat/incoming.ts';
import type { Clock } from '../../src/clock.ts';
import { type Locale, t } from '../../src/text/index.ts';
import type { Api } from './api.ts';
import type { Directs } from './directs.ts';
import type { Forms } from './forms.ts';
import { type Place, placeOf } from './place.ts';
import type { Drawn, FeishuPosts } from './posts.ts';
import { renderForm } from './render/index.ts';

/** Ms after which nobody looks at the group any more: what comes later comes where it stays. */
const lateMs = 60_000;

/** When the person asked. */
const askedAt = (incoming: Incoming): Date => new Date(Number(placeOf(incoming).at));

type Deps = {
  api: Api;
  posts: FeishuPosts;
  forms: Forms;
  directs: Directs;
  clock: Clock;
  localeOf(incoming: Pick<Incoming, 'from'>): Promise<Locale>;
  /** Told of each card that a person keeps, so that it is kept true. */
  track(ref: PostRef, card: SealedCard, reader: Address): Promise<void>;
};

/** Brings answers to the people who asked: for their eyes where others read, else in their direct conversation. */
export function createAnswers({ api, posts, forms, directs, clock, localeOf, track }: Deps) {
  /** A card that one person of a group sees, while online; false where that did not work, or surely would not. */
  async function whispered({ chat, user, at }: Place, { card, attachments }: Drawn): Promise<boolean> {
    const isLate = clock().getTime() - Number(at) > lateMs;
    if (!chat || attachments.length > 0 || isLate) return false;
    const data = { chat_id: chat, open_id: user, msg_type: 'interactive', card };
    return api.call({ method: 'POST', path: 'ephemeral/v1/send', data }).then(
      () => true,
      (error) => {
        if (error instanceof DeliveryError) return false;
        throw error;
      },
    );
  }

  const toPerson = (incoming: Incoming, drawn: Drawn): Promise<PostRef> =>
    posts.send(nativeId(incoming.from), drawn, inboxKey(incoming), askedAt(incoming));

  /** A message in the direct conversation; what it shows is kept true. */
  async function direct(incoming: Incoming, card: SealedCard, drawn: Drawn): Promise<void> {
    const ref = await toPerson(incoming, drawn);
    await track(ref, card, incoming.from);
  }

  async function showCard(incoming: Incoming, card: SealedCard): Promise<void> {
    const place = placeOf(incoming);
    const key = inboxKey(incoming);
    const drawn = await posts.draw(card, await localeOf(incoming), { reader: incoming.from, key });
    const isShared = place.shared === 'yes' && !(await directs.isOwn(place.user, place.chat));
    if (isShared && (await whispered(place, drawn))) return;
    await direct(incoming, card, drawn);
  }

  /** Forms are long and personal: they are filled in in the direct conversation. */
  async function showForm(incoming: Incoming, answer: Extract<Answer, { kind: 'form' }>): Promise<void> {
    const state = await forms.open(answer.form, incoming.from);
    const card = renderForm(answer.form, state, { locale: await localeOf(incoming) });
    await toPerson(incoming, { card, attachments: [] });
  }

  /** What was wrong with a form that was sent and could not be answered in time: it comes again as it was filled in. */
  async function showErrors(incoming: Incoming, errors: Record<string, string>): Promise<void> {
    const open = incoming.kind === 'submit' ? await forms.find(incoming.form, incoming.from) : undefined;
    const locale = await localeOf(incoming);
    if (!open) {
      const text = Object.values(errors).join(' ');
      const blocks = [{ kind: 'text' as const, text }];
      return showCard(incoming, { title: t(locale, 'chat.not_accepted'), tone: 'bad', blocks, summary: text });
    }
    const state = { ...open.state, errors };
    await forms.keep(open.form, state, incoming.from);
    const card = renderForm(open.form, state, { locale });
    await toPerson(incoming, { card, attachments: [] });
  }

  return {
    /** Brings an answer. Throws `DeliveryError`. */
    async bring(incoming: Incoming, answer: Answer): Promise<void> {
      if (answer.kind === 'form') return showForm(incoming, answer);
      if (answer.kind === 'errors') return showErrors(incoming, answer.errors);
      if (answer.kind === 'card') return showCard(incoming, answer.card);
    },
  };
}
export type Answers = ReturnType<typeof createAnswers>;
