import type { KnownBlock, ModalView } from '@slack/types';
import { DeliveryError, type PostRef } from '../../src/chat/adapter.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import { inboxKey } from '../../src/chat/inbox.ts';
import type { Answer, Incoming } from '../../src/chat/incoming.ts';
import type { Clock } from '../../src/clock.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { call } from './call.ts';
import type { Modals, Opening } from './modals.ts';
import { answerAt } from './one-time.ts';
import type { Pictures } from './pictures.ts';
import { ageOf, isDirect, type Place, placeOf } from './place.ts';
import type { Drawn, SlackPosts } from './posts.ts';
import { answerModal, renderForm } from './render/index.ts';
import type { Team, Teams } from './teams.ts';

/** Ms for which an address of Slack's for answers is good: half an hour, less a little. */
const addressMs = 29 * 60_000;

/** Ms after which the home tab that was asked for is not brought any more. */
const homeMs = 30_000;

type Deps = {
  teams: Teams;
  posts: SlackPosts;
  modals: Modals;
  pictures: Pictures;
  clock: Clock;
  localeOf(incoming: Pick<Incoming, 'from'>): Promise<Locale>;
  /** Told of each card that a person keeps, so that it is kept true. */
  track(ref: PostRef, card: SealedCard, incoming: Incoming): Promise<void>;
};

/**
 * Where an answer goes. One that is brought again goes to the direct conversation, where it is looked for first: an earlier
 * try may have reached the person, though its answer was lost.
 */
type Where = { team: Team; place: Place; locale: Locale; incoming: Incoming; isAgain: boolean };

