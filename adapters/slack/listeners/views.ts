import type { App, SlackViewAction, ViewSubmitAction } from '@slack/bolt';
import type { Answer, Incoming } from '../../../src/chat/incoming.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import type { OpenForm } from '../modals.ts';
import { sentForm } from '../parse.ts';
import { kept } from '../place.ts';
import { readView, renderForm, skeleton, type ViewValues, viewErrors } from '../render/index.ts';
import type { ListenerKit } from '../talk.ts';

/** Ms that Slack is kept waiting for what became of a form; the rest of its three seconds is the way back. */
const patienceMs = 2_000;

type Response = Record<string, unknown> | undefined;

/** A modal that only says something. */
const saying = (locale: Locale, key: 'chat.form_gone' | 'chat.still_filing') => ({
  ...skeleton(locale),
  blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text: t(locale, key), emoji: false } }],
});

/** Where a form was opened is where its answer goes: the address of that time, and the conversation. */
const placed = (incoming: Incoming, { place }: OpenForm): Incoming => ({
  ...incoming,
  reply: { ...kept({ ...place, via: 'submit', trigger: undefined }), view: incoming.reply?.view ?? '' },
});

/** Forms that are sent: checked and filed while the person waits, else the answer comes as a message. */
export function listenToViews(app: App, kit: ListenerKit): void {
  const { bot, answers, modals, clock } = kit;

  /** What Slack is told when the answer comes in time; undefined = it has to come as a message. */
  async function inTime(answer: Answer, open: OpenForm, state: OpenForm['state'], locale: Locale): Promise<Response> {
    if (answer.kind === 'errors') {
      const wrong = viewErrors(answer.errors, open.form, state, { locale });
      await modals.keep(open.form, wrong.state, open.place);
      return wrong.response;
    }
    if (answer.kind === 'form') {
      await modals.keep(answer.form, {}, open.place);
      return { response_action: 'update', view: renderForm(answer.form, {}, { locale }) };
    }
    return { response_action: 'clear' };
  }

  async function submitted(body: ViewSubmitAction, ack: (response?: Response) => Promise<void>): Promise<void> {
    const { view, user, team } = body;
    const said = { team: team?.id ?? user.team_id ?? '', user: user.id, view: view.id, trigger: body.trigger_id };
    const now = clock();
    const open = await modals.find(view.private_metadata);
    const read = open && readView(view.state.values as ViewValues, open.form, open.state);
    const form = { id: view.private_metadata, values: read?.values ?? {} };
    const incoming = sentForm(said, form, now);
    const locale = await kit.localeOf(incoming);
    if (!open || !read) return ack({ response_action: 'update', view: saying(locale, 'chat.form_gone') });
    if (read.stale) return ack({ response_action: 'update', view: renderForm(open.form, read.state, { locale }) });
    const asked = placed(incoming, open);
    let isWaiting = true;
    const timer = setTimeout(() => {
      isWaiting = false;
      void ack({ response_action: 'update', view: saying(locale, 'chat.still_filing') });
    }, patienceMs).unref();
    await bot(asked, {
      stored: () => {},
      async deliver(answer) {
        clearTimeout(timer);
        const response = isWaiting ? await inTime(answer, open, read.state, locale) : undefined;
        if (isWaiting) await ack(response);
        if (!isWaiting && answer.kind === 'errors')
          await modals.keep(open.form, { ...read.state, errors: answer.errors }, open.place);
        if (!isWaiting || answer.kind === 'card') await answers.bring(asked, answer);
      },
    });
    clearTimeout(timer);
  }

  app.view<SlackViewAction>(/^form$/, async ({ body, ack }) => {
    if (body.type === 'view_submission') await submitted(body, ack as (response?: Response) => Promise<void>);
    else await ack();
  });
  // Every listener that matches runs, so this one takes the rest only.
  app.view(/^(?!form$)/, async ({ ack }) => ack());
}
