import type { PostRef } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { asker, withOffers } from '../../src/chat/form-asking.ts';
import { afterFormAction, sentValues, withoutBlankLines } from '../../src/chat/form-state.ts';
import type { Answer, Bot, Incoming } from '../../src/chat/incoming.ts';
import { type Locale, t } from '../../src/text/index.ts';
import type { Answers } from './answers.ts';
import type { Clicked } from './callbacks.ts';
import type { Forms, OpenForm } from './forms.ts';
import type { FeishuPosts } from './posts.ts';
import { sentForm } from './receive.ts';
import {
  type FeishuState,
  type FormDeed,
  type OpenSearch,
  readForm,
  renderForm,
  resolve,
  turnedTo,
} from './render/index.ts';
import type { TalkKit } from './talk.ts';
import { hasFiles, type Reply, raw, toast, toastOf } from './toast.ts';
import { askWaiting } from './wait.ts';

type Deps = {
  bot: Bot;
  answers: Answers;
  posts: FeishuPosts;
  forms: Forms;
  localeOf: TalkKit['localeOf'];
  isMember(person: Address): Promise<boolean>;
  track(ref: PostRef, card: SealedCard, reader: Address): Promise<void>;
};

/** Forms in cards: every button brings what was typed; the card is drawn anew with it, or the form is sent. */
export function createFormDesk({ bot, answers, posts, forms, localeOf, isMember, track }: Deps) {
  async function redraw(open: OpenForm, state: FeishuState, at: Clicked): Promise<Reply> {
    await forms.keep(open.form, state, at.from);
    return { card: raw(renderForm(open.form, state, { locale: await localeOf({ from: at.from }) })) };
  }

  const ask = (at: Clicked) => asker(bot, at.from, at.eventId);

  /** What was looked up, and what has several meanings or none. */
  async function lookedUp(open: OpenForm, typed: FeishuState, at: Clicked) {
    const packed = { ...typed, ...withoutBlankLines(open.form, typed) } as FeishuState;
    const { state, open: asked } = await resolve(open.form, packed, ask(at));
    const known = await withOffers(open.form, state, ask(at));
    return { state: { ...known, errors: undefined }, asked, locale: await localeOf({ from: at.from }) };
  }

  async function look(open: OpenForm, typed: FeishuState, at: Clicked): Promise<Reply> {
    const { state, asked, locale } = await lookedUp(open, typed, at);
    if (asked.length > 0) return check(open, state, asked, at, locale);
    return { ...(await redraw(open, state, at)), toast: toast('info', t(locale, 'feishu.chosen')) };
  }

  /** The form anew, with a sentence at each field that has to be looked at. */
  async function check(
    open: OpenForm,
    state: FeishuState,
    asked: readonly OpenSearch[],
    at: Clicked,
    locale: Locale,
  ): Promise<Reply> {
    const sentenceOf = ({ text, isNothing }: OpenSearch) =>
      t(locale, isNothing ? 'feishu.nothing' : 'feishu.several', { text });
    const errors = Object.fromEntries(asked.map((one) => [one.name, sentenceOf(one)]));
    const reply = await redraw(open, turnedTo(errors, open.form, state), at);
    return { ...reply, toast: toast('warning', t(locale, 'feishu.check_form')) };
  }

  /** What Feishu shows of what became of a form. */
  async function shown(
    answer: Answer,
    incoming: Incoming,
    open: OpenForm,
    at: Clicked,
    state: FeishuState,
  ): Promise<Reply> {
    const locale = await localeOf(incoming);
    if (answer.kind === 'errors') {
      const reply = await redraw(open, turnedTo(answer.errors, open.form, state), at);
      return { ...reply, toast: toast('error', answer.errors[''] ?? t(locale, 'feishu.check_form')) };
    }
    if (answer.kind === 'form') return redraw({ ...open, form: answer.form }, {}, at);
    if (answer.kind !== 'card') return {};
    const drawn = await posts.draw(answer.card, locale, { reader: incoming.from });
    const { message } = at.place;
    if (message) await track({ conversation: at.from, message }, answer.card, at.from);
    return { toast: toastOf(answer.card), card: raw(drawn.card) };
  }

  async function send(open: OpenForm, typed: FeishuState, at: Clicked, stored: () => void): Promise<Reply> {
    const { state, asked, locale } = await lookedUp(open, typed, at);
    // What was not found is judged with all the rest when the form is sent.
    const several = asked.filter((one) => !one.isNothing);
    if (several.length > 0) return check(open, state, several, at, locale);
    await forms.keep(open.form, state, at.from);
    const place = { ...at.place, via: 'submit' as const };
    const incoming = sentForm(place, { id: open.form.id, values: sentValues(open.form, state) }, at.eventId);
    const working = { toast: toast('info', t(locale, 'chat.still_filing')) };
    return askWaiting(
      { bot, bring: answers.bring },
      incoming,
      { since: at.since, working, stored },
      {
        inTime: async (answer) =>
          answer.kind === 'card' && hasFiles(answer.card) ? undefined : shown(answer, incoming, open, at, state),
        brought: () => ({ toast: toast('success', t(locale, 'feishu.done')) }),
      },
    );
  }

  return {
    /** Does what a button of a form asks for. Throws when a form that was sent could not be kept. */
    async act({ form, deed }: { form: string; deed: FormDeed }, at: Clicked, stored: () => void): Promise<Reply> {
      const open = (await isMember(at.from)) ? await forms.find(form, at.from) : undefined;
      if (!open) return { toast: toast('info', t(await localeOf({ from: at.from }), 'chat.form_gone')) };
      const typed = readForm(at.event.action.form_value ?? {}, open.form, open.state);
      if (deed.kind === 'send') return send(open, typed, at, stored);
      if (deed.kind === 'look') return look(open, typed, at);
      const known = await withOffers(open.form, typed, ask(at));
      return redraw(open, { ...known, ...afterFormAction(open.form, known, deed) }, at);
    },
  };
}
export type FormDesk = ReturnType<typeof createFormDesk>;