/** Brings answers to the people who asked: where they asked, for their eyes, while Slack allows it; else directly. */
export function createAnswers(deps: Deps) {
  const { teams, posts, modals, pictures, clock } = deps;

  /** Uses the one-time address; false when it is used up or too old. */
  async function respond({ place }: Where, message: Record<string, unknown>): Promise<boolean> {
    if (!place.url || ageOf(place, clock()) > addressMs) return false;
    return answerAt(place.url, message);
  }

  /** A message of the desk's in the direct conversation; what it shows is kept true. */
  async function direct(where: Where, card: SealedCard | undefined, drawn: Drawn): Promise<void> {
    const { team, place, incoming, isAgain } = where;
    // A direct conversation of two people is none of the desk's.
    const isHere = place.via === 'message' && isDirect(place.channel);
    const key = inboxKey(incoming);
    const whom = {
      user: place.user,
      key,
      since: new Date(Number(place.at)),
      thread: isHere ? place.thread : undefined,
    };
    const ref = await posts.direct(team, whom, drawn, isAgain);
    // It is out: what fails now must not bring it again.
    if (card) await deps.track(ref, card, incoming).catch(() => {});
  }

  async function ephemeral(where: Where, { blocks, text }: Drawn): Promise<boolean> {
    const { team, place } = where;
    if (!place.channel || isDirect(place.channel)) return false;
    const message = { channel: place.channel, user: place.user, blocks, text };
    const thread = place.thread && { thread_ts: place.thread };
    return call(team.client, 'chat.postEphemeral', { ...message, ...thread }).then(
      () => true,
      (error) => {
        if (error instanceof DeliveryError && error.retry) throw error;
        return false;
      },
    );
  }

  /** Puts the answer where a click was, or beside it where others read, too. */
  const besideClick = ({ place }: Where, replace: boolean | undefined, { blocks, text }: Drawn) => {
    const isOwn = place.ephemeral === 'yes' || isDirect(place.channel);
    return replace && isOwn
      ? { replace_original: true, blocks, text }
      : {
          replace_original: false,
          response_type: 'ephemeral',
          blocks,
          text,
          ...(place.thread && { thread_ts: place.thread }),
        };
  };

  async function shown(where: Where, drawn: Drawn, replace?: boolean): Promise<boolean> {
    const { via } = where.place;
    if (via === 'mention') return ephemeral(where, drawn);
    if (via === 'click' || via === 'submit') {
      if (await respond(where, besideClick(where, replace, drawn))) return true;
      return ephemeral(where, drawn);
    }
    if (via !== 'command') return false;
    const { blocks, text } = drawn;
    return (await respond(where, { response_type: 'ephemeral', blocks, text })) || ephemeral(where, drawn);
  }

  async function showHome({ team, place, locale, incoming }: Where, card: SealedCard): Promise<void> {
    // What was drawn a while ago is not put over what may be newer; the next opening draws anew.
    if (ageOf(place, clock()) > homeMs) return;
    const { blocks } = await posts.draw(team, card, locale, 'home', { reader: incoming.from });
    await call(team.client, 'views.publish', { user_id: place.user, view: { type: 'home', blocks } });
  }

  /** Files first, each once: a card that is out must not be brought again because of them. */
  async function shareFiles({ team, place }: Where, { attachments }: Pick<Drawn, 'attachments'>): Promise<void> {
    if (attachments.length === 0) return;
    const channel = await posts.conversationOf(team, place.user);
    for (const file of attachments) await pictures.share(team, file, channel);
  }

  /** A card as a modal of its own, for somebody who waits before an empty one; its files are in the direct conversation. */
  async function asModal(where: Where, card: SealedCard): Promise<ModalView> {
    const drawn = await posts.draw(where.team, card, where.locale, 'modal', { reader: where.incoming.from });
    await shareFiles(where, drawn);
    return answerModal(card.title, drawn.blocks, where.locale);
  }

  async function showCard(where: Where, card: SealedCard, replace?: boolean): Promise<void> {
    if (where.place.via === 'home') return showHome(where, card);
    const drawn = await posts.draw(where.team, card, where.locale, 'message', { reader: where.incoming.from });
    await shareFiles(where, drawn);
    if (where.isAgain || !(await shown(where, drawn, replace))) await direct(where, card, drawn);
  }

  /** A form that came too late to be opened: a button opens it. */
  function formButton(form: SealedForm, locale: Locale): KnownBlock[] {
    const text = { type: 'plain_text' as const, emoji: false };
    return [
      {
        type: 'section',
        text: { ...text, text: t(locale, 'slack.form_ready', { title: form.title }).slice(0, 2_900) },
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: `form:${form.id}`,
            style: 'primary',
            text: { ...text, text: t(locale, 'slack.form_open') },
          },
        ],
      },
    ];
  }

  async function showForm(where: Where, form: SealedForm, opening: Opening): Promise<void> {
    const { locale, place, team } = where;
    const state = await modals.open(form, place);
    if (await opening.show(renderForm(form, state, { locale }))) return;
    const text = t(locale, 'slack.form_ready', { title: form.title });
    const blocks = formButton(form, locale);
    if (where.isAgain) return void (await direct(where, undefined, { blocks, text, attachments: [] }));
    if (await respond(where, { response_type: 'ephemeral', replace_original: false, blocks, text })) return;
    await call(team.client, 'chat.postMessage', { channel: place.user, blocks, text });
  }

  async function whereOf(incoming: Incoming, isAgain: boolean): Promise<Where> {
    const place = placeOf(incoming);
    const team = await teams.get(place.team);
    return { team, place, locale: await deps.localeOf(incoming), incoming, isAgain };
  }

  /** Sentences about a form that is closed already. */
  const complaint = (errors: Record<string, string>, locale: Locale): SealedCard => {
    const sentences = Object.values(errors);
    const title = t(locale, 'chat.not_accepted');
    const blocks = sentences.map((text) => ({ kind: 'text' as const, text }));
    return { title, tone: 'bad', blocks, summary: sentences.join(' ') };
  };

  /** What was wrong with a form that is closed, and a button that opens it again as it was filled in. */
  async function complain(where: Where, errors: Record<string, string>): Promise<void> {
    const { incoming, locale, team, place } = where;
    await showCard(where, complaint(errors, locale));
    const open = incoming.kind === 'submit' ? await modals.find(incoming.form) : undefined;
    if (!open) return;
    const text = t(locale, 'slack.form_ready', { title: open.form.title });
    await call(team.client, 'chat.postMessage', { channel: place.user, blocks: formButton(open.form, locale), text });
  }

  return {
    /** Brings an answer, or brings it again. `opening` is there while the person waits for it. */
    async bring(
      incoming: Incoming,
      answer: Answer,
      { opening, isAgain = false }: { opening?: Opening; isAgain?: boolean } = {},
    ): Promise<void> {
      const where = await whereOf(incoming, isAgain);
      const late =
        opening ?? modals.opening(where.team, { ...where.place, trigger: undefined }, async () => where.locale);
      if (answer.kind === 'form') return showForm(where, answer.form, late);
      if (answer.kind === 'errors') return complain(where, answer.errors);
      if (answer.kind === 'choices') return;
      if (await late.fill(() => asModal(where, answer.card))) return;
      return showCard(where, answer.card, answer.replace);
    },
  };
}
export type Answers = ReturnType<typeof createAnswers>;
